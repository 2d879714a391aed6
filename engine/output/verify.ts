/** Reads a written file back and decodes all of it, before it may take its final name. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { SourceFormat } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';
import type { OutputFormat } from '../../shared/recipe/recipe.ts';
import { readIcns } from './icns.ts';
import { readIco } from './ico.ts';

export interface ExpectedFile {
  readonly format: OutputFormat;
  /** Of one frame; of an icon, its largest picture. */
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** At a sixteenth of the size JPEG is decoded at an eighth, which skips most arithmetic but reads every bit. */
const SHRINK = 16;

/**
 * Two checks, since neither covers the other: the hash tells that the drive returns the bytes the encoder made (a
 * flipped bit inside a JPEG scan decodes without complaint), and decoding tells that those bytes are a picture.
 */
export async function verifyFile(path: string, expected: ExpectedFile): Promise<void> {
  const file = await readFile(path).catch((error: unknown) => {
    throw verifyError(error instanceof Error ? error.message : String(error));
  });
  if (file.length !== expected.bytes) {
    throw verifyError(`it has ${file.length} bytes instead of ${expected.bytes}`);
  }
  if (hash('sha256', file) !== expected.sha256) throw verifyError('its content is not what was written');
  await verifyContent(file, expected);
}

/** What decoding can tell. */
export type ExpectedPicture = Pick<ExpectedFile, 'width' | 'height' | 'pages'> & {
  readonly format: OutputFormat | SourceFormat;
};

/** The decoding half alone. */
export async function verifyContent(file: Buffer, expected: ExpectedPicture): Promise<void> {
  if (expected.format === 'ico') return verifyParts(icoParts(file), expected.width);
  if (expected.format === 'icns') return verifyParts(readIcns(file), expected.width);
  try {
    await verifyRaster(file, expected);
  } catch (error) {
    if (error instanceof EaselError) throw error;
    throw verifyError(error instanceof Error ? error.message : String(error));
  }
}

async function verifyRaster(file: Buffer, expected: ExpectedPicture): Promise<void> {
  const image = sharp(file, {
    failOn: 'warning',
    ignoreIcc: true,
    limitInputPixels: false,
    sequentialRead: true,
    ...(expected.pages > 1 ? { animated: true } : {}),
  });
  const found = await image.metadata();
  const format = found.format === 'heif' ? found.compression === 'av1' && 'avif' : found.format;
  if (format !== expected.format) throw verifyError(`it is ${found.format} instead of ${expected.format}`);
  const height = found.pageHeight ?? found.height;
  if (found.width !== expected.width || height !== expected.height) {
    throw verifyError(`it is ${found.width} × ${height} instead of ${expected.width} × ${expected.height}`);
  }
  if ((found.pages ?? 1) !== expected.pages) {
    throw verifyError(`it has ${found.pages ?? 1} frames instead of ${expected.pages}`);
  }
  await image
    .resize({
      width: Math.max(1, Math.floor(expected.width / SHRINK)),
      height: Math.max(1, Math.floor(expected.height / SHRINK)),
      fit: 'fill',
    })
    .raw()
    .toBuffer();
}

interface IconPart {
  readonly size: number;
  /** Null for a bitmap, whose sizes were checked when it was read. */
  readonly png: Buffer | null;
}

function icoParts(file: Buffer): IconPart[] | null {
  const entries = readIco(file);
  return (
    entries?.map(({ width, kind, data }) => ({ size: width, png: kind === 'png' ? data : null })) ?? null
  );
}

async function verifyParts(parts: readonly IconPart[] | null, largest: number): Promise<void> {
  if (parts === null) throw verifyError('its table of contents is damaged');
  if (Math.max(...parts.map((part) => part.size)) !== largest)
    throw verifyError('its largest picture is missing');
  for (const { size, png } of parts) {
    if (png !== null) await verifyContent(png, { format: 'png', width: size, height: size, pages: 1 });
  }
}

function verifyError(reason: string): EaselError {
  return new EaselError('OUTPUT_VERIFY_FAILED', { reason });
}
