/** Who takes part: Easel's command line, a plain sharp loop, and what Debian packages offer when they are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { JobName } from './peers/recipes.ts';

export interface Contestant {
  readonly name: string;
  /** So slow that it gets a share of the files, and Easel the same share beside it. */
  readonly slow?: boolean;
  /** The whole command for one run into an empty folder. */
  readonly run: (output: string) => { readonly command: readonly string[]; readonly env?: NodeJS.ProcessEnv };
}

interface Arena {
  readonly root: string;
  readonly input: string;
  readonly job: JobName;
  readonly recipeFile: string;
}

export function contestantsFor(arena: Arena): readonly Contestant[] {
  const { root, input, job } = arena;
  return [
    {
      name: 'easel',
      run: (output) => {
        const easel = [process.execPath, join(root, 'cli', 'easel.mjs')];
        const env = { EASEL_DATA_DIR: mkdtempSync(join(output, 'data-')) };
        // A data folder of its own every time, as after the first start: records are written, nothing is remembered.
        spawnSync(easel[0] ?? '', [...easel.slice(1), 'history'], { env: { ...process.env, ...env } });
        const args = [
          'process',
          input,
          '--recipe',
          arena.recipeFile,
          '--out',
          join(output, 'easel'),
          '--json',
        ];
        return { command: [...easel, ...args], env };
      },
    },
    {
      name: 'plain sharp loop',
      run: (output) => ({
        command: [
          process.execPath,
          join(root, 'bench', 'peers', 'plain-sharp.mjs'),
          input,
          join(output, 'sharp'),
          job,
        ],
      }),
    },
    ...[vipsthumbnail(arena), imageMagick(arena)].filter((contestant) => contestant !== null),
  ];
}

/** Both get two processes and several files a process, which is their fastest form. */
const TWO_PROCESSES = 'xargs -0 -P 2 -n 8';

function vipsthumbnail({ input, job }: Arena): Contestant | null {
  if (!isInstalled('vipsthumbnail', '--vips-version')) return skip('vipsthumbnail', 'libvips-tools');
  const each = (size: string, ending: string) => (output: string) =>
    `find "${input}" -name '*.jpg' -print0 | VIPS_CONCURRENCY=1 ${TWO_PROCESSES} vipsthumbnail -e srgb -s ${size} -o "${output}/%s${ending}"`;
  const one = {
    jpeg: [each('1600x1600>', '.jpg[Q=82,strip]')],
    webp: [each('1600x1600>', '.webp[Q=80,strip]')],
    five: [
      each('2048x2048>', '-2048.jpg[Q=82,strip]'),
      each('1600x1600>', '-1600.webp[Q=80,strip]'),
      each('1080x1080 -m centre', '-1080.jpg[Q=82,strip]'),
      each('640x640>', '-640.webp[Q=80,strip]'),
      each('200x200 -m centre', '-200.jpg[Q=82,strip]'),
    ],
  }[job];
  return {
    name: 'vipsthumbnail -e srgb, 2 proc.',
    run: (output) => shell(one.map((line) => quoteSizes(line(output)))),
  };
}

/** `>` in a size is vips's "never enlarge", not a redirection. */
function quoteSizes(line: string): string {
  return line.replace(/-s (\S+>)/, "-s '$1'");
}

function imageMagick({ input, job }: Arena): Contestant | null {
  if (!isInstalled('mogrify', '-version')) return skip('ImageMagick', 'imagemagick');
  const each = (options: string) => (output: string) =>
    `find "${input}" -name '*.jpg' -print0 | MAGICK_THREAD_LIMIT=1 ${TWO_PROCESSES} mogrify -path "${output}" -define jpeg:size=3200x3200 -auto-orient ${options}`;
  const one = {
    jpeg: [each("-resize '1600x1600>' -quality 82 -strip")],
    webp: [each("-resize '1600x1600>' -quality 80 -strip -format webp")],
    five: [
      each("-resize '2048x2048>' -quality 82 -strip"),
      each("-resize '1600x1600>' -quality 80 -strip -format webp"),
      each('-resize 1080x1080^ -gravity center -extent 1080x1080 -unsharp 0x0.5 -quality 82 -strip'),
      each("-resize '640x640>' -quality 80 -strip -format webp"),
      each('-resize 200x200^ -gravity center -extent 200x200 -quality 82 -strip'),
    ],
  }[job];
  return {
    name: 'ImageMagick, 2 proc.',
    slow: true,
    run: (output) => shell(one.map((line) => line(output))),
  };
}

function shell(lines: readonly string[]) {
  return { command: ['bash', '-c', lines.join(' && ')] };
}

function isInstalled(command: string, versionFlag: string): boolean {
  return spawnSync(command, [versionFlag], { stdio: 'ignore' }).status === 0;
}

function skip(name: string, debianPackage: string): null {
  process.stderr.write(`${name} is not installed and takes no part (Debian package: ${debianPackage}).\n`);
  return null;
}
