/** The packages that are never bundled and so must lie in a package of the app, with everything they need. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the bundles import by name; a test holds this against the bundles themselves. */
const IMPORTED = ['@jsquash/jxl', 'better-sqlite3', 'heic-decode', 'pg', 'piscina', 'sharp', 'trash'];

/** Needed to compile the packages, or by platforms that Easel does not run on. */
const NOT_NEEDED = ['node-addon-api'];

/** Names of all of them, sorted. Native parts that npm keeps in packages of their own are not among them. */
export function runtimePackages(nodeModules: string): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name) || NOT_NEEDED.includes(name)) return;
    found.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(join(nodeModules, name, 'package.json'), 'utf8'));
    for (const needed of Object.keys(dependencies)) visit(needed);
  };
  for (const name of IMPORTED) visit(name);
  return [...found].sort();
}
