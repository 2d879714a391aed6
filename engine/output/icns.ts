/** Writes and reads macOS icon files, whose parts are PNG files. */

export interface IcnsEntry {
  readonly type: string;
  /** Side in pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/** Which entries hold a picture of this side: at normal and at double resolution. */
const TYPES_BY_SIZE: ReadonlyMap<number, readonly string[]> = new Map([
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['icp6', 'ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

export const ICNS_SIZES: readonly number[] = [...TYPES_BY_SIZE.keys()];
const HEADER_BYTES = 8;

export function writeIcns(images: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const parts = images.flatMap(({ size, png }) =>
    (TYPES_BY_SIZE.get(size) ?? []).flatMap((type) => [header(type, png.length), png]),
  );
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([header('icns', length), ...parts]);
}

/** Length on disk counts the header itself. */
function header(type: string, contentBytes: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(contentBytes + HEADER_BYTES, 4);
  return head;
}

/** Null when the file is not a sound icon of known entries. */
export function readIcns(file: Buffer): IcnsEntry[] | null {
  if (file.length < HEADER_BYTES || file.toString('latin1', 0, 4) !== 'icns') return null;
  if (file.readUInt32BE(4) !== file.length) return null;
  const sizeByType = new Map(
    [...TYPES_BY_SIZE].flatMap(([size, types]) => types.map((type) => [type, size])),
  );
  const entries: IcnsEntry[] = [];
  for (let at = HEADER_BYTES; at < file.length; ) {
    if (at + HEADER_BYTES > file.length) return null;
    const type = file.toString('latin1', at, at + 4);
    const length = file.readUInt32BE(at + 4);
    const size = sizeByType.get(type);
    if (typeof size !== 'number' || length <= HEADER_BYTES || at + length > file.length) return null;
    entries.push({ type, size, png: file.subarray(at + HEADER_BYTES, at + length) });
    at += length;
  }
  return entries.length === 0 ? null : entries;
}
