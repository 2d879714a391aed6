/** Decodes JPEG XL, which the image library does not include, to 8-bit sRGB. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Decoded, withoutAlpha } from './decoded.ts';

/** What the decoder returns; it creates it as an `ImageData`, a class that Node does not have. */
class PixelData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

let decoder: Promise<(file: ArrayBuffer) => Promise<PixelData>> | null = null;

export async function decodeJxl(file: Buffer, hasAlpha: boolean): Promise<Decoded> {
  decoder ??= loadDecoder();
  const decode = await decoder;
  const bytes = new Uint8Array(file);
  const { width, height, data } = await decode(bytes.buffer);
  const rgba = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return {
    width,
    height,
    model: 'rgb',
    hasAlpha,
    bitsPerSample: 8,
    data: hasAlpha ? rgba : withoutAlpha(rgba),
  };
}

async function loadDecoder(): Promise<(file: ArrayBuffer) => Promise<PixelData>> {
  if (!('ImageData' in globalThis)) Object.defineProperty(globalThis, 'ImageData', { value: PixelData });
  const { default: decode, init } = await import('@jsquash/jxl/decode.js');
  const wasm = await readFile(fileURLToPath(import.meta.resolve('@jsquash/jxl/codec/dec/jxl_dec.wasm')));
  // The package would fetch its module over HTTP, which Node cannot do for files.
  await init({
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
      done(instance);
      return instance.exports;
    },
  });
  return async (file) => decode(file);
}
