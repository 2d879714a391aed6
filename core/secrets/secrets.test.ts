import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileSecrets } from './file-secrets.ts';
import { createMemorySecrets } from './memory-secrets.ts';
import type { SecretStore } from './secret-store.ts';

let folder = '';
let kept: { readonly name: string; readonly keptAs: string }[] = [];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'easel-secrets-')), 'data', 'secrets');
  kept = [];
});

afterEach(() => {
  rmSync(join(folder, '..', '..'), { recursive: true });
});

function fileSecrets(at = folder): SecretStore {
  const { platform } = process;
  return createFileSecrets({ folder: at, platform, randomBytes, onKeptAside: (one) => kept.push(one) });
}

const path = (name: string) => join(folder, `${name}.json`);

describe.each([
  ['file', () => fileSecrets()],
  ['memory', createMemorySecrets],
] as const)('secrets in %s', (protection, create) => {
  test('are what was set last, until deleted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 }),
        async (values) => {
          const store = create();
          for (const value of values) {
            await store.set('key', value);
            expect(await store.get('key')).toEqual({ state: 'found', value });
          }
          await store.delete('key');
          expect(await store.get('key')).toEqual({ state: 'missing' });
        },
      ),
      { numRuns: 30 },
    );
    expect(await create().protection()).toBe(protection);
  });

  test('are added once, whoever comes first', async () => {
    const store = create();
    const added = await Promise.all(['a', 'b', 'c', 'd'].map((value) => store.add('key', value)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await store.get('key')).toEqual({ state: 'found', value: 'abcd'[added.indexOf(true)] });
  });

  test('have names that cannot lead elsewhere', async () => {
    const store = create();
    for (const name of ['', '..', '../key', 'a/b', 'Key', 'a.json', 'a'.repeat(42)]) {
      await expect(store.set(name, 'x'), name).rejects.toThrow(TypeError);
      await expect(store.get(name), name).rejects.toThrow(TypeError);
    }
  });
});

describe('secret files', () => {
  test('are readable by their owner only, and say that they are not encrypted', async () => {
    await fileSecrets().set('key', 'value');
    expect(statSync(path('key')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(path('key'), 'utf8')).toContain('Not encrypted');
  });

  test('that somebody opened up are closed again when they are read', async () => {
    await fileSecrets().set('key', 'value');
    chmodSync(path('key'), 0o644);
    await fileSecrets().get('key');
    expect(statSync(path('key')).mode & 0o777).toBe(0o600);
  });

  test('that are damaged in any one byte are never taken for whole, and never touched by reading', async () => {
    await fileSecrets().set('key', 'a secret value');
    const whole = readFileSync(path('key'));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (whole[at] ?? 0) ^ change;
        writeFileSync(path('key'), damaged);
        const answer = await fileSecrets().get('key');
        // A byte of the note or of the white space between fields carries nothing.
        if (answer.state === 'found') expect(answer.value).toBe('a secret value');
        else expect(answer.state).toBe('unreadable');
        expect(readFileSync(path('key'))).toEqual(damaged);
      }),
      { numRuns: 200 },
    );
    for (let length = 0; length < whole.length - 3; length += 7) {
      writeFileSync(path('key'), whole.subarray(0, length));
      expect((await fileSecrets().get('key')).state).toBe('unreadable');
    }
  });

  test('that are damaged are kept aside and reported when a new one is set', async () => {
    const store = fileSecrets();
    await store.set('key', 'old');
    writeFileSync(path('key'), 'garbage');
    expect(await store.add('key', 'new')).toBe(false);
    expect(kept).toEqual([]);
    await store.set('key', 'new');
    expect(await store.get('key')).toEqual({ state: 'found', value: 'new' });
    expect(kept).toHaveLength(1);
    expect(kept[0]?.name).toBe('key');
    expect(readFileSync(kept[0]?.keptAs ?? '', 'utf8')).toBe('garbage');
  });

  test('leave nothing else behind', async () => {
    const stores = [fileSecrets(), fileSecrets()];
    await Promise.all(
      stores.flatMap((store) => [store.set('a', 'x'), store.add('b', 'y'), store.add('b', 'z')]),
    );
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json']);
  });

  test('that cannot be written say so, without naming a path', async () => {
    await fileSecrets().set('key', 'value');
    const below = fileSecrets(path('key'));
    await expect(below.set('other', 'value')).rejects.toMatchObject({
      code: 'SECRET_UNAVAILABLE',
      message: expect.not.stringContaining(folder),
    });
  });
});
