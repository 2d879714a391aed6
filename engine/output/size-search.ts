/** Finds the highest setting whose file stays within a size, with few encodings. */

export interface SizeSearch {
  /** Whole steps, such as quality or number of colours; a higher one gives a larger file, by and large. */
  readonly least: number;
  readonly most: number;
  readonly first: number;
  /** Bytes. */
  readonly cap: number;
  /** Natural logarithm of the size a typical file has at a step, up to a constant. */
  readonly curve: (step: number) => number;
  readonly sizeAt: (step: number) => Promise<number>;
}

export interface Trial {
  readonly step: number;
  readonly size: number;
}

/** A result this close to the cap is not worth another encoding. */
const CLOSE_ENOUGH = 0.95;
/** Aim a little below, so that the estimate's error more often than not still fits. */
const AIM = 0.985;
/** Estimates that have not met by then will not: halve what is left instead. */
const MAX_ESTIMATES = 5;

/** The best trial that fits and the lowest one that did not; null where there was none. */
export async function largestWithin(
  search: SizeSearch,
): Promise<{ readonly fit: Trial | null; readonly over: Trial | null }> {
  let fit: Trial | null = null;
  let over: Trial | null = null;
  let step = clamp(search.first, search.least, search.most);
  for (let count = 1; ; count++) {
    const trial = { step, size: await search.sizeAt(step) };
    if (trial.size <= search.cap) fit = trial;
    else over = trial;
    const low = (fit?.step ?? search.least - 1) + 1;
    const high = (over?.step ?? search.most + 1) - 1;
    const close = fit !== null && fit.size >= search.cap * CLOSE_ENOUGH;
    if (close || low > high) return { fit, over };
    step = count < MAX_ESTIMATES ? estimate(search, fit, over, low, high) : Math.floor((low + high) / 2);
  }
}

function estimate(
  search: SizeSearch,
  fit: Trial | null,
  over: Trial | null,
  low: number,
  high: number,
): number {
  const wanted = Math.log(search.cap * AIM);
  let aim: number;
  if (fit !== null && over !== null) {
    const slope =
      (search.curve(over.step) - search.curve(fit.step)) / (Math.log(over.size) - Math.log(fit.size));
    aim = search.curve(fit.step) + (wanted - Math.log(fit.size)) * slope;
  } else {
    const known = fit ?? over;
    aim = known === null ? 0 : search.curve(known.step) + wanted - Math.log(known.size);
  }
  let step = low;
  while (step < high && search.curve(step + 1) <= aim) step++;
  return step;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
