/** UUIDv7 identifiers: text, sortable by time, strictly increasing within one source. */
import { v7 } from 'uuid';

export interface Ids {
  readonly next: () => string;
}

export interface IdsDeps {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** The sequence starts in the lower half of its 32 bits, so 2^31 ids fit into one millisecond. */
const SEQUENCE_LIMIT = 2 ** 32;

/** One source of ids. A clock that stands still or steps back only advances the sequence. */
export function createIds({ now, randomBytes }: IdsDeps): Ids {
  let lastMs = -1;
  let sequence = 0;

  function next(): string {
    const random = randomBytes(16);
    const ms = Math.max(now(), 0);
    if (ms > lastMs) {
      lastMs = ms;
      sequence = sequenceStart(random);
    } else {
      sequence += 1;
      if (sequence === SEQUENCE_LIMIT) {
        lastMs += 1;
        sequence = sequenceStart(random);
      }
    }
    return v7({ msecs: lastMs, seq: sequence, random });
  }

  return { next };
}

/** Bytes 0..5 of the random are overwritten by the time and 6..9 by the sequence, so none is used twice. */
function sequenceStart(random: Uint8Array): number {
  return new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1;
}
