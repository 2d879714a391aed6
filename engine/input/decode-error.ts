/** Translates what the image library and the file system say into Easel's own errors. */
import { EaselError, type ErrorCode, type ErrorData } from '../../shared/errors.ts';

/**
 * What counts as damage while decoding.
 *
 * Measured on cut and altered files of each format: at 'truncated', LZW and deflate TIFF with damaged strips still
 * decode, to wrong pixels. At 'error' these fail too, and so does every cut file. 'warning' adds nothing for the
 * other formats but rejects JPEG files whose only oddity is bytes between segments or an unusual scan header, which
 * every viewer opens. Altered pixels of a baseline JPEG or a WebP without any checksum pass at every level.
 */
export const FAIL_ON = 'error';

const TRUNCATED =
  /premature end|unexpected end|unexpected eof|not enough data|end of file|end of stream|outside of file bounds|truncated|file too short|short file/i;

const TOO_MANY_PIXELS = /exceeds pixel limit|maximum image size/i;

/**
 * How the library's readers begin their messages. Its writers (vips2webp, vips2tiff …) and its own complaints about
 * arguments begin otherwise and are not the source's fault.
 */
const DAMAGED =
  /^(?:VipsJpeg: |vipspng: libpng read|webp2vips: |tiff2vips: |heif: |gifload|svgload|glib: XML|Unknown error$|Warning treated as error)|corrupt header|unsupported image format|decoding error/i;

/** What is known about the source when decoding fails, for the message. */
export interface DecodeContext {
  readonly width: number;
  readonly height: number;
  readonly maxPixels: number;
}

/** A failure while reading or decoding a source: damage is never INTERNAL, and a bug never damage. */
export function toDecodeError(error: unknown, context?: DecodeContext): EaselError {
  if (error instanceof EaselError) return error;
  const message = messageOf(error);
  const system = systemError(error, message);
  if (system === 'ENOENT' || system === 'ENOTDIR') {
    return wrap('INPUT_NOT_FOUND', { path: pathOf(error) }, error);
  }
  if (system !== null) return wrap('INPUT_UNREADABLE', { reason: describe(system) }, error);
  if (/^Input (?:file|buffer) is missing/i.test(message)) {
    return wrap('INPUT_NOT_FOUND', { path: message.replace(/^[^:]*:\s*/, '') }, error);
  }
  if (TOO_MANY_PIXELS.test(message)) {
    const { width = '?', height = '?', maxPixels } = context ?? {};
    const limit = maxPixels === undefined ? '?' : maxPixels / 1_000_000;
    return wrap('INPUT_TOO_MANY_PIXELS', { width, height, limit }, error);
  }
  if (/exceeds channel limit/i.test(message)) {
    return wrap('INPUT_UNSUPPORTED', { format: 'multi-channel image' }, error);
  }
  const lines = meaningfulLines(message);
  const reason = lines[0] ?? message;
  if (lines.some((line) => TRUNCATED.test(line))) return wrap('INPUT_TRUNCATED', {}, error);
  if (lines.some((line) => DAMAGED.test(line)))
    return wrap('INPUT_BROKEN', { reason: inPlainWords(reason) }, error);
  return wrap('INTERNAL', { reason }, error);
}

/** Libraries speak to programmers; what they said stays in the error's cause. */
function inPlainWords(reason: string): string {
  if (/crc|checksum/i.test(reason)) return 'a checksum inside it does not match';
  if (/header|unsupported image format/i.test(reason)) return 'its beginning makes no sense';
  if (/^(?:svgload|glib: XML)/.test(reason)) return 'the drawing is not valid SVG';
  return 'its picture data cannot be decoded';
}

/** A failure while writing into `folder`; anything else as {@link toDecodeError} would. */
export function toWriteError(error: unknown, folder: string): EaselError {
  if (error instanceof EaselError) return error;
  const message = messageOf(error);
  const system = systemError(error, message);
  if (system === 'ENOSPC' || system === 'EDQUOT') return wrap('OUTPUT_DISK_FULL', { folder }, error);
  if (system !== null) return wrap('OUTPUT_NOT_WRITABLE', { folder, reason: describe(system) }, error);
  return toDecodeError(error);
}

/** The system's own sentence, by which the library reports a failure, and ours for people. */
const SYSTEM_ERRORS: Readonly<Record<string, readonly [sentence: RegExp, text: string]>> = {
  ENOSPC: [/no space left on device/i, 'the disk is full'],
  EDQUOT: [/quota exceeded/i, 'the disk quota is used up'],
  EROFS: [/read-only file system/i, 'it is read-only'],
  EACCES: [/permission denied/i, 'permission denied'],
  EPERM: [/operation not permitted/i, 'permission denied'],
  ENOENT: [/no such file or directory/i, 'it does not exist'],
  ENOTDIR: [/not a directory/i, 'part of its path is not a folder'],
  EISDIR: [/is a directory/i, 'it is a folder'],
  ENAMETOOLONG: [/file name too long/i, 'its name is too long'],
  ELOOP: [/too many levels of symbolic links/i, 'its links form a circle'],
  EMFILE: [/too many open files/i, 'too many files are open'],
  EIO: [/input\/output error/i, 'the drive reports an error'],
  EFBIG: [/file too large/i, 'the file is too large for the drive'],
  EBUSY: [/resource busy/i, 'another program is using it'],
};

function describe(code: string): string {
  return SYSTEM_ERRORS[code]?.[1] ?? code;
}

/** Node puts the name in `code`; the library only has the system's sentence. */
function systemError(error: unknown, message: string): string | null {
  if (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z]+$/.test(error.code)
  ) {
    return error.code;
  }
  return Object.entries(SYSTEM_ERRORS).find(([, [sentence]]) => sentence.test(message))?.[0] ?? null;
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Without the lines that only say where in the file the library looked. */
function meaningfulLines(message: string): string[] {
  return message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.includes('bad seek'));
}

function wrap(code: ErrorCode, data: ErrorData, cause: unknown): EaselError {
  return new EaselError(code, data, { cause });
}
