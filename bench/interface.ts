/**
 * `node bench/interface.ts`: whether the interface stays quick. During a batch of 500 images it answers input, and its
 * host stays free; 20,000 files scroll without a frame that is seen to stick; little is loaded before the first paint.
 * Beside each time stands what the same machine does when idle, in the same run. Exits 1 when something is over.
 */
import { linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { makePhotos } from '../core/testing/photos.ts';
import { openEasel, startBrowser } from '../e2e/testing/browser.ts';
import { setup as buildInterface } from '../e2e/testing/interface.global-setup.ts';
import { manyPhotos } from '../e2e/testing/photos.ts';
import { type Served, serve } from '../e2e/testing/served.ts';
import { type Workbench, workbench } from '../e2e/testing/workbench.ts';
import { initialScripts } from './interface/bundle-size.ts';
import { hostDelay, measuringHost } from './interface/host-delay.ts';
import { framesDuring, startMeasuring, takeAnswers } from './interface/page-times.ts';

const BATCH = 500;
const FILES = 20_000;
/** Inputs of each kind. */
const ROUNDS = 50;
/** Milliseconds the idle machine is watched. */
const IDLE = 10_000;
/** Pixels per second: the whole list in about a quarter of a minute. */
const SCROLL_SPEED = 40_000;
const LIMITS = { answer: 100, loop: 20, frame: 50, kilobytes: 350 };

interface Row {
  readonly what: string;
  readonly limit: number;
  readonly unit: string;
  readonly measured: number;
  readonly idle: number | null;
  readonly more: string;
}

await buildInterface();
const browser = await startBrowser();
const rows: Row[] = [];
try {
  rows.push(...(await duringBatch()), await scrolling());
} finally {
  await browser.close();
}
rows.push(loaded());
print(rows);
if (rows.some(({ measured, limit }) => measured > limit)) process.exitCode = 1;

async function duringBatch(): Promise<readonly Row[]> {
  const file = join(import.meta.dirname, '..', '.cache', `loop-delay-${process.pid}.json`);
  const served = await serve({ env: measuringHost(file) });
  try {
    await manyPhotos(join(served.folder, 'shoot'), BATCH, { side: 1200 });
    const { page } = await openEasel(browser, served);
    const bench = workbench(page);
    await bench.addFolder(join(served.folder, 'shoot'));
    await bench.tick('Web hero', 'Instagram square');
    await startMeasuring(page);
    // Once unmeasured: code is compiled, pictures are decoded for the first time.
    await useEverything(page, bench);
    await takeAnswers(page);
    await hostDelay(served, file);
    await sleep(IDLE);
    const idleLoop = await hostDelay(served, file);
    await useEverything(page, bench);
    const idleAnswers = await takeAnswers(page);

    await bench.start();
    await bench.untilDone(1);
    await hostDelay(served, file);
    await useEverything(page, bench);
    const loop = await hostDelay(served, file);
    const answers = await takeAnswers(page);
    const done = await bench.done();
    if (done >= BATCH) throw new Error('The batch was over before the measuring was.');
    return [
      {
        what: 'Answer to keys and clicks, p99',
        limit: LIMITS.answer,
        unit: 'ms',
        measured: percentile(answers, 0.99),
        idle: percentile(idleAnswers, 0.99),
        more: `${answers.length} inputs, ${done} images meanwhile; median ${percentile(answers, 0.5).toFixed(1)}`,
      },
      {
        what: 'Event loop of the host, p99',
        limit: LIMITS.loop,
        unit: 'ms',
        measured: loop.p99,
        idle: idleLoop.p99,
        more: `worst ${loop.worst.toFixed(1)}, idle ${idleLoop.worst.toFixed(1)}`,
      },
    ];
  } finally {
    await served.remove();
  }
}

/** What somebody does while a batch runs: looks through images, ticks and unticks, searches. */
async function useEverything(page: Page, bench: Workbench): Promise<void> {
  const search = page.getByRole('textbox', { name: 'Find by name' });
  for (let round = 0; round < ROUNDS; round += 1) {
    await bench.images.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press(round % 10 < 5 ? 'ArrowDown' : 'ArrowUp');
    await page.keyboard.press('2');
    await bench.images
      .getByRole('option')
      .nth(round % 5)
      .click();
    await search.focus();
    await page.keyboard.press('7');
    await page.keyboard.press('Backspace');
    await sleep(30);
  }
}

async function scrolling(): Promise<Row> {
  const served = await serve();
  try {
    const folder = await manyFiles(served);
    const { page } = await openEasel(browser, served);
    const bench = workbench(page);
    await bench.addFolder(folder);
    await page.getByText('20,000 images', { exact: true }).waitFor();
    await startMeasuring(page);
    await sleep(IDLE);
    const idle = await framesDuring(page, () => sleep(IDLE));
    const frames = await framesDuring(page, () => scrollThrough(page, bench));
    const long = frames.filter((ms) => Math.round(ms) > LIMITS.frame).length;
    return {
      what: 'Longest frame while 20,000 files scroll by',
      limit: LIMITS.frame,
      unit: 'ms',
      measured: longest(frames),
      idle: longest(idle),
      more: `${long} of ${frames.length} over; p99 ${percentile(frames, 0.99).toFixed(1)}`,
    };
  } finally {
    await served.remove();
  }
}

/** As a wheel that is spun, from the first image to the last. */
async function scrollThrough(page: Page, bench: Workbench): Promise<void> {
  const box = await bench.images.boundingBox();
  const height = await bench.images.evaluate(({ scrollHeight }) => scrollHeight);
  if (box === null) throw new Error('There is no list to scroll.');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -height,
    speed: SCROLL_SPEED,
    gestureSourceType: 'mouse',
  });
  await bench.image(/^photo-19999/).waitFor();
}

async function manyFiles({ folder }: Served): Promise<string> {
  const originals = await makePhotos(join(folder, 'originals'), 4, { side: 64 });
  const archive = join(folder, 'archive');
  mkdirSync(archive);
  for (let at = 0; at < FILES; at += 1) {
    linkSync(originals[at % 4] ?? '', join(archive, `photo-${String(at).padStart(5, '0')}.png`));
  }
  return archive;
}

function loaded(): Row {
  const scripts = initialScripts(join(import.meta.dirname, '..', 'dist', 'renderer'));
  const bytes = scripts.reduce((sum, { gzipped }) => sum + gzipped, 0);
  return {
    what: 'JavaScript that index.html loads, gzipped',
    limit: LIMITS.kilobytes,
    unit: 'kB',
    measured: bytes / 1000,
    idle: null,
    more: `${scripts.length} files`,
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A screen's ticks are thirds of a millisecond and less off; three of them are 50, not 50.0001. */
function longest(frames: readonly number[]): number {
  return Math.round(Math.max(...frames));
}

function print(table: readonly Row[]): void {
  console.log(`${''.padEnd(46)}${'measured'.padStart(12)}${'limit'.padStart(12)}${'idle'.padStart(12)}`);
  for (const { what, measured, limit, unit, idle, more } of table) {
    const number = (value: number | null) =>
      (value === null ? '' : `${value.toFixed(1)} ${unit}`).padStart(12);
    console.log(
      `${what.padEnd(46)}${number(measured)}${number(limit)}${number(idle)}  ${measured > limit ? 'OVER' : 'ok'}  ${more}`,
    );
  }
}
