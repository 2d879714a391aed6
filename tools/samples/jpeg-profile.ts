/** Puts a colour profile into a JPEG as it is, so that its numbers are taken as meant for that profile. */

/** Bytes of a marker segment's own length field and of the name before the profile. */
const NAME = Buffer.from('ICC_PROFILE\0', 'latin1');
const LONGEST_SEGMENT = 65_535;

export function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const payload = Buffer.concat([NAME, Buffer.from([1, 1]), profile]);
  if (payload.length + 2 > LONGEST_SEGMENT) throw new RangeError('the profile does not fit into one segment');
  const head = Buffer.from([0xff, 0xe2, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  const at = afterFirstSegment(jpeg);
  return Buffer.concat([jpeg.subarray(0, at), head, payload, jpeg.subarray(at)]);
}

/** JFIF wants its own segment first. */
function afterFirstSegment(jpeg: Buffer): number {
  const start = 2;
  const isJfif = jpeg[start] === 0xff && jpeg[start + 1] === 0xe0;
  return isJfif ? start + 2 + jpeg.readUInt16BE(start + 2) : start;
}
