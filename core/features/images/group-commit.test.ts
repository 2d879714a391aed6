import { describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

describe('group commit', () => {
  it('writes what comes together in one transaction and keeps the order', async () => {
    const writes: number[][] = [];
    const commit = createGroupCommit<number>(async (entries) => void writes.push([...entries]), {
      delayMs: 5,
      maxEntries: 100,
      isIdle: () => false,
    });
    await Promise.all([commit.add(1), commit.add(2), commit.add(3)]);
    expect(writes).toEqual([[1, 2, 3]]);
  });

  it('does not wait when the group is full or nothing else is coming', async () => {
    const writes: number[][] = [];
    let idle = false;
    const commit = createGroupCommit<number>(async (entries) => void writes.push([...entries]), {
      delayMs: 1_000_000,
      maxEntries: 2,
      isIdle: () => idle,
    });
    await Promise.all([commit.add(1), commit.add(2)]);
    idle = true;
    await commit.add(3);
    expect(writes).toEqual([[1, 2], [3]]);
  });

  it('fails every entry of a failed group and goes on with the next', async () => {
    let fail = true;
    const commit = createGroupCommit<number>(
      async () => {
        if (fail) throw new Error('disk full');
      },
      { delayMs: 1, maxEntries: 10, isIdle: () => false },
    );
    const results = await Promise.allSettled([commit.add(1), commit.add(2)]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    fail = false;
    await expect(commit.add(3)).resolves.toBeUndefined();
  });

  it('settles everything that was added', async () => {
    let written = 0;
    const commit = createGroupCommit<number>(
      async (entries) => {
        written += entries.length;
      },
      { delayMs: 1_000_000, maxEntries: 1_000, isIdle: () => false },
    );
    const pending = [commit.add(1), commit.add(2)];
    await commit.settle();
    await Promise.all(pending);
    expect(written).toBe(2);
  });
});
