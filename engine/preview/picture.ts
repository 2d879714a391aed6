/** Shows a file to people: any format as one that every browser knows, through the pipeline that makes outputs. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { EngineRequest, EngineResult, PictureEncoding, SourceFacts } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';
import type { Size } from '../../shared/recipe/geometry.ts';
import { toDecodeError, toWriteError } from '../input/decode-error.ts';
import { readIcns } from '../output/icns.ts';
import { fileSource } from '../pipeline/file-source.ts';
import { renderOutput } from '../pipeline/render-output.ts';
import { finishColor } from '../pipeline/rendered-image.ts';
import { pictureRecipe } from './picture-recipe.ts';

/** Thumbnails of a few kB: at 320 pixels a higher quality cannot be told apart. */
const WEBP = { quality: 75, effort: 2 };
/** For comparing pixel by pixel: colour at full resolution, and no artefact of its own. */
const JPEG = { quality: 92, chromaSubsampling: '4:4:4', optimiseCoding: false };
/** Larger files for less waiting: they stay on this computer. */
const PNG = { compressionLevel: 2 };

type PictureRequest = EngineRequest<'picture'>;
type PictureFormat = 'webp' | 'jpeg' | 'png';

interface OpenPicture extends Size {
  readonly image: Sharp;
  readonly format: PictureFormat;
}

/** Throws nothing but EaselError. Written without a sync: what a power cut takes can be made again. */
export async function picture(request: PictureRequest): Promise<EngineResult<'picture'>> {
  const { tempPath } = request;
  // A run that was killed in the middle of this file may have left its temporary file.
  await rm(tempPath, { force: true });
  const { bytes, format, width, height } = await make(request).catch((error: unknown) => {
    throw toDecodeError(error);
  });
  await writeFile(tempPath, bytes, { flag: 'wx' }).catch((error: unknown) => {
    throw toWriteError(error, dirname(tempPath));
  });
  return { width, height, contentType: `image/${format}` };
}

async function make(request: PictureRequest) {
  const { facts } = request;
  const open = facts === null ? await openIcon(request) : await openSource(request, facts);
  return { ...open, bytes: await encode(open).toBuffer() };
}

async function openSource(
  { path, limits, size, encoding }: PictureRequest,
  facts: SourceFacts,
): Promise<OpenPicture> {
  const format = formatFor(encoding, facts.hasAlpha);
  const source = await fileSource(path, facts, limits);
  const { image, color, width, height } = await renderOutput(source, pictureRecipe(size, facts), {
    format,
    maxPixels: limits.maxPixels,
  });
  return { image: finishColor(image, color), format, width, height };
}

/** The largest picture of an icon. */
async function openIcon({ path, encoding }: PictureRequest): Promise<OpenPicture> {
  const entries = readIcns(await readFile(path));
  if (entries === null) throw new EaselError('INPUT_BROKEN', { reason: 'it is not a sound icon' });
  const largest = entries.reduce((most, entry) => (entry.size > most.size ? entry : most));
  return {
    image: sharp(largest.png),
    format: formatFor(encoding, true),
    width: largest.size,
    height: largest.size,
  };
}

function formatFor(encoding: PictureEncoding, hasAlpha: boolean): PictureFormat {
  if (encoding !== 'jpeg-or-png') return encoding;
  return hasAlpha ? 'png' : 'jpeg';
}

function encode({ image, format }: OpenPicture): Sharp {
  switch (format) {
    case 'webp':
      return image.webp(WEBP);
    case 'jpeg':
      return image.jpeg(JPEG);
    case 'png':
      return image.png(PNG);
  }
}
