/** Writes and reads every format in memory, to tell whether this installation's encoders and decoders work. */
import sharp from 'sharp';
import type { SelfTestResult } from '../../shared/engine.ts';
import type { OutputBlock, OutputFormat } from '../../shared/recipe/recipe.ts';
import { encodeIcon } from './encode-icon.ts';
import { encodePlain } from './encode-plain.ts';
import { encoderSettings, isRaster } from './encoders.ts';
import type { Pixels } from './pixels.ts';
import { verifyContent } from './verify.ts';

const FORMATS: readonly OutputFormat[] = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'ico', 'icns'];
/** Large enough for every format's smallest block, small enough to take no time. */
const SIDE = 32;

export async function selfTest(): Promise<SelfTestResult[]> {
  const results: SelfTestResult[] = [];
  for (const format of FORMATS) results.push(...(await testFormat(format)));
  results.push(await testSvg());
  return results;
}

async function testFormat(format: OutputFormat): Promise<SelfTestResult[]> {
  let file: Buffer;
  try {
    file = await encode(format);
  } catch (error) {
    return [{ format, direction: 'write', ok: false, detail: reasonOf(error) }];
  }
  const written: SelfTestResult = { format, direction: 'write', ok: true, detail: `${file.length} bytes` };
  const expected = { format, width: SIDE, height: SIDE, pages: 1 };
  const failed = await verifyContent(file, expected).then(() => null, reasonOf);
  return [written, { format, direction: 'read', ok: failed === null, detail: failed ?? `${SIDE} × ${SIDE}` }];
}

async function encode(format: OutputFormat): Promise<Buffer> {
  const output: OutputBlock = {
    format,
    effort: 'fast',
    lossless: false,
    chroma: '4:2:0',
    animation: 'first',
    sizes: format === 'ico' ? [16, SIDE] : [SIDE],
  };
  if (isRaster(format)) return encodePlain(testPicture(), encoderSettings(format, output));
  return (await encodeIcon(testPicture(), format, output, { width: SIDE, height: SIDE })).bytes;
}

function testPicture(): Pixels {
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 5) % 256;
  return {
    open: () => sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } }),
    profile: null,
    isStill: true,
  };
}

async function testSvg(): Promise<SelfTestResult> {
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4" fill="#ff0000"/></svg>`,
  );
  try {
    const pixels = await sharp(svg).raw().toBuffer();
    const ok = pixels[0] === 255 && pixels[1] === 0;
    return { format: 'svg', direction: 'read', ok, detail: ok ? '4 × 4' : 'drawn in the wrong colour' };
  } catch (error) {
    return { format: 'svg', direction: 'read', ok: false, detail: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
