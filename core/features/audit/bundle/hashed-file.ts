/** A new file that knows its length and SHA-256 when it is complete. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { onDisk } from './on-disk.ts';

export interface FileFacts {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export interface HashedFile {
  readonly write: (chunk: string | Uint8Array) => Promise<void>;
  /** Resolves when the drive has it. */
  readonly finish: () => Promise<FileFacts>;
  /** Also after `finish`; never rejects. */
  readonly close: () => Promise<void>;
}

/** OUTPUT_DISK_FULL, OUTPUT_NOT_WRITABLE; also when the file exists. */
export async function createHashedFile(path: string): Promise<HashedFile> {
  const folder = dirname(path);
  const file = await onDisk(folder, () => open(path, 'wx', 0o600));
  const hash = createHash('sha256');
  let bytes = 0;

  return {
    write: async (chunk) => {
      const data = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      if (data.length === 0) return;
      hash.update(data);
      bytes += data.length;
      // Not `write`, which may stop half-way.
      await onDisk(folder, () => file.appendFile(data));
    },
    finish: async () => {
      await onDisk(folder, () => file.sync());
      return { bytes, sha256: hash.digest('hex') };
    },
    close: () => file.close().catch(() => undefined),
  };
}
