/** Verifies a bundle by the rules of docs/audit-format.md, in one pass over its files. */
import { createHash } from 'node:crypto';
import { readText } from './bundle-reader.mjs';
import { checkEvents } from './events.mjs';
import { FILES, parseManifest } from './manifest.mjs';
import { readNote, splitNotes } from './signed-notes.mjs';
import { growingTree } from './tree.mjs';

/**
 * @typedef {import('./bundle-reader.mjs').BundleReader} BundleReader
 * @typedef {import('./signed-notes.mjs').Key} Key
 * @typedef {{ seq: number | null, what: string }} Fault
 * @typedef {{ size: number, root: string, what: string }} Mark A root that the tree must have at this size.
 */

/**
 * @typedef {object} Verdict
 * @property {'ok' | 'tampered' | 'cannot-tell'} verdict
 * @property {number | null} firstBadSeq
 * @property {string[]} reasons
 * @property {{ log: string, first: number, last: number, events: number, omitted: number, checkpoints: number } | null} bundle
 */

/** Larger is no manifest, and no list of notes that a log makes in a lifetime. */
const LARGEST_TEXT = 1 << 28;

/**
 * @param {BundleReader} bundle
 * @param {{ keys: readonly Key[], expected: readonly string[] }} options keys: those the reader trusts
 * @returns {Promise<Verdict>}
 */
export async function verifyBundle(bundle, { keys, expected }) {
  const missing = ['manifest.json', ...FILES].filter((name) => !bundle.has(name));
  if (missing.length > 0) return cannotTell(`missing: ${missing.join(', ')}`);
  let manifest;
  try {
    manifest = parseManifest(await readText(bundle, 'manifest.json', LARGEST_TEXT));
  } catch (error) {
    return tampered([{ seq: null, what: messageOf(error) }], null);
  }

  /** @type {Fault[]} */
  const faults = [];
  const { signature } = manifest;
  const isKnown = keys.some(
    (key) =>
      key.name === signature.key.name && key.id === signature.key.id && key.key.equals(signature.key.key),
  );
  const isSigned = signature.isValid && (isKnown || keys.length === 0);
  if (!signature.isValid) faults.push({ seq: null, what: 'the signature of the manifest is wrong' });
  else if (!isSigned) faults.push({ seq: null, what: 'the manifest is not signed by the key given' });
  const known = isSigned || keys.length === 0 ? [...keys, ...manifest.keys] : keys;

  const notes = await readText(bundle, 'checkpoints.txt', LARGEST_TEXT).then(splitNotes, () => []);
  const signed = readStatements(notes, known, manifest);
  faults.push(...signed.faults);
  const kept = readExpected(expected, known, manifest);
  if (kept.problem !== null) return faults.length > 0 ? tampered(faults, manifest) : cannotTell(kept.problem);
  faults.push(...kept.faults);

  const marks = [...signed.marks, ...kept.marks].sort((a, b) => a.size - b.size);
  marks.push({ size: manifest.head.size, root: manifest.head.root, what: 'the root in the manifest' });
  try {
    faults.push(...(await checkContent(bundle, manifest, marks)));
  } catch (error) {
    faults.push({ seq: null, what: messageOf(error) });
  }
  faults.push(...(await checkFiles(bundle, manifest)));
  if (faults.length > 0) return tampered(faults, manifest);
  if (keys.length === 0)
    return cannotTell('no key was given: it is whole, but anybody may have made it', manifest);
  return { verdict: 'ok', firstBadSeq: null, reasons: [], bundle: summaryOf(manifest) };
}

/** @param {ReturnType<typeof splitNotes>} notes @param {readonly Key[]} keys @param {import('./manifest.mjs').Manifest} manifest */
function readStatements(notes, keys, manifest) {
  const { base, head, log, counts } = manifest;
  /** @type {Fault[]} */
  const faults = [];
  /** @type {Mark[]} */
  const marks = [];
  let vouchedFor = 0;
  let last = -1;
  let isBaseSigned = base.size === 0;
  for (const note of notes) {
    const statement = readNote(note, keys);
    const isPrune = statement?.origin === `easel/${log}/prune` && statement.extra.length === 1;
    const isCheckpoint = statement?.origin === `easel/${log}` && statement.extra.length === 0;
    if (!statement || !(isPrune || isCheckpoint) || statement.size < last) {
      faults.push({
        seq: vouchedFor + 1,
        what: 'a note is not signed by a known key, or not one of this log',
      });
      break;
    }
    const { size } = statement;
    const root = statement.root.toString('hex');
    if (size > head.size) {
      faults.push({ seq: head.size + 1, what: `events up to ${size} were signed` });
      break;
    }
    if (isPrune && size === base.size) isBaseSigned = true;
    if (isPrune && size > base.size)
      faults.push({ seq: base.size + 1, what: `events up to ${size} were pruned` });
    if (size >= base.size) marks.push({ size, root, what: `what was signed at ${size}` });
    last = size;
    vouchedFor = Math.max(size, size >= base.size ? base.size : 0);
  }
  if (!isBaseSigned)
    faults.push({ seq: 1, what: `nobody signed that events up to ${base.size} were pruned` });
  if (notes.length !== counts.checkpoints)
    faults.push({ seq: null, what: 'there are other notes than the manifest says' });
  return { faults, marks };
}

