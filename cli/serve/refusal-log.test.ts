/** Refused requests on record: each one while they are few, counted when they are many, none lost. */
import { describe, expect, it } from 'vitest';
import { type CountedRefusal, createRefusalLog } from './refusal-log.ts';

function createLog(fails = false) {
  const recorded: CountedRefusal[] = [];
  const errors: unknown[] = [];
  const log = createRefusalLog({
    record: async (refusal) => {
      if (fails) throw new Error('the disk is full');
      recorded.push(refusal);
    },
    onError: (error) => errors.push(error),
  });
  return { log, recorded, errors };
}

describe('the refusal log', () => {
  it('records few refusals one by one, in order', async () => {
    const { log, recorded } = createLog();
    log.add('csrf');
    log.add('host-foreign');
    await log.close();
    expect(recorded).toEqual([
      { reason: 'csrf', count: 1 },
      { reason: 'host-foreign', count: 1 },
    ]);
  });

  it('counts a flood without losing one', async () => {
    const { log, recorded } = createLog();
    for (let sent = 0; sent < 10_000; sent += 1) log.add(sent % 4 === 0 ? 'csrf' : 'host-foreign');
    await log.close();
    expect(recorded.length).toBe(22);
    const total = (reason: string) =>
      recorded.filter((one) => one.reason === reason).reduce((sum, { count }) => sum + count, 0);
    expect([total('csrf'), total('host-foreign')]).toEqual([2_500, 7_500]);
  });

  it('goes on when a record cannot be written', async () => {
    const { log, errors } = createLog(true);
    log.add('csrf');
    log.add('csrf');
    await log.close();
    expect(errors).toHaveLength(2);
  });
});
