/** Uploads into a real folder, from well-meaning pages and from others. */
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveUpload, sweepInbox } from './inbox.ts';

let base: string;
let inbox: string;

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'easel-inbox-')));
  inbox = join(base, 'inbox');
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

function receive(relativePath: string, body = pieces('content'), maxBytes = 1000) {
  return receiveUpload(inbox, { batch: 'batch', relativePath, body, maxBytes });
}

async function everyFile(): Promise<readonly string[]> {
  const entries = await readdir(base, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1))
    .toSorted();
}

describe('an upload', () => {
  it('keeps its folders and its name, whole', async () => {
    const { path } = await receive('Wien/Tag 1/Foto.JPG', pieces('one ', 'two ', 'three'));
    expect(path).toBe(join(inbox, 'batch', 'Wien', 'Tag 1', 'Foto.JPG'));
    expect(await readFile(path, 'utf8')).toBe('one two three');
    expect(await everyFile()).toEqual(['inbox/batch/Wien/Tag 1/Foto.JPG']);
  });

  it('never replaces another one, also when they come together', async () => {
    const texts = Array.from({ length: 12 }, (_, at) => `upload ${at}`);
    const all = await Promise.all(texts.map((text) => receive('a.jpg', pieces(text))));
    expect(new Set(all.map(({ path }) => path)).size).toBe(12);
    expect(await everyFile()).toContain('inbox/batch/a-12.jpg');
    const contents = await Promise.all(all.map(({ path }) => readFile(path, 'utf8')));
    expect(contents).toEqual(texts);
  });

  it('that is too large leaves nothing, and reads no more than it must', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        asked += 1;
        yield Buffer.alloc(100);
      }
    }
    await expect(receive('a.jpg', endless(), 250)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      data: { limit: 250 },
    });
    expect(asked).toBe(3);
    expect(await everyFile()).toEqual([]);
    await expect(receive('a.jpg', pieces('0123456789'), 10)).resolves.toBeDefined();
  });

  it('that breaks off leaves nothing', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('socket hang up');
    }
    await expect(receive('a.jpg', broken())).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await everyFile()).toEqual([]);
  });

  it('cannot be led out of the inbox by a link', async () => {
    await mkdir(join(base, 'outside'));
    await mkdir(join(inbox, 'batch'), { recursive: true });
    await symlink(join(base, 'outside'), join(inbox, 'batch', 'way-out'));
    await expect(receive('way-out/a.jpg')).rejects.toMatchObject({ code: 'FILE_OUTSIDE_ROOTS' });
    expect(await readdir(join(base, 'outside'))).toEqual([]);
  });

  it('says what is wrong with the folder, not with the file', async () => {
    await mkdir(join(inbox, 'batch'), { recursive: true });
    await writeFile(join(inbox, 'batch', 'file'), '');
    await expect(receive('file/a.jpg')).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
  });

  it.each([
    ['../../etc/passwd', 'etc/passwd'],
    ['/etc/passwd', 'etc/passwd'],
    ['..\\..\\a.jpg', 'a.jpg'],
    ['C:\\Windows\\a.jpg', 'C-/Windows/a.jpg'],
    ['con/nul.jpg', '_con/_nul.jpg'],
    ['a\u0000b\n.jpg', 'ab.jpg'],
    ['photo.jpg.', 'photo.jpg'],
    ['.hidden', 'hidden'],
    ['', 'image'],
    ['..', 'image'],
    [`${'ä'.repeat(300)}.jpeg`, `${'ä'.repeat(100)}.jpeg`],
  ])('named %j is stored as %j', async (name, stored) => {
    expect((await receive(name)).path).toBe(join(inbox, 'batch', ...stored.split('/')));
  });

  it('stays in the inbox whatever it and its batch are called', async () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', '\0', '~', 'C:', 'a.jpg'), fc.string());
    const name = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(name, part, async (relativePath, batch) => {
        // One of its own each time: a file of one name and a folder of the same cannot both be there.
        const own = await mkdtemp(join(base, 'inbox-'));
        const upload = { batch, relativePath, body: pieces('x'), maxBytes: 10 };
        const { path } = await receiveUpload(own, upload);
        expect(await realpath(path)).toBe(path);
        expect(path.startsWith(own + sep)).toBe(true);
        expect(dirname(path)).not.toBe(own);
      }),
      { numRuns: 300 },
    );
    expect((await readdir(base)).filter((name) => !name.startsWith('inbox-'))).toEqual([]);
  });
});

describe('sweeping the inbox', () => {
  it('removes what is old, with the folders it leaves empty, and nothing else', async () => {
    const old = await receive('old/deep/a.jpg');
    const young = await receive('young/a.jpg');
    await writeFile(join(base, 'target'), 'not ours');
    await symlink(join(base, 'target'), join(inbox, 'batch', 'link'));
    const hour = 3_600_000;
    const now = Date.now();
    for (const path of [old.path, dirname(old.path), dirname(dirname(old.path))]) {
      await utimes(path, (now - 3 * hour) / 1000, (now - 3 * hour) / 1000);
    }
    await sweepInbox(inbox, now - 2 * hour);
    await sweepInbox(inbox, now - 2 * hour);
    expect(existsSync(old.path)).toBe(false);
    expect(existsSync(young.path)).toBe(true);
    expect(existsSync(join(base, 'target'))).toBe(true);
    await sweepInbox(inbox, now + hour);
    await sweepInbox(inbox, now + hour);
    expect(await everyFile()).toEqual(['target']);
    expect(await readdir(inbox)).toEqual([]);
  });

  it('needs no inbox', async () => {
    await expect(sweepInbox(join(base, 'none'), 1)).resolves.toBeUndefined();
  });
});
