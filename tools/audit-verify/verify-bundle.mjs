#!/usr/bin/env node
/**
 * Verifies an exported audit log of Easel. Needs this folder and Node 18 or later, nothing else.
 * The format, and what the exit codes 0, 1 and 2 mean: docs/audit-format.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openBundle } from './bundle-reader.mjs';
import { parseKey } from './signed-notes.mjs';
import { verifyBundle } from './verify.mjs';

const USAGE =
  'Usage: node verify-bundle.mjs <bundle folder or zip> [--key <public key or file>] [--expect-checkpoint <file>]';
const EXIT = { ok: 0, tampered: 1, 'cannot-tell': 2 };

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = EXIT['cannot-tell'];
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true },
      'expect-checkpoint': { type: 'string', multiple: true },
    },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(USAGE);
  const keys = (values.key ?? []).flatMap(readKeys);
  const expected = (values['expect-checkpoint'] ?? []).map((file) => readFileSync(file, 'utf8'));
  const bundle = openBundle(path);
  try {
    return report(await verifyBundle(bundle, { keys, expected }));
  } finally {
    bundle.close();
  }
}

/** A key, or a file with one on each line. @param {string} text */
function readKeys(text) {
  const lines = parseKey(text) || !existsSync(text) ? [text] : readFileSync(text, 'utf8').split('\n');
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const key = parseKey(line);
      if (key === null) throw new Error(`Not a public key, nor a file of some: ${text}`);
      return key;
    });
}

/** @param {import('./verify.mjs').Verdict} result */
function report({ verdict, firstBadSeq, reasons, bundle }) {
  if (bundle) {
    const left = bundle.omitted > 0 ? `, ${bundle.omitted} left out by the filter` : '';
    console.log(`Log ${bundle.log}, events ${bundle.first} to ${bundle.last}: ${bundle.events} here${left}.`);
    console.log(`${bundle.checkpoints} signed notes.`);
  }
  for (const reason of reasons) console.log(`- ${reason}`);
  if (verdict === 'ok') console.log('OK: the bundle is whole, and signed by the key given.');
  else if (verdict === 'cannot-tell') console.log('It cannot be told whether this bundle was tampered with.');
  else
    console.log(`TAMPERED. First bad sequence number: ${firstBadSeq ?? 'none, the events themselves hold'}.`);
  return EXIT[verdict];
}
