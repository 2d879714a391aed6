/** A history as years of work leave it: shoots of photos made into several files each, newest last. */
import { createHash } from 'node:crypto';
import type { SqliteHandle } from '../core/db/handle.ts';
import { createIds } from '../core/ids.ts';
import { type Random, seededRandom } from '../tools/corpus/random.ts';

export const SUBJECT = 'device:01990000-0000-7000-8000-00000000aaaa';
const NEIGHBOUR = 'device:01990000-0000-7000-8000-00000000bbbb';
export const FIRST_DAY = Date.UTC(2023, 0, 1);
/** Three rows among all. */
export const RARE_PRESET = 'passport-photo';

export interface MadeHistory {
  readonly rows: number;
  readonly lastTime: number;
  readonly hugeJob: string;
  readonly smallJob: string;
}

interface Shoot {
  readonly job: string;
  readonly subject: string;
  readonly photos: number;
  readonly presets: readonly (readonly [id: string, format: string])[];
  readonly nameOf: (index: number) => string;
}

const PHOTO_PRESETS = [
  ['web-hero', 'webp'],
  ['web-thumb', 'webp'],
  ['shopify-product', 'jpeg'],
  ['amazon-main', 'jpeg'],
  ['instagram-square', 'jpeg'],
  ['og-image', 'jpeg'],
  ['portfolio', 'avif'],
  ['google-merchant', 'jpeg'],
] as const;
/** Made of other files than the presets above, so that some pairs of common conditions have nothing in common. */
const ICON_PRESETS = [
  ['favicon-set', 'ico'],
  ['app-icon', 'png'],
] as const;

const THINGS = ['chair', 'table', 'lamp', 'sofa', 'shirt', 'dress', 'ring', 'mug', 'Café', '写真'] as const;
const SIDES = ['front', 'back', 'left', 'detail'] as const;
const FILES_OF_HUGE_JOB = 25_000;

/** Fills an empty, migrated database in one transaction. */
export function makeHistory({ raw }: SqliteHandle, wanted: number): MadeHistory {
  const random = seededRandom(1);
  let time = FIRST_DAY;
  const ids = createIds({
    now: () => time,
    randomBytes: (size) => new Uint8Array(size).map(() => random.int(0, 255)),
  });
  const insert = raw.prepare(
    `insert into image_processings values (${COLUMNS.map((name) => `@${name}`).join()})`,
  );
  const huge = Math.floor(wanted * 0.6);
  let rows = 0;
  let hugeJob = '';
  let smallJob = '';
  raw.exec('begin');
  while (rows < wanted) {
    const isHuge = hugeJob === '' && rows >= huge;
    const shoot = makeShoot(random, { job: ids.next(), isHuge });
    if (isHuge) hugeJob = shoot.job;
    else if (shoot.subject === SUBJECT) smallJob = shoot.job;
    for (let photo = 0; photo < shoot.photos && rows < wanted; photo += 1) {
      time += random.int(20, 200);
      const rare = rows % Math.floor(wanted / 3) < shoot.presets.length && shoot.subject === SUBJECT;
      for (const [preset, format] of rare ? [[RARE_PRESET, 'jpeg'] as const] : shoot.presets) {
        insert.run(rowOf(random, { shoot, photo, preset, format, id: ids.next(), time }));
        rows += 1;
      }
    }
    time += random.int(60_000, 40_000_000);
  }
  raw.exec('commit');
  return { rows, lastTime: time, hugeJob, smallJob };
}

function makeShoot(random: Random, { job, isHuge }: { job: string; isHuge: boolean }): Shoot {
  const start = random.int(1, 9_999);
  const icons = !isHuge && random.next() < 0.15;
  const kind = random.next();
  const photos = isHuge ? FILES_OF_HUGE_JOB : random.int(5, random.pick([40, 400, 1_500]));
  const few = PHOTO_PRESETS.filter(() => random.next() < 0.45);
  const nameOf = (index: number) => {
    if (icons) return `logo-${start + index}.svg`;
    if (kind < 0.5) return `IMG_${String((start + index) % 10_000).padStart(4, '0')}.JPG`;
    if (kind < 0.7) return `DSC${String((start + index) % 100_000).padStart(5, '0')}.jpg`;
    const thing = THINGS[index % THINGS.length] ?? THINGS[0];
    return `${thing}-${job.slice(-4)}-${start + (index >> 2)}-${SIDES[index % 4] ?? SIDES[0]}.jpg`;
  };
  return {
    ...{ job, photos, nameOf },
    subject: !isHuge && random.next() < 0.1 ? NEIGHBOUR : SUBJECT,
    presets: icons ? ICON_PRESETS : few.length > 0 ? few : PHOTO_PRESETS.slice(0, 1),
  };
}

const COLUMNS = [
  ...['id', 'job_id', 'item_idx', 'output_key', 'subject', 'user_id', 'device_id', 'created_at', 'preset_id'],
  ...['variant', 'source_path', 'source_name', 'source_format', 'source_bytes', 'source_mtime_ms'],
  ...['source_ctime_ms', 'source_sha256', 'source_width', 'source_height', 'output_path', 'output_format'],
  ...['output_width', 'output_height', 'output_bytes', 'output_mtime_ms', 'output_sha256', 'pixels', 'ms'],
  ...['recipe_hash', 'engine_versions', 'outcome', 'error_code', 'error_message', 'quality'],
];

interface Made {
  readonly shoot: Shoot;
  readonly photo: number;
  readonly preset: string;
  readonly format: string;
  readonly id: string;
  readonly time: number;
}

function rowOf(random: Random, { shoot, photo, preset, format, id, time }: Made): Record<string, unknown> {
  const name = shoot.nameOf(photo);
  const luck = random.next();
  const failed = luck < 0.01;
  const made = <T>(value: T) => (failed ? null : value);
  return {
    ...{ id, job_id: shoot.job, item_idx: photo, output_key: preset, subject: shoot.subject, user_id: null },
    ...{ device_id: shoot.subject.slice(7), created_at: time, preset_id: preset, variant: '' },
    ...{ source_path: `/home/anna/Pictures/${shoot.job.slice(0, 8)}/${name}`, source_name: name },
    ...{ source_format: 'jpeg', source_bytes: random.int(1e6, 9e6), source_mtime_ms: time - 1e7 },
    ...{ source_ctime_ms: time - 1e7, source_sha256: sha256(`${shoot.job} ${photo}`) },
    ...{ source_width: 4000, source_height: 3000 },
    output_path: made(`/home/anna/Easel/${shoot.job.slice(0, 8)}/${name}-${preset}.${format}`),
    ...{ output_format: made(format), output_width: made(1600), output_height: made(1200) },
    ...{
      output_bytes: made(random.int(5e4, 9e5)),
      output_mtime_ms: made(time),
      output_sha256: made(sha256(id)),
    },
    ...{ pixels: made(1_920_000) ?? 0, ms: made(random.int(20, 400)) ?? 0, recipe_hash: sha256(preset) },
    ...{ engine_versions: 'engine 1, sharp 0.35.5, libvips 8.18.0', quality: made(80) },
    outcome: failed ? 'failed' : luck < 0.03 ? 'kept-original' : 'written',
    error_code: failed ? 'INPUT_TRUNCATED' : null,
    error_message: failed ? 'The file ends too early: part of the picture is missing.' : null,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
