/** A real `easel serve` on a folder of its own, as a person would start it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Served {
  /** The person's own folder, with all there is below it. */
  readonly home: string;
  /** Photos go here. The page may use it, and `Pictures/Easel` in the home. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly origin: string;
  /** A link that opens the page once. */
  readonly newLink: () => Promise<string>;
  readonly process: ChildProcess;
  /** Ends the host and leaves its folders. */
  readonly stop: () => Promise<void>;
  /** Ends the host and starts one again on the same folders, as the next day. */
  readonly again: () => Promise<Served>;
  /** Ends the host and removes everything. */
  readonly remove: () => Promise<void>;
}

export interface ServeChoices {
  /** An existing home of an earlier `serve`, to start again on. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function serve({ home: earlier, env = {} }: ServeChoices = {}): Promise<Served> {
  const home = earlier ?? (await mkdtemp(join(tmpdir(), 'easel-e2e-')));
  const folder = join(home, 'photos');
  const dataFolder = join(home, 'data');
  await mkdir(folder, { recursive: true });
  const child = spawn(
    process.execPath,
    [join(ROOT, 'cli', 'easel.mjs'), '--data-dir', dataFolder, 'serve', '--no-open', '--root', folder],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, HOME: home, DATABASE_URL: '', ...env } },
  );
  let said = '';
  const links: string[] = [];
  let tell = () => {};
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    links.push(...(text.match(/http:\/\/\S+#token=\S+/g) ?? []));
    tell();
  });
  child.once('exit', () => tell());

  const nextLink = async (): Promise<string> => {
    while (links.length === 0) {
      if (child.exitCode !== null) throw new Error(`easel serve ended: ${said}`);
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    }
    return links.shift() ?? '';
  };
  let first: string | null = await nextLink();
  const { origin } = new URL(first);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  const later: Served[] = [];
  return {
    home,
    folder,
    dataFolder,
    origin,
    process: child,
    newLink: async () => {
      if (first !== null) {
        const link = first;
        first = null;
        return link;
      }
      child.stdin.write('\n');
      return nextLink();
    },
    stop,
    again: async () => {
      await stop();
      const next = await serve({ home, env });
      later.push(next);
      return next;
    },
    remove: async () => {
      for (const next of later) await next.stop();
      await stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
