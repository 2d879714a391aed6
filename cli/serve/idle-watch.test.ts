/** When nobody has asked for anything for a while, and when somebody has just begun to. */
import { describe, expect, it } from 'vitest';
import { createIdleWatch } from './idle-watch.ts';

function createWatch() {
  const answers: ((busy: boolean) => void)[] = [];
  let idled = 0;
  const watch = createIdleWatch({
    idleMs: 5,
    isBusy: () => new Promise((resolve) => answers.push(resolve)),
    onIdle: () => {
      idled += 1;
    },
  });
  const untilAsked = (times: number) => expect.poll(() => answers.length, { interval: 1 }).toBe(times);
  const answer = async (busy: boolean) => {
    answers.at(-1)?.(busy);
    await new Promise(setImmediate);
  };
  return { watch, untilAsked, answer, idled: () => idled };
}

describe('the idle watch', () => {
  it('asks again after work that went on, then tells', async () => {
    const { untilAsked, answer, idled } = createWatch();
    await untilAsked(1);
    await answer(true);
    expect(idled()).toBe(0);
    await untilAsked(2);
    await answer(false);
    expect(idled()).toBe(1);
  });

  it('takes a request that begins while it asks for what it is', async () => {
    const { watch, untilAsked, answer, idled } = createWatch();
    await untilAsked(1);
    const end = watch.begin();
    await answer(false);
    expect(idled()).toBe(0);
    end();
    end();
    await untilAsked(2);
    await answer(false);
    expect(idled()).toBe(1);
  });

  it('tells nothing after it was stopped', async () => {
    const { watch, untilAsked, answer, idled } = createWatch();
    await untilAsked(1);
    watch.stop();
    await answer(false);
    expect(idled()).toBe(0);
  });
});
