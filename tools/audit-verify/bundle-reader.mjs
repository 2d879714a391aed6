/** The files of a bundle, in a folder or in a zip. Reads what it is asked for, a piece at a time. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openZip } from './zip-reader.mjs';

/**
 * @typedef {object} BundleReader
 * @property {(name: string) => boolean} has
 * @property {(name: string) => AsyncGenerator<Buffer>} stream
 * @property {() => void} close
 */

/** Throws when there is nothing there, or something that is neither. @param {string} path @returns {BundleReader} */
export function openBundle(path) {
  if (!statSync(path).isDirectory()) return openZip(path);
  const fileOf = (/** @type {string} */ name) => join(path, ...name.split('/'));
  return {
    has: (name) => existsSync(fileOf(name)),
    stream: async function* (name) {
      yield* createReadStream(fileOf(name), { highWaterMark: 1 << 20 });
    },
    close: () => {},
  };
}

/** @param {BundleReader} bundle @param {string} name @param {number} most bytes */
export async function readText(bundle, name, most) {
  const chunks = [];
  let length = 0;
  for await (const chunk of bundle.stream(name)) {
    length += chunk.length;
    if (length > most) throw new RangeError(`${name} is too large.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
