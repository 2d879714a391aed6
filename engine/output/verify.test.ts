import { hash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { photo, withTempFolder } from './testing.ts';
import { type ExpectedFile, verifyContent, verifyFile } from './verify.ts';

const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;
type Format = (typeof FORMATS)[number];

async function written(folder: string, format: Format): Promise<{ path: string; expected: ExpectedFile }> {
  const bytes = await photo(120, 90, 4)[format]().toBuffer();
  const path = join(folder, `picture.${format}`);
  await writeFile(path, bytes);
  const sha256 = hash('sha256', bytes);
  return { path, expected: { format, width: 120, height: 90, pages: 1, bytes: bytes.length, sha256 } };
}

const refused = { code: 'OUTPUT_VERIFY_FAILED' };

describe('verifyFile', () => {
  it.each(FORMATS)('passes a sound %s', async (format) => {
    await withTempFolder(async (folder) => {
      const { path, expected } = await written(folder, format);
      await expect(verifyFile(path, expected)).resolves.toBeUndefined();
    });
  });

  it.each(FORMATS)('catches a %s cut anywhere', async (format) => {
    await withTempFolder(async (folder) => {
      const { path, expected } = await written(folder, format);
      const whole = await readFile(path);
      for (const share of [0, 0.1, 0.5, 0.9, 1]) {
        await writeFile(path, whole.subarray(0, Math.floor((whole.length - 1) * share)));
        await expect(verifyFile(path, expected)).rejects.toMatchObject(refused);
      }
    });
  });

  it.each(FORMATS)('catches one flipped bit anywhere in a %s', async (format) => {
    await withTempFolder(async (folder) => {
      const { path, expected } = await written(folder, format);
      const whole = await readFile(path);
      for (let share = 0; share < 1; share += 0.125) {
        const damaged = Buffer.from(whole);
        const at = Math.floor(whole.length * share);
        damaged[at] = (damaged[at] ?? 0) ^ 0x10;
        await writeFile(path, damaged);
        await expect(verifyFile(path, expected)).rejects.toMatchObject(refused);
      }
    });
  });

  it('catches a file that is gone', async () => {
    await withTempFolder(async (folder) => {
      const { expected } = await written(folder, 'png');
      await expect(verifyFile(join(folder, 'none.png'), expected)).rejects.toMatchObject(refused);
    });
  });
});

describe('verifyContent', () => {
  // An encoder that stops early hashes like any other: only decoding finds it.
  it.each(FORMATS)('catches a %s that its encoder left unfinished', async (format) => {
    const bytes = await photo(200, 150, 4)[format]().toBuffer();
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.6));
    const check = verifyContent(cut, { format, width: 200, height: 150, pages: 1 });
    await expect(check).rejects.toMatchObject(refused);
  });

  it('catches another format, size or number of frames', async () => {
    const png = await photo(20, 10).png().toBuffer();
    const expected = { format: 'png', width: 20, height: 10, pages: 1 } as const;
    await verifyContent(png, expected);
    for (const other of [{ format: 'webp' }, { width: 21 }, { height: 9 }] as const) {
      await expect(verifyContent(png, { ...expected, ...other })).rejects.toMatchObject(refused);
    }
    const frames = [await photo(20, 10, 1).png().toBuffer(), await photo(20, 10, 2).png().toBuffer()];
    const webp = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    await verifyContent(webp, { format: 'webp', width: 20, height: 10, pages: 2 });
    await expect(
      verifyContent(webp, { format: 'webp', width: 20, height: 10, pages: 3 }),
    ).rejects.toMatchObject(refused);
  });
});
