/** Goes through the leaves of a bundle, and through its events beside them. */
import { HASH_BYTES, hashLeaf } from './tree.mjs';

/** @typedef {import('./bundle-reader.mjs').BundleReader} BundleReader */
/** @typedef {import('./manifest.mjs').Manifest} Manifest */

/** What a filter asks for, and the field of a body it asks of. */
const FIELDS = [
  ['actor', 'actor'],
  ['category', 'category'],
  ['action', 'action'],
  ['outcome', 'outcome'],
  ['resource', 'resource'],
];

/**
 * The first event that does not hold, or null. Every leaf of the range goes to `onLeaf`, also after that.
 * @param {BundleReader} bundle
 * @param {Manifest} manifest
 * @param {(leaf: Buffer) => void} onLeaf
 * @returns {Promise<{ seq: number | null, what: string } | null>}
 */
export async function checkEvents(bundle, manifest, onLeaf) {
  const { base, head } = manifest;
  const lines = lineReader(bundle.stream('events.ndjson'));
  const events = eventChecker(manifest);
  let seq = base.size;
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  for await (const chunk of bundle.stream('leaves.bin')) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    for (; at + HASH_BYTES <= bytes.length && seq < head.size; at += HASH_BYTES) {
      seq += 1;
      // A copy: the tree keeps leaves, and the chunk would be kept with them.
      const leaf = Buffer.from(bytes.subarray(at, at + HASH_BYTES));
      while (events.wantsLine()) events.takeLine(lines.ready() ? lines.take() : await lines.more());
      events.takeLeaf(seq, leaf);
      onLeaf(leaf);
    }
    rest = bytes.subarray(at);
    if (seq === head.size && rest.length > 0) {
      events.fail(head.size + 1, 'there are more leaves than the manifest says');
      break;
    }
  }
  if (seq < head.size) events.fail(seq + 1, 'leaves are missing');
  while (events.wantsLine()) events.takeLine(await lines.more());
  await lines.close();
  return events.finish();
}

/** @param {Manifest} manifest */
function eventChecker({ log, base, head, filter, counts }) {
  /** @type {{ seq: number | null, what: string } | null} */
  let fault = null;
  /** @type {{ seq: number, body: Buffer, fields: Record<string, unknown> } | null} */
  let pending = null;
  let last = base.size;
  let count = 0;
  let atEnd = false;

  /** @param {number | null} seq @param {string} what */
  function fail(seq, what) {
    fault ??= { seq, what };
  }

  /** @param {Buffer | null} line */
  function takeLine(line) {
    if (line === null) {
      atEnd = true;
      return;
    }
    count += 1;
    const fields = parse(line);
    const seq = Number(fields?.seq);
    if (fields === null || !Number.isSafeInteger(seq)) return fail(last + 1, 'a line is no event');
    if (seq <= last) return fail(seq, 'the event comes twice, or too late');
    if (filter === null && seq > last + 1) return fail(last + 1, 'the event is missing');
    if (seq > head.size) return fail(seq, 'the event is past the end');
    pending = { seq, body: line, fields };
    last = seq;
  }

  /** @param {number} seq @param {Buffer} leaf */
  function takeLeaf(seq, leaf) {
    if (fault !== null || pending?.seq !== seq) return;
    const { body, fields } = pending;
    pending = null;
    if (!hashLeaf(body).equals(leaf)) fail(seq, 'the event is not the one that was recorded');
    else if (fields.log_id !== log) fail(seq, 'the event is of another log');
    else if (filter !== null && !matches(fields, filter))
      fail(seq, 'the event is not one the filter lets through');
  }

  return {
    fail,
    takeLine,
    takeLeaf,
    /** Whether the next line has to be read before the next leaf. */
    wantsLine: () => fault === null && !atEnd && pending === null,
    finish() {
      if (filter === null && last < head.size) fail(last + 1, 'the event is missing');
      if (count !== counts.events) fail(null, 'there are other events than the manifest says');
      return fault;
    },
  };
}

/** @param {Record<string, unknown>} fields @param {Record<string, string | number>} filter */
function matches(fields, filter) {
  const time = Number(fields.ts);
  if (filter.from !== undefined && !(time >= Number(filter.from))) return false;
  if (filter.to !== undefined && !(time <= Number(filter.to))) return false;
  return FIELDS.every(
    ([asked = '', field = '']) => filter[asked] === undefined || filter[asked] === fields[field],
  );
}

/** @param {Buffer} line @returns {Record<string, unknown> | null} */
function parse(line) {
  try {
    const value = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

const NEWLINE = 0x0a;
/** No event is nearly as long. */
const LONGEST_LINE = 1 << 24;

/** Lines of a stream; null after the last. @param {AsyncGenerator<Buffer>} chunks */
function lineReader(chunks) {
  /** @type {Buffer[]} */
  let lines = [];
  let at = 0;
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  let ended = false;

  async function more() {
    while (!ready() && !ended) {
      const { value, done } = await chunks.next();
      if (done) {
        ended = true;
        // What no newline ends is a line too: a bad one, if somebody cut the file.
        lines = rest.length > 0 ? [rest] : [];
        at = 0;
        break;
      }
      split(rest.length > 0 ? Buffer.concat([rest, value]) : value);
      if (rest.length > LONGEST_LINE) throw new RangeError('events.ndjson has a line without an end.');
    }
    return ready() ? take() : null;
  }

  /** @param {Buffer} bytes */
  function split(bytes) {
    lines = [];
    at = 0;
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to !== -1; to = bytes.indexOf(NEWLINE, from)) {
      lines.push(bytes.subarray(from, to));
      from = to + 1;
    }
    rest = bytes.subarray(from);
  }

  const ready = () => at < lines.length;
  const take = () => lines[at++] ?? null;
  return { ready, take, more, close: () => chunks.return(undefined) };
}
