/** Checks who imports whom, by .dependency-cruiser.cjs; an empty cruise is a failure, not a success. */
import { spawnSync } from 'node:child_process';

/** With a TypeScript it cannot use, dependency-cruiser sees no module at all and reports that all is well. */
const LEAST_MODULES = 150;

const folders = [
  'shared',
  'migrations',
  'engine',
  'core',
  'cli',
  'electron',
  'renderer',
  'tools',
  'bench',
  'e2e',
];
const { stdout, stderr, status } = spawnSync(
  process.execPath,
  ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ...folders, '--output-type', 'err'],
  { encoding: 'utf8' },
);
process.stdout.write(stdout);
process.stderr.write(stderr);
const cruised = Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0);
if (cruised < LEAST_MODULES) {
  process.stderr.write(`Only ${cruised} modules were looked at: the check itself is broken.\n`);
  process.exit(1);
}
process.exit(status ?? 1);
