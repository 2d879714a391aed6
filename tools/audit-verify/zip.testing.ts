/** Makes a zip by hand, in each of the forms that programs write. */
import { crc32, deflateRawSync } from 'node:zlib';
import type { Files } from './bundles.testing.ts';

export interface ZipForm {
  readonly deflated?: boolean;
  /** Sizes and places as 64-bit numbers, as programs write what they do not know the size of. */
  readonly wide?: boolean;
  /** Sizes behind the content instead of before it. */
  readonly streamed?: boolean;
  readonly comment?: string;
}

const FULL16 = 0xffff;
const FULL32 = 0xffffffff;

export function makeZip(files: Files, form: ZipForm = {}): Buffer {
  const { deflated = false, wide = false, streamed = false, comment = '' } = form;
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const push = (part: Buffer) => {
    parts.push(part);
    offset += part.length;
  };
  for (const [name, content] of Object.entries(files)) {
    const packed = deflated ? deflateRawSync(content) : content;
    const start = offset;
    const known = streamed ? [0, 0, 0] : [crc32(content), packed.length, content.length];
    const common = [u16(streamed ? 8 : 0), u16(deflated ? 8 : 0), u32(0)];
    push(Buffer.concat([u32(0x04034b50), u16(20), ...common, ...known.map(u32), u16(name.length), u16(4)]));
    // A field of no meaning to us: what is in front of the content is not of one length.
    push(Buffer.concat([Buffer.from(name), u16(0x6565), u16(0)]));
    push(packed);
    if (streamed)
      push(Buffer.concat([u32(0x08074b50), u32(crc32(content)), u32(packed.length), u32(content.length)]));
    const extra = wide
      ? Buffer.concat([
          u16(0x6565),
          u16(0),
          u16(1),
          u16(24),
          u64(content.length),
          u64(packed.length),
          u64(start),
        ])
      : Buffer.alloc(0);
    const sizes = wide ? [FULL32, FULL32] : [packed.length, content.length];
    const head = [u32(0x02014b50), u16(20), u16(20), ...common, u32(crc32(content)), ...sizes.map(u32)];
    const tail = [
      u16(name.length),
      u16(extra.length),
      u16(0),
      u16(0),
      u16(0),
      u32(0),
      u32(wide ? FULL32 : start),
    ];
    directory.push(Buffer.concat([...head, ...tail, Buffer.from(name), extra]));
  }
  const entries = Buffer.concat(directory);
  const count = directory.length;
  const at = offset;
  push(entries);
  if (wide) {
    const end64 = offset;
    push(Buffer.concat([u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0)]));
    push(Buffer.concat([u64(count), u64(count), u64(entries.length), u64(at)]));
    push(Buffer.concat([u32(0x07064b50), u32(0), u64(end64), u32(1)]));
  }
  const end = wide
    ? [u16(FULL16), u16(FULL16), u32(FULL32), u32(FULL32)]
    : [u16(count), u16(count), u32(entries.length), u32(at)];
  push(Buffer.concat([u32(0x06054b50), u16(0), u16(0), ...end, u16(comment.length), Buffer.from(comment)]));
  return Buffer.concat(parts);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
