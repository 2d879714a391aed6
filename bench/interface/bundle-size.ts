/** What the interface loads before it can show anything. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface LoadedScript {
  readonly name: string;
  /** Bytes, gzipped. */
  readonly gzipped: number;
}

/** The scripts that index.html names, as modules or to be preloaded. */
export function initialScripts(folder: string): readonly LoadedScript[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const names = [...page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => ({
    name,
    gzipped: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length,
  }));
}
