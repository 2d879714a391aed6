/**
 * Structural similarity (Wang et al. 2004) on luma: 8 x 8 windows, one every 4 pixels, equal weights, 8-bit constants.
 * 1 means identical.
 */

export interface Plane {
  readonly width: number;
  readonly height: number;
  /** Luma 0..255, rows top down. */
  readonly values: Float32Array;
}

const WINDOW = 8;
const STRIDE = 4;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** Rec. 601 luma of interleaved 8-bit RGB. */
export function lumaOfRgb(rgb: Uint8Array, width: number, height: number): Plane {
  const values = new Float32Array(width * height);
  for (let i = 0, at = 0; i < values.length; i++, at += 3) {
    values[i] = 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
  }
  return { width, height, values };
}

/** Mean over all windows that lie wholly inside; an image smaller than a window is one window. */
export function ssim(a: Plane, b: Plane): number {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError('planes of different size');
  if (a.width < WINDOW || a.height < WINDOW) return windowSsim(a, b, 0, 0, a.width, a.height);
  return a.width < WINDOW + STRIDE || a.height < WINDOW + STRIDE ? smallMean(a, b) : gridMean(a, b);
}

function smallMean(a: Plane, b: Plane): number {
  let total = 0;
  let count = 0;
  for (let y = 0; y + WINDOW <= a.height; y += STRIDE) {
    for (let x = 0; x + WINDOW <= a.width; x += STRIDE, count++)
      total += windowSsim(a, b, x, y, WINDOW, WINDOW);
  }
  return total / count;
}

/** Sums over 4 x 4 cells are shared by the four windows that cover each cell. */
function gridMean(a: Plane, b: Plane): number {
  const columns = Math.floor(a.width / STRIDE);
  const rows = Math.floor(a.height / STRIDE);
  const count = columns * rows;
  const sumA = new Float64Array(count);
  const sumB = new Float64Array(count);
  const sumSquares = new Float64Array(count);
  const sumProducts = new Float64Array(count);
  for (let y = 0; y < rows * STRIDE; y++) {
    const cellRow = Math.floor(y / STRIDE) * columns;
    let at = y * a.width;
    for (let cell = cellRow; cell < cellRow + columns; cell++) {
      let sa = 0;
      let sb = 0;
      let squares = 0;
      let products = 0;
      for (const end = at + STRIDE; at < end; at++) {
        const va = a.values[at] ?? 0;
        const vb = b.values[at] ?? 0;
        sa += va;
        sb += vb;
        squares += va * va + vb * vb;
        products += va * vb;
      }
      sumA[cell] = (sumA[cell] ?? 0) + sa;
      sumB[cell] = (sumB[cell] ?? 0) + sb;
      sumSquares[cell] = (sumSquares[cell] ?? 0) + squares;
      sumProducts[cell] = (sumProducts[cell] ?? 0) + products;
    }
  }
  const at4 = (sums: Float64Array, cell: number) =>
    (sums[cell] ?? 0) + (sums[cell + 1] ?? 0) + (sums[cell + columns] ?? 0) + (sums[cell + columns + 1] ?? 0);
  let total = 0;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const cell = row * columns + column;
      total += fromSums(
        at4(sumA, cell),
        at4(sumB, cell),
        at4(sumSquares, cell),
        at4(sumProducts, cell),
        WINDOW * WINDOW,
      );
    }
  }
  return total / ((rows - 1) * (columns - 1));
}

function windowSsim(a: Plane, b: Plane, left: number, top: number, width: number, height: number): number {
  let sa = 0;
  let sb = 0;
  let squares = 0;
  let products = 0;
  for (let y = top; y < top + height; y++) {
    for (let at = y * a.width + left; at < y * a.width + left + width; at++) {
      const va = a.values[at] ?? 0;
      const vb = b.values[at] ?? 0;
      sa += va;
      sb += vb;
      squares += va * va + vb * vb;
      products += va * vb;
    }
  }
  return fromSums(sa, sb, squares, products, width * height);
}

function fromSums(sa: number, sb: number, squares: number, products: number, n: number): number {
  const meanA = sa / n;
  const meanB = sb / n;
  const variances = squares / n - meanA * meanA - meanB * meanB;
  const covariance = products / n - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA * meanA + meanB * meanB + C1) * (variances + C2))
  );
}
