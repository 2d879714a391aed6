/**
 * Every expected failure, in one catalogue: code, HTTP status, CLI exit code, what happened, what to do.
 * Codes are never renamed or reused once released. `{name}` in a template is replaced from the error's data.
 */

interface ErrorEntry {
  readonly status: number;
  readonly exit: 1 | 2 | 3 | 4;
  /** What happened. */
  readonly message: string;
  /** What to do next. */
  readonly remedy: string;
}

export const ERRORS = {
  // Inputs: one file cannot be used. The batch goes on.
  INPUT_NOT_FOUND: {
    status: 404,
    exit: 1,
    message: 'The file does not exist: {path}',
    remedy: 'Check the path, or whether the file was moved while the batch ran.',
  },
  INPUT_UNREADABLE: {
    status: 403,
    exit: 1,
    message: 'The file cannot be read: {reason}',
    remedy: 'Check its permissions and the drive it is on.',
  },
  INPUT_CHANGED: {
    status: 409,
    exit: 1,
    message: 'The file was changed while it was being processed.',
    remedy: 'Run again when the program that writes it has finished.',
  },
  INPUT_EMPTY: {
    status: 422,
    exit: 1,
    message: 'The file is empty.',
    remedy: 'Copy it again from where it came from.',
  },
  INPUT_TRUNCATED: {
    status: 422,
    exit: 1,
    message: 'The file ends too early: part of the picture is missing.',
    remedy: 'Copy it again from where it came from.',
  },
  INPUT_BROKEN: {
    status: 422,
    exit: 1,
    message: 'The file is damaged: {reason}',
    remedy: 'Open it in an image editor and save it again, or copy it from where it came from.',
  },
  INPUT_MISLABELLED: {
    status: 422,
    exit: 1,
    message: 'The name says {named}, but the file holds {actual}.',
    remedy: 'Rename the file so that its ending matches its content.',
  },
  INPUT_UNSUPPORTED: {
    status: 415,
    exit: 1,
    message: 'Easel cannot read {format} files.',
    remedy: 'Convert it to JPEG, PNG, TIFF or WebP first.',
  },
  INPUT_NOT_AN_IMAGE: {
    status: 415,
    exit: 1,
    message: 'This is not an image.',
    remedy: 'Leave it out of the batch.',
  },
  INPUT_TOO_MANY_PIXELS: {
    status: 413,
    exit: 1,
    message: 'The image is {width} × {height}, more than the limit of {limit} megapixels.',
    remedy: 'Make it smaller in an image editor, or raise the limit in the settings.',
  },
  INPUT_TOO_MANY_PAGES: {
    status: 413,
    exit: 1,
    message: 'The file has {pages} pages, more than the limit of {limit}.',
    remedy: 'Split it into smaller files.',
  },
  INPUT_TOO_LARGE: {
    status: 413,
    exit: 1,
    message: 'The file is {bytes} bytes, more than the limit of {limit} for {format}.',
    remedy: 'Simplify or shrink it first.',
  },
  INPUT_TOO_COMPLEX: {
    status: 413,
    exit: 1,
    message: 'The drawing is too complex to render safely: {reason}',
    remedy: 'Flatten or simplify it in a drawing program, or export it as PNG.',
  },

  SOURCE_UNKNOWN: {
    status: 404,
    exit: 1,
    message: 'This picture is no longer known here.',
    remedy: 'Add its file or folder again.',
  },
  FILE_OUTSIDE_ROOTS: {
    status: 403,
    exit: 1,
    message: 'The file is outside the folders this page may use: {path}',
    remedy: 'Start Easel with --root and the folder it is in, or move the file into one of its folders.',
  },

  // Outputs: one result cannot be written. Nothing half-written stays.
  OUTPUT_DISK_FULL: {
    status: 507,
    exit: 1,
    message: 'The disk that holds {folder} is full.',
    remedy: 'Free some space, then resume the job.',
  },
  OUTPUT_NOT_WRITABLE: {
    status: 403,
    exit: 1,
    message: 'The folder cannot be written to: {folder} ({reason})',
    remedy: 'Choose another output folder or change its permissions.',
  },
  OUTPUT_OUTSIDE_ROOT: {
    status: 422,
    exit: 1,
    message: 'The name would place the file outside the output folder.',
    remedy: 'Remove ".." and links that lead out of the output folder.',
  },
  OUTPUT_IS_SOURCE: {
    status: 409,
    exit: 1,
    message: 'The result would replace a source file: {path}',
    remedy: 'Choose another output folder or name.',
  },
  OUTPUT_EXISTS: {
    status: 409,
    exit: 1,
    message: 'There is already a file with this name: {path}',
    remedy: 'Use --conflict rename, overwrite or if-changed.',
  },
  OUTPUT_UP_TO_DATE: {
    status: 200,
    exit: 1,
    message: 'Nothing changed since this file was written.',
    remedy: 'Nothing to do.',
  },
  OUTPUT_NOT_OURS: {
    status: 409,
    exit: 1,
    message: 'The existing file was not written by Easel, or was changed since: {path}',
    remedy: 'Use --conflict overwrite to replace it or rename to keep both.',
  },
  OUTPUT_VERIFY_FAILED: {
    status: 500,
    exit: 1,
    message: 'The written file did not read back correctly: {reason}',
    remedy: 'Check the drive, then run again. The source is untouched.',
  },
  TARGET_UNREACHABLE: {
    status: 422,
    exit: 1,
    message: 'The target cannot be met: {reason}',
    remedy: 'Allow more bytes or a lower quality, or make the image smaller.',
  },
  RECIPE_NOT_APPLICABLE: {
    status: 422,
    exit: 1,
    message: 'The recipe cannot be applied to this image: {reason}',
    remedy: 'Change the recipe or leave this image out.',
  },

  // Engine: containment of what a decoder may do.
  ENGINE_TIMEOUT: {
    status: 504,
    exit: 1,
    message: 'Processing took longer than {seconds} s and was stopped.',
    remedy: 'Try a lower effort or a smaller image, or raise the time limit in the settings.',
  },
  ENGINE_CRASHED: {
    status: 500,
    exit: 1,
    message: 'The image engine stopped twice on this file, so the file was set aside.',
    remedy: 'Open the file in an image editor and save it again.',
  },
  ENGINE_OUT_OF_MEMORY: {
    status: 500,
    exit: 1,
    message: 'Processing needed more than {megabytes} MB of memory and was stopped.',
    remedy: 'Make the image smaller, or raise the memory limit in the settings.',
  },
  ENGINE_UNAVAILABLE: {
    status: 503,
    exit: 4,
    message: 'The image engine does not start: {reason}',
    remedy: 'Run "easel doctor".',
  },

  // Use: the request itself is wrong. Nothing was started.
  USAGE_INVALID: { status: 400, exit: 2, message: '{reason}', remedy: 'Run the command with --help.' },
  RECIPE_INVALID: {
    status: 422,
    exit: 2,
    message: 'The recipe is not valid: {reason}',
    remedy: 'Correct the field named above; docs/recipes.md lists every field.',
  },
  PRESET_INVALID: {
    status: 422,
    exit: 2,
    message: 'The preset file is not valid: {reason}',
    remedy: 'Correct the field named above; docs/recipes.md lists every field.',
  },
  PRESET_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'There is no preset called {id}.',
    remedy: 'Run "easel presets list" to see them all.',
  },
  PRESET_READ_ONLY: {
    status: 409,
    exit: 2,
    message: '{id} is built in and cannot be changed.',
    remedy: 'Duplicate it under another id and change the copy.',
  },
  PRESET_EXISTS: {
    status: 409,
    exit: 2,
    message: 'There is already a preset called {id}.',
    remedy: 'Choose another id, or import with --replace.',
  },
  NAME_TEMPLATE_INVALID: {
    status: 422,
    exit: 2,
    message: 'The name template is not valid: {reason}',
    remedy:
      'Use {name} {preset} {variant} {width} {height} {format} {date} {time} {counter} {hash} {exif.date} {dir}.',
  },
  NO_INPUTS: {
    status: 422,
    exit: 2,
    message: 'There are no images in what was given.',
    remedy: 'Name image files, or folders that hold some (--recursive looks into their folders too).',
  },
  JOB_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'There is no such job, or none that was interrupted.',
    remedy: 'Run "easel history" to see what was processed.',
  },
  JOB_RUNNING: {
    status: 409,
    exit: 2,
    message: 'Job {id} is running in another process.',
    remedy: 'Wait for it to end, or stop that process first.',
  },
  HISTORY_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'There is no such entry in the history.',
    remedy: 'Look at the list again: it may have been removed.',
  },
  AUDIT_EVENT_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'There is no event {seq} in the audit log.',
    remedy: 'Look at the list again: old events may have been pruned.',
  },
  AUDIT_HOLD_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'There is no such legal hold in force.',
    remedy: 'Look at the list again: it may have been released.',
  },
  AUDIT_ON_HOLD: {
    status: 409,
    exit: 2,
    message: 'A legal hold keeps these records.',
    remedy: 'Release the hold first, when its reason is gone.',
  },
  EXPORT_EXISTS: {
    status: 409,
    exit: 2,
    message: 'There is already a file or folder here: {path}',
    remedy: 'Choose another name or another folder.',
  },
  AUDIT_LOG_DAMAGED: {
    status: 500,
    exit: 1,
    message: 'The audit log does not hold: {reason}.',
    remedy: 'Keep a copy of the data folder as it is now, then verify the audit log.',
  },
  SETTING_UNKNOWN: {
    status: 404,
    exit: 2,
    message: 'There is no setting called {key}.',
    remedy: 'Run "easel settings list" to see them all.',
  },
  SETTING_INVALID: {
    status: 422,
    exit: 2,
    message: '{key} cannot be {value}: {reason}',
    remedy: 'Run "easel settings list" to see what is allowed.',
  },

  NOT_HERE: {
    status: 404,
    exit: 2,
    message: 'This cannot be done here.',
    remedy: 'Do it in the desktop app.',
  },
  FORBIDDEN: {
    status: 403,
    exit: 2,
    message: 'You may not do this.',
    remedy: 'Sign in with an account that may, or ask your admin.',
  },

  // Accounts, and who is signed in.
  EMAIL_INVALID: {
    status: 422,
    exit: 2,
    message: 'That is not an e-mail address.',
    remedy: 'Enter an address such as name@example.com.',
  },
  EMAIL_TAKEN: {
    status: 409,
    exit: 2,
    message: 'There is already an account with this e-mail address.',
    remedy: 'Sign in with it, or use another address.',
  },
  NAME_INVALID: {
    status: 422,
    exit: 2,
    message: 'A name has 1 to {most} characters, on one line.',
    remedy: 'Enter another name.',
  },
  PASSWORD_TOO_SHORT: {
    status: 422,
    exit: 2,
    message: 'The password has fewer than {least} characters.',
    remedy: 'Use a longer one. A few unrelated words are easy to remember.',
  },
  PASSWORD_TOO_LONG: {
    status: 422,
    exit: 2,
    message: 'The password has more than {most} characters.',
    remedy: 'Use a shorter one.',
  },
  PASSWORD_COMMON: {
    status: 422,
    exit: 2,
    message: 'The password is one of the first that somebody would guess.',
    remedy: 'Use a few unrelated words instead.',
  },
  PASSWORD_UNUSABLE: {
    status: 422,
    exit: 2,
    message: 'The password holds half a character, which no keyboard types.',
    remedy: 'Type it again instead of pasting it.',
  },
  PASSWORD_WRONG: {
    status: 403,
    exit: 2,
    message: 'The password is not right.',
    remedy: 'Enter your present password.',
  },
  SIGN_IN_FAILED: {
    status: 401,
    exit: 2,
    message: 'The e-mail address or the password is not right.',
    remedy: 'Check both. A recovery code sets a new password.',
  },
  SIGN_IN_WAIT: {
    status: 429,
    exit: 3,
    message: 'There were too many wrong attempts. The next one is possible in {seconds} s.',
    remedy: 'Wait until then, and try again.',
  },
  SIGN_IN_LOCKED: {
    status: 423,
    exit: 2,
    message: 'There were too many wrong attempts in a row, so this account is locked.',
    remedy: 'Use one of its recovery codes, or ask an admin to unlock it.',
  },
  SIGN_IN_BUSY: {
    status: 503,
    exit: 3,
    message: 'Too many people are signing in at this moment.',
    remedy: 'Try again in a few seconds.',
  },
  RECOVERY_FAILED: {
    status: 401,
    exit: 2,
    message: 'The e-mail address or the recovery code is not right, or the code was used before.',
    remedy: 'Check both, or use another code.',
  },
  ACCOUNT_DISABLED: {
    status: 403,
    exit: 2,
    message: 'This account is disabled.',
    remedy: 'Ask an admin to enable it.',
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'There is no such account.',
    remedy: 'It may have been deleted. Look at the list of accounts again.',
  },
  LAST_ADMIN: {
    status: 409,
    exit: 2,
    message: 'This is the last admin, and there must be one.',
    remedy: 'Make somebody else an admin first.',
  },
  SESSION_ENDED: {
    status: 401,
    exit: 2,
    message: 'You are signed out.',
    remedy: 'Sign in again.',
  },
  SESSION_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'Nobody is signed in there any more.',
    remedy: 'Look at the list of devices again.',
  },
  API_KEY_INVALID: {
    status: 401,
    exit: 2,
    message: 'The API key is not valid.',
    remedy: 'Check that it was copied whole. It may also have expired or been revoked.',
  },
  API_KEY_NOT_FOUND: {
    status: 404,
    exit: 2,
    message: 'There is no such API key.',
    remedy: 'Look at the list of keys again; it may have expired or been revoked.',
  },
  API_KEY_UNFIT: {
    status: 422,
    exit: 2,
    message: 'Such a key cannot be made: {reason}.',
    remedy: 'Change what is named above.',
  },
  SECRET_UNAVAILABLE: {
    status: 503,
    exit: 4,
    message: 'A secret of this computer cannot be read or stored: {reason}',
    remedy: 'Check that the data folder can be read and written by you, and has space.',
  },

  // The page in a browser on this computer.
  REQUEST_REFUSED: {
    status: 403,
    exit: 2,
    message: 'The request was refused: {reason}.',
    remedy: 'Open Easel with the link it printed, in a current browser.',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    exit: 2,
    message: 'More than {limit} bytes were sent.',
    remedy: 'Send less at once; for a large file, name its folder with --root instead of uploading it.',
  },
  ADDRESS_UNKNOWN: {
    status: 404,
    exit: 2,
    message: 'There is nothing at this address.',
    remedy: 'Go back to the start page.',
  },
  SESSION_UNKNOWN: {
    status: 401,
    exit: 2,
    message: 'This page is not connected to Easel.',
    remedy: 'Press Enter where Easel runs, and open the new link.',
  },
  LAUNCH_LINK_SPENT: {
    status: 401,
    exit: 2,
    message: 'This link was used before, or is older than a minute.',
    remedy: 'Press Enter where Easel runs, and open the new link.',
  },
  INTERFACE_MISSING: {
    status: 500,
    exit: 4,
    message: 'The interface is not built: {folder}',
    remedy: 'Run "npm start", which builds it.',
  },
  PORT_UNAVAILABLE: {
    status: 409,
    exit: 2,
    message: 'Port {port} cannot be used; another program may have it.',
    remedy: 'Choose another one, or leave --port out.',
  },

  // Quota.
  QUOTA_EXCEEDED: {
    status: 429,
    exit: 3,
    message: 'The hourly limit of {limit} is used up; more becomes free at {at}.',
    remedy: 'Run "easel resume" then, or use --wait.',
  },

  // Data and the rest.
  DATABASE_TOO_NEW: {
    status: 503,
    exit: 4,
    message: 'The database was written by a newer Easel ({found}).',
    remedy: 'Update Easel. The database was not touched.',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    exit: 4,
    message: 'The database cannot be opened: {reason}',
    remedy: 'Check that the data folder can be written to and has space. Run "easel doctor".',
  },
  CANCELLED: {
    status: 499,
    exit: 1,
    message: 'Stopped before this file was done.',
    remedy: 'Run "easel resume".',
  },
  INTERNAL: {
    status: 500,
    exit: 4,
    message: 'Something went wrong inside Easel: {reason}',
    remedy: 'Please report it with the output of "easel doctor".',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorData = Readonly<Record<string, string | number>>;

/** A failure as it crosses processes: plain data. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly data: ErrorData;
}

export function failure(code: ErrorCode, data: ErrorData = {}): Failure {
  return { code, data, message: fillTemplate(ERRORS[code].message, data) };
}

/** An expected failure travelling up the stack; anything else that is thrown is a bug. */
export class EaselError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(fillTemplate(ERRORS[code].message, data), options);
    this.name = 'EaselError';
    this.code = code;
    this.data = data;
  }

  toFailure(): Failure {
    return { code: this.code, message: this.message, data: this.data };
  }
}

/** Any thrown value as a failure; what is not in the catalogue becomes INTERNAL. */
export function toFailure(error: unknown): Failure {
  if (error instanceof EaselError) return error.toFailure();
  // From the other side of a transport, or out of a report: the same code and data, without the class.
  if (typeof error === 'object' && error !== null && 'code' in error && isErrorCode(error.code)) {
    const data = 'data' in error && typeof error.data === 'object' ? (error.data as ErrorData | null) : null;
    if (data !== null) return failure(error.code, data);
    const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
    return { code: error.code, message, data: {} };
  }
  return failure('INTERNAL', { reason: error instanceof Error ? error.message : String(error) });
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERRORS, code);
}

/** Long numbers in groups of three; a year or a port stays as it is. */
function shown(value: string | number | undefined): string {
  return typeof value === 'number' && Math.abs(value) >= 100_000 ? value.toLocaleString('en') : String(value);
}

function fillTemplate(template: string, data: ErrorData): string {
  return template.replace(/\{([\w.]+)\}/g, (whole, key: string) => (key in data ? shown(data[key]) : whole));
}
