/** Measures inside the page: how long it takes to answer real input, and how long its frames take. Milliseconds. */
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    easelBench: { answers: number[]; frames: number[]; counting: boolean };
  }
}

/** Call once per page. */
export async function startMeasuring(page: Page): Promise<void> {
  await page.evaluate(() => {
    const bench: Window['easelBench'] = { answers: [], frames: [], counting: false };
    window.easelBench = bench;
    // From the moment the browser took the input until what came of it is handed to the screen.
    const answer = (event: Event) => {
      requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => bench.answers.push(performance.now() - event.timeStamp);
        painted.port2.postMessage(null);
      });
    };
    for (const type of ['keydown', 'pointerdown']) {
      window.addEventListener(type, answer, { capture: true, passive: true });
    }
    let before = performance.now();
    const frame = (now: number) => {
      if (bench.counting) bench.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Answers to input since the last call. */
export function takeAnswers(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => window.easelBench.answers.splice(0));
}

/** Frames drawn while something goes on. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    window.easelBench.counting = true;
  });
  await act();
  return page.evaluate(() => {
    window.easelBench.counting = false;
    return window.easelBench.frames.splice(0);
  });
}
