/** `easel inspect`: what a file is. */
import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printJson, printTable } from '../terminal/table.ts';
import { bytes } from '../terminal/words.ts';
import { withApp } from '../with-app.ts';

const COLOR_WORDS = {
  'srgb-untagged': 'sRGB, no profile',
  srgb: 'sRGB',
  wide: 'RGB with its own profile',
  cmyk: 'CMYK',
  gray: 'grey',
  other: 'other',
} as const;

export function inspectCommand(
  globals: GlobalOptions,
  file: string,
  { json }: { json: boolean },
): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const inspection = await easel.images.inspect({ path: resolve(file) });
    const { facts } = inspection;
    if (json) printJson(inspection);
    else {
      const rows: [string, string | null][] = [
        ['Format', facts.format.toUpperCase()],
        ['Size', `${facts.width} × ${facts.height}${facts.pages > 1 ? `, ${facts.pages} frames` : ''}`],
        ['File', bytes(facts.file.bytes)],
        ['Colour', `${COLOR_WORDS[facts.color]}, ${facts.bitsPerSample} bits per channel`],
        ['Profile', facts.profileName],
        ['Transparency', facts.hasAlpha ? 'has an alpha channel' : 'none'],
        ['Orientation', facts.orientation === 1 ? null : `EXIF ${facts.orientation}`],
        ['Density', inspection.density === null ? null : `${inspection.density} ppi`],
        ['Taken', facts.takenAt?.replace('T', ' ') ?? null],
        ['Camera', inspection.camera],
        ['Copyright', inspection.copyright],
        ['Creator', inspection.creator],
        ['Source type', inspection.digitalSourceType],
        ['Metadata', inspection.groups.length > 0 ? inspection.groups.join(', ') : 'none'],
        ['SHA-256', facts.file.sha256],
      ];
      printTable(rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
    }
    return EXIT.ok;
  });
}
