/** Copies files into Easel's inbox, a few at a time, and answers where they lie: dropped folders as folders. */
import { EaselError, isErrorCode } from '../../../shared/errors.ts';
import { readBack } from '../i18n/error-text.ts';
import type { HandedOver, HandOverOptions, Received } from './host.ts';
import { HostGone } from './host.ts';

export interface UploadDeps {
  /** Throws `HostGone` when nobody answers. */
  readonly send: (address: string, init: RequestInit) => Promise<Response>;
}

/** Browsers keep six connections to one address; two stay free for everything else. */
const AT_ONCE = 4;

export async function uploadAll(
  { send }: UploadDeps,
  files: readonly HandedOver[],
  { signal, onProgress }: HandOverOptions = {},
): Promise<Received> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  const batchOf = namesApart();
  const roots: (string | null)[] = files.map(() => null);
  const refused: Received['refused'][number][] = [];
  // Once one copy fails for a reason that is not its own, the others stop as well.
  const failed = new AbortController();
  const stop = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  let sent = 0;
  let next = 0;

  const copy = async ({ file, folder }: HandedOver): Promise<string> => {
    // Some systems allow a backslash in a name; in a path it would be taken for a folder.
    const relative = (folder === '' ? file.name : `${folder}/${file.name}`).replaceAll('\\', '_');
    const query = new URLSearchParams({ batch: batchOf(relative), path: relative });
    const response = await send(`/inbox?${query}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
      signal: stop,
    });
    return rootOf(await pathIn(response), relative);
  };
  const work = async () => {
    for (let index = next++; index < files.length; index = next++) {
      const handed = files[index];
      if (handed === undefined) return;
      stop.throwIfAborted();
      try {
        roots[index] = await copy(handed);
      } catch (error) {
        if (!(error instanceof EaselError)) throw error;
        refused.push({ name: handed.file.name, failure: error.toFailure() });
      }
      sent += handed.file.size;
      onProgress?.(sent, total);
    }
  };
  const workers = Array.from({ length: Math.min(AT_ONCE, files.length) }, work);
  await Promise.all(workers).catch(async (error: unknown) => {
    failed.abort();
    await Promise.allSettled(workers);
    throw error;
  });
  return { paths: [...new Set(roots.filter((root) => root !== null))], refused };
}

/** Two files with one name, from two places, go into two batches. */
function namesApart(): (relative: string) => string {
  const batches: string[] = [];
  const times = new Map<string, number>();
  return (relative) => {
    const time = times.get(relative) ?? 0;
    times.set(relative, time + 1);
    batches[time] ??= crypto.randomUUID();
    return batches[time];
  };
}

/** Of `shoot/a/1.jpg` stored as `/inbox/x/shoot/a/1.jpg`: `/inbox/x/shoot`. A file by itself is its own root. */
export function rootOf(stored: string, relative: string): string {
  const below = relative.split('/').length - 1;
  const separator = stored.includes('/') ? '/' : '\\';
  return below === 0 ? stored : stored.split(separator).slice(0, -below).join(separator);
}

async function pathIn(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) throw new HostGone('The copy was not acknowledged');
  if (response.ok && 'path' in body && typeof body.path === 'string') return body.path;
  if ('code' in body && isErrorCode(body.code)) {
    const detail = 'detail' in body ? String(body.detail) : '';
    throw new EaselError(body.code, readBack(body.code, detail) ?? {});
  }
  throw new HostGone('The copy was not acknowledged');
}
