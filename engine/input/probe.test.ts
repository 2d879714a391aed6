import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits } from '../../shared/engine.ts';
import { EaselError, ERRORS } from '../../shared/errors.ts';
import { toDecodeError } from './decode-error.ts';
import { HEIC_SAMPLE, JXL_SAMPLE } from './decoders/samples.testing.ts';
import { openSource } from './open.ts';
import { probe } from './probe.ts';

interface Expectation {
  readonly path: string;
  readonly outcome: string;
  readonly foundBy: 'probe' | 'decode';
}

const GENERATOR = fileURLToPath(new URL('../../tools/corpus/generate.ts', import.meta.url));
let folder = '';
let corpus: readonly Expectation[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-probe-'));
  const manifest = join(folder, 'manifest.json');
  await promisify(execFile)(process.execPath, [
    GENERATOR,
    join(folder, 'corpus'),
    '--count',
    '200',
    '--manifest',
    manifest,
  ]);
  corpus = JSON.parse(await readFile(manifest, 'utf8'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const corpusPath = ({ path }: Expectation) => join(folder, 'corpus', ...path.split('/'));

async function probeOutcome(path: string): Promise<string> {
  try {
    await probe({ path, limits });
    return 'ok';
  } catch (error) {
    if (error instanceof EaselError) return error.code;
    throw error;
  }
}

/** What decoding every pixel comes to, after the probe. */
async function decodeOutcome(path: string): Promise<string> {
  try {
    const facts = await probe({ path, limits });
    const image = await openSource(path, facts, { animated: false, limits });
    const { info } = await image.autoOrient().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([facts.width, facts.height]);
    return 'ok';
  } catch (error) {
    const { code, message } = toDecodeError(error);
    // Anything unknown is told with its words, so that they can be added to those that are known.
    return code === 'INTERNAL' ? message : code;
  }
}

test('every file of the corpus comes to what it should, before or while decoding', async () => {
  expect(corpus.length).toBeGreaterThanOrEqual(200);
  const wrong: string[] = [];
  for (const file of corpus) {
    const path = corpusPath(file);
    const probed = await probeOutcome(path);
    if (probed !== (file.foundBy === 'probe' ? file.outcome : 'ok'))
      wrong.push(`${file.path}: probe ${probed}`);
    if (probed !== 'ok') continue;
    const decoded = await decodeOutcome(path);
    if (decoded !== file.outcome) wrong.push(`${file.path}: decode ${decoded}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

test('hostile files leave memory as it was', async () => {
  const hostile = corpus.filter(({ path }) => path.startsWith('hostile/'));
  expect(hostile.length).toBeGreaterThan(20);
  const before = process.memoryUsage().rss;
  let highest = before;
  for (const file of hostile) {
    await probeOutcome(corpusPath(file));
    highest = Math.max(highest, process.memoryUsage().rss);
  }
  expect((highest - before) / 1_000_000).toBeLessThan(100);
});

describe('facts', () => {
  test('of a photo turned by its orientation', async () => {
    const path = join(folder, 'turned.jpg');
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#369' } })
      .withExif({ IFD2: { DateTimeOriginal: '2023:12:31 23:59:59' } })
      .withMetadata({ orientation: 8 })
      .jpeg()
      .toFile(path);
    await utimes(path, 1_700_000_000.1239, 1_700_000_000.1239);
    const bytes = await readFile(path);
    const facts = await probe({ path, limits });
    expect(facts).toMatchObject({
      format: 'jpeg',
      width: 40,
      height: 60,
      orientation: 8,
      pages: 1,
      hasAlpha: false,
      bitsPerSample: 8,
      color: 'srgb',
    });
    expect(facts.file).toEqual({
      bytes: bytes.length,
      mtimeMs: 1_700_000_000_123,
      ctimeMs: Math.floor((await stat(path)).ctimeMs),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  test('of a file too large to hold are the same', async () => {
    const path = join(folder, 'large.jpg');
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#369' } })
      .jpeg()
      .toFile(path);
    const small = await probe({ path, limits });
    // Bytes behind the end mark, as films are in motion photos.
    await appendFile(path, Buffer.alloc(70_000_000, 7));
    const bytes = await readFile(path);
    const large = await probe({ path, limits });
    expect({ ...large, file: null }).toEqual({ ...small, file: null });
    expect(large.file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('limits apply as given', async () => {
    const path = join(folder, 'limited.png');
    await sharp({ create: { width: 100, height: 100, channels: 3, background: '#369' } })
      .png()
      .toFile(path);
    expect((await probe({ path, limits: { ...limits, maxPixels: 10_000 } })).width).toBe(100);
    await expect(probe({ path, limits: { ...limits, maxPixels: 9_999 } })).rejects.toMatchObject({
      code: 'INPUT_TOO_MANY_PIXELS',
      data: { width: 100, height: 100 },
    });
  });
});

describe('paths', () => {
  test('that lead to no file', async () => {
    await mkdir(join(folder, 'folder.jpg'));
    expect(await probeOutcome(join(folder, 'missing.jpg'))).toBe('INPUT_NOT_FOUND');
    expect(await probeOutcome(join(folder, 'manifest.json', 'a.jpg'))).toBe('INPUT_NOT_FOUND');
    expect(await probeOutcome(join(folder, 'nul\0.jpg'))).toBe('INPUT_NOT_FOUND');
    expect(await probeOutcome(join(folder, 'folder.jpg'))).toBe('INPUT_UNREADABLE');
    expect(await probeOutcome(join(folder, `${'x'.repeat(300)}.jpg`))).toBe('INPUT_UNREADABLE');
  });

  test.skipIf(process.platform === 'win32')('that are links or devices', async () => {
    const photo = join(folder, 'photo.jpg');
    await sharp({ create: { width: 9, height: 9, channels: 3, background: '#369' } })
      .jpeg()
      .toFile(photo);
    await symlink(photo, join(folder, 'link.jpg'));
    await symlink(join(folder, 'circle.jpg'), join(folder, 'circle.jpg'));
    expect(await probeOutcome(join(folder, 'link.jpg'))).toBe('ok');
    expect(await probeOutcome(join(folder, 'circle.jpg'))).toBe('INPUT_UNREADABLE');
    expect(await probeOutcome('/dev/zero')).toBe('INPUT_UNREADABLE');
  });
});

test('altered and cut files give facts or an error of the catalogue, never anything else', async () => {
  const picture = sharp({ create: { width: 24, height: 18, channels: 4, background: '#36912280' } });
  const samples: [string, Buffer][] = [
    ['heic', HEIC_SAMPLE],
    ['jxl', JXL_SAMPLE],
    [
      'svg',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a"><rect/></g><use href="#a"/></svg>',
      ),
    ],
  ];
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
    const image = picture
      .clone()
      .withIccProfile('p3')
      .withExif({ IFD0: { Copyright: 'x' } });
    samples.push([format, await image.toFormat(format).toBuffer()]);
  }
  for (const file of corpus.filter(
    ({ path }) => /\.(?:bmp|ico|psd)$/.test(path) && !path.includes('hostile'),
  )) {
    samples.push([file.path.slice(-3), (await readFile(corpusPath(file))).subarray(0, 200_000)]);
  }
  const codes = new Set<string>();
  const sample = fc.constantFrom(...samples);
  // Headers are where the decisions are, so most changes go there.
  const changes = fc.array(
    fc.tuple(fc.oneof({ weight: 3, arbitrary: fc.nat(300) }, fc.nat(200_000)), fc.nat(255)),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(
      sample,
      changes,
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      async (chosen, edits, keep) => {
        const [ending, original] = chosen;
        const bytes = Buffer.from(keep === null ? original : original.subarray(0, original.length * keep));
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
        const path = join(folder, `fuzz.${ending}`);
        await writeFile(path, bytes);
        for (const code of [await probeOutcome(path), await decodeOutcome(path)]) {
          expect(code === 'ok' || code in ERRORS, code).toBe(true);
          codes.add(code);
        }
      },
    ),
    { numRuns: 600 },
  );
  expect(codes).toContain('ok');
  expect(codes).toContain('INPUT_TRUNCATED');
}, 120_000);
