/** The manifest of a bundle: its form, and who signed it. */
import { canonicalJson } from './canonical-json.mjs';
import { isSignedBy, parseKey } from './signed-notes.mjs';

export const FILES = [
  'events.ndjson',
  'leaves.bin',
  'checkpoints.txt',
  'views/ocsf.ndjson',
  'views/cef.log',
  'views/rfc5424.log',
  'views/events.csv',
];

/**
 * @typedef {object} Manifest
 * @property {string} log
 * @property {number} created
 * @property {{ size: number, frontier: Buffer[] }} base
 * @property {{ size: number, root: string }} head
 * @property {Record<string, string | number> | null} filter
 * @property {{ events: number, omitted: number, checkpoints: number }} counts
 * @property {Record<string, { bytes: number, sha256: string }>} files
 * @property {import('./signed-notes.mjs').Key[]} keys
 * @property {{ key: import('./signed-notes.mjs').Key, isValid: boolean }} signature
 */

const FILTERS = ['from', 'to', 'actor', 'category', 'action', 'outcome', 'resource'];
const HEX_HASH = /^[0-9a-f]{64}$/;

/** Throws RangeError, naming the field, for a manifest of another form. @param {string} text @returns {Manifest} */
export function parseManifest(text) {
  const whole = object(JSON.parse(text), 'manifest.json');
  const { signature, ...signed } = whole;
  must(signed.format === 'easel-audit-bundle' && signed.version === 1, 'format');
  const base = object(signed.base, 'base');
  const head = object(signed.head, 'head');
  const counts = object(signed.counts, 'counts');
  const range = object(signed.range, 'range');
  const baseSize = wholeNumber(base.size, 'base.size');
  const headSize = wholeNumber(head.size, 'head.size');
  must(typeof signed.log === 'string' && signed.log !== '', 'log');
  must(Array.isArray(base.frontier) && base.frontier.every((hash) => HEX_HASH.test(hash)), 'base.frontier');
  must(HEX_HASH.test(String(head.root)), 'head.root');
  must(baseSize <= headSize, 'head.size');
  must(range.first === baseSize + 1 && range.last === headSize, 'range');
  must(Array.isArray(signed.keys), 'keys');
  const files = object(signed.files, 'files');
  for (const name of FILES) {
    const facts = object(files[name], `files.${name}`);
    must(HEX_HASH.test(String(facts.sha256)), `files.${name}`);
    wholeNumber(facts.bytes, `files.${name}`);
  }
  const events = wholeNumber(counts.events, 'counts.events');
  const omitted = wholeNumber(counts.omitted, 'counts.omitted');
  must(events + omitted === headSize - baseSize, 'counts');
  return {
    log: signed.log,
    created: wholeNumber(signed.created, 'created'),
    base: { size: baseSize, frontier: base.frontier.map((hash) => Buffer.from(hash, 'hex')) },
    head: { size: headSize, root: String(head.root) },
    filter: parseFilter(signed.filter),
    counts: { events, omitted, checkpoints: wholeNumber(counts.checkpoints, 'counts.checkpoints') },
    files,
    keys: signed.keys.map((text) => {
      const key = parseKey(text);
      must(key !== null, 'keys');
      return key;
    }),
    signature: parseSignature(signature, canonicalJson(signed)),
  };
}

/** @param {unknown} value @param {string} signed */
function parseSignature(value, signed) {
  const { key: keyText, value: base64 } = object(value, 'signature');
  const key = parseKey(keyText);
  must(key !== null && typeof base64 === 'string', 'signature');
  // Several texts decode to the same bytes, and only one of them was written.
  must(Buffer.from(base64, 'base64').toString('base64') === base64, 'signature');
  return { key, isValid: isSignedBy(key, signed, base64) };
}

/** @param {unknown} value */
function parseFilter(value) {
  if (value === null) return null;
  const filter = object(value, 'filter');
  must(
    Object.keys(filter).every((name) => FILTERS.includes(name)),
    'filter',
  );
  return filter;
}

/** @param {unknown} value @param {string} what @returns {Record<string, any>} */
function object(value, what) {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), what);
  return value;
}

/** @param {unknown} value @param {string} what @returns {number} */
function wholeNumber(value, what) {
  must(Number.isSafeInteger(value) && Number(value) >= 0, what);
  return Number(value);
}

/** @param {boolean} holds @param {string} what @returns {asserts holds} */
function must(holds, what) {
  if (!holds) throw new RangeError(`manifest.json: ${what} is not of the form it has to be.`);
}
