/**
 * What to do next where the window offers it and the catalogue's own advice is written for the command line.
 * What happened is said in the catalogue's words.
 */
import type { ErrorCode } from '../../../shared/errors.ts';

export const remediesEn: Partial<Record<ErrorCode, string>> = {
  FILE_OUTSIDE_ROOTS: 'Move it into one of the folders this page may use, or choose another folder.',
  OUTPUT_EXISTS: 'Choose to rename, replace, or replace if changed where names are taken.',
  OUTPUT_NOT_OURS: 'Choose to replace it, or to rename and keep both, where names are taken.',
  ENGINE_UNAVAILABLE: 'Close Easel and open it again. The health check in the settings says more.',
  USAGE_INVALID: 'Correct it and try again.',
  RECIPE_INVALID: 'Correct the field named above.',
  PRESET_INVALID: 'Correct the field named above.',
  PRESET_NOT_FOUND: 'It may have been deleted. Choose another one.',
  PRESET_READ_ONLY: 'Duplicate it and change the copy.',
  PRESET_EXISTS: 'Choose another name, or replace the preset that is there.',
  NO_INPUTS: 'Add image files, or folders that hold some.',
  JOB_NOT_FOUND: 'The history shows what was processed.',
  JOB_RUNNING: 'Wait for it to end, or stop it where it was started.',
  SETTING_UNKNOWN: 'Open the settings again to see those of this version.',
  SETTING_INVALID: 'Enter a value the setting allows.',
  NOT_HERE: 'The desktop app can do it.',
  REQUEST_TOO_LARGE: 'Send less at once, or add a large file from its folder on this computer.',
  PORT_UNAVAILABLE: 'Choose another one.',
  QUOTA_EXCEEDED: 'The rest of the batch can go on then.',
  DATABASE_UNAVAILABLE: 'Check that the data folder can be written to and has space.',
  CANCELLED: 'Resume the batch to go on with it.',
  INTERNAL: 'Try again. If it happens once more, report it with the health check from the settings.',
};
