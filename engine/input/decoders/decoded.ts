/** Pixels decoded outside the image library, and what is needed to hand them to it unchanged. */

export interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly model: 'gray' | 'rgb' | 'cmyk';
  readonly hasAlpha: boolean;
  readonly bitsPerSample: 8 | 16;
  /** Interleaved samples, alpha last and not multiplied in; 16-bit samples little-endian. */
  readonly data: Buffer;
  readonly icc?: Buffer | undefined;
  readonly xmp?: Buffer | undefined;
  readonly iptc?: Buffer | undefined;
}

/** Four samples a pixel become three; decoders outside the library always deliver four. */
export function withoutAlpha(rgba: Uint8Array): Buffer {
  const rgb = Buffer.allocUnsafe((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}
