/** Sliding-window filters over one channel of bytes; pixels beyond the border repeat it. */

/** Mean of each pixel and its eight neighbours. */
export function boxMean(source: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint16Array(source.length);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const at = row + x;
      const left = source[x === 0 ? at : at - 1] as number;
      const right = source[x === width - 1 ? at : at + 1] as number;
      rows[at] = left + (source[at] as number) + right;
    }
  }
  const result = new Uint8Array(source.length);
  for (let y = 0; y < height; y += 1) {
    const up = y === 0 ? 0 : -width;
    const down = y === height - 1 ? 0 : width;
    for (let at = y * width; at < (y + 1) * width; at += 1) {
      const sum = (rows[at + up] as number) + (rows[at] as number) + (rows[at + down] as number);
      // A ninth, in whole numbers: exact for every sum of nine bytes.
      result[at] = ((sum + 4) * 7282) >> 16;
    }
  }
  return result;
}

/** 1 wherever a 1 lies within `radius` pixels along each axis. */
export function dilate(source: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const rows = new Uint8Array(source.length);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    // The last set pixel seen so far reaches `radius` further.
    let reach = -1;
    for (let x = 0; x < width + radius; x += 1) {
      if (x < width && source[row + x] === 1) reach = x + 2 * radius;
      const at = x - radius;
      if (at >= 0 && x <= reach) rows[row + at] = 1;
    }
  }
  const result = new Uint8Array(source.length);
  for (let y = 0; y < height; y += 1) {
    const first = Math.max(0, y - radius);
    const last = Math.min(height - 1, y + radius);
    const target = y * width;
    for (let near = first; near <= last; near += 1) {
      const row = near * width;
      for (let x = 0; x < width; x += 1) {
        if (rows[row + x] === 1) result[target + x] = 1;
      }
    }
  }
  return result;
}