/** @param {readonly string[]} texts @param {readonly Key[]} keys @param {import('./manifest.mjs').Manifest} manifest */
function readExpected(texts, keys, { log, base, head }) {
  /** @type {Fault[]} */
  const faults = [];
  /** @type {Mark[]} */
  const marks = [];
  for (const text of texts) {
    for (const note of splitNotes(text)) {
      const statement = readNote(note, keys);
      if (statement?.origin !== `easel/${log}`)
        return {
          faults,
          marks,
          problem: 'the checkpoint that was kept is not one of this log, or not signed by a known key',
        };
      const { size, root } = statement;
      if (size < base.size)
        return {
          faults,
          marks,
          problem: `the checkpoint that was kept is about events that were pruned, up to ${base.size}`,
        };
      if (size > head.size)
        faults.push({ seq: head.size + 1, what: `the checkpoint that was kept goes up to ${size}` });
      else marks.push({ size, root: root.toString('hex'), what: 'the checkpoint that was kept' });
    }
  }
  return { faults, marks, problem: null };
}

/**
 * Leaves and events in step. A wrong root says only that something is wrong since the root before; a bad event in that
 * span says where.
 * @param {BundleReader} bundle @param {import('./manifest.mjs').Manifest} manifest @param {readonly Mark[]} marks
 * @returns {Promise<Fault[]>}
 */
async function checkContent(bundle, manifest, marks) {
  const { base, head } = manifest;
  /** @type {ReturnType<typeof growingTree>} */
  let tree;
  try {
    tree = growingTree(base.size, base.frontier);
  } catch (error) {
    return [{ seq: 1, what: messageOf(error) }];
  }
  /** @type {{ seq: number, upTo: number, what: string } | null} */
  let wrongRoot = null;
  let vouchedFor = base.size;
  let next = 0;
  const compare = () => {
    for (; wrongRoot === null && marks[next]?.size === tree.size(); next += 1) {
      const mark = marks[next];
      if (mark && tree.root().toString('hex') !== mark.root)
        wrongRoot = {
          seq: vouchedFor + 1,
          upTo: mark.size,
          what: `${mark.what} is not that of these leaves`,
        };
    }
    if (wrongRoot === null && marks[next - 1]?.size === tree.size()) vouchedFor = tree.size();
  };
  compare();
  const badEvent = await checkEvents(bundle, manifest, (leaf) => {
    tree.push(leaf);
    compare();
  });
  if (wrongRoot === null) return badEvent ? [badEvent] : [];
  const found = /** @type {{ seq: number, upTo: number, what: string }} */ (wrongRoot);
  const explains = badEvent?.seq != null && badEvent.seq <= found.upTo && badEvent.seq <= head.size + 1;
  return explains && badEvent
    ? [badEvent]
    : [{ seq: found.seq, what: found.what }, ...(badEvent ? [badEvent] : [])];
}

/** @param {BundleReader} bundle @param {import('./manifest.mjs').Manifest} manifest */
async function checkFiles(bundle, manifest) {
  /** @type {Fault[]} */
  const faults = [];
  for (const name of FILES) {
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of bundle.stream(name)) {
        hash.update(chunk);
        bytes += chunk.length;
      }
    } catch (error) {
      faults.push({ seq: null, what: `${name} cannot be read: ${messageOf(error)}` });
      continue;
    }
    const facts = manifest.files[name];
    if (facts?.bytes !== bytes || facts.sha256 !== hash.digest('hex'))
      faults.push({ seq: null, what: `${name} is not the file that was signed` });
  }
  return faults;
}

/** @param {Fault[]} faults @param {import('./manifest.mjs').Manifest | null} manifest @returns {Verdict} */
function tampered(faults, manifest) {
  const numbers = faults.map(({ seq }) => seq).filter((seq) => seq !== null);
  return {
    verdict: 'tampered',
    firstBadSeq: numbers.length > 0 ? numbers.reduce((a, b) => Math.min(a, b)) : null,
    reasons: faults.map(({ seq, what }) => (seq === null ? what : `from event ${seq}: ${what}`)),
    bundle: manifest && summaryOf(manifest),
  };
}

/** @param {string} reason @param {import('./manifest.mjs').Manifest | null} [manifest] @returns {Verdict} */
function cannotTell(reason, manifest = null) {
  return {
    verdict: 'cannot-tell',
    firstBadSeq: null,
    reasons: [reason],
    bundle: manifest && summaryOf(manifest),
  };
}

/** @param {import('./manifest.mjs').Manifest} manifest */
function summaryOf({ log, base, head, counts }) {
  return { log, first: base.size + 1, last: head.size, ...counts };
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
