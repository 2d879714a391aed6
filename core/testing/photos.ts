/** For tests: small PNGs, each different, written by hand so that tests outside the engine need no image library. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** Writes `count` different PNG pictures and returns their paths. */
export async function makePhotos(
  folder: string,
  count: number,
  { side = 160 }: { readonly side?: number } = {},
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const path = join(folder, `photo-${String(at).padStart(4, '0')}.png`);
    await writeFile(path, png(side, at));
    paths.push(path);
  }
  return paths;
}

/** A gradient with texture that no two seeds share. */
function png(side: number, seed: number): Buffer {
  const rows = Buffer.alloc(side * (side * 3 + 1));
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const at = y * (side * 3 + 1) + 1 + x * 3;
      rows[at] = (x + seed * 7) & 255;
      rows[at + 1] = (y + seed * 13) & 255;
      rows[at + 2] = ((x * y) / 8 + seed * 29) & 255;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
