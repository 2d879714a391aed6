import { expect, test } from 'vitest';
import { CSV_BOM } from '../../csv.ts';
import { describeDatabases } from '../../db/testing.ts';
import { createHistory } from './history.service.ts';
import { type NewProcessing, NOON, processing, record, SUBJECT } from './history.testing.ts';

const RECIPE = { resize: { width: 1600 }, output: { format: 'webp', quality: 80 } };
const JOB = '01990000-0000-7000-8000-000000000001';

describeDatabases('the history', (database) => {
  const present = new Set<string>();
  const historyOf = (subject: string) =>
    createHistory({ db: database.db, subject, lookForFile: async (path) => present.has(path) });
  const names = async (query: object) => {
    const { entries } = await historyOf(SUBJECT).list({ limit: 50, ...query });
    return entries.map(({ input }) => input.replace('/photos/', ''));
  };
  const addJob = (request: object) =>
    database.db
      .insertInto('jobs')
      .values({
        ...{ id: JOB, subject: SUBJECT, device_id: 'here', status: 'done', surface: 'cli', total: 1 },
        ...{ created_at: NOON, started_at: NOON, request: JSON.stringify(request) },
      })
      .execute();

  test('shows an entry as it was recorded', async () => {
    const row = processing({ variant: 'small' });
    await record(database.db, [row]);
    expect(await historyOf(SUBJECT).list({ limit: 50 })).toEqual({
      entries: [
        {
          ...{ id: row.id, job: JOB, at: NOON, input: '/photos/photo.jpg', output: '/out/photo.jpg.webp' },
          ...{ preset: 'web-hero', variant: 'small', outcome: 'written', format: 'webp' },
          ...{ width: 1600, height: 1200, bytesIn: 4_000_000, bytesOut: 250_000, ms: 120, error: null },
        },
      ],
      cursor: null,
    });
  });

  test('says why a file failed', async () => {
    await record(database.db, [failed({ error_code: 'INPUT_EMPTY', error_message: 'The file is empty.' })]);
    const { entries } = await historyOf(SUBJECT).list({ limit: 1, outcome: 'failed' });
    expect(entries).toMatchObject([
      { output: null, format: null, error: { code: 'INPUT_EMPTY', message: 'The file is empty.' } },
    ]);
  });

  test('belongs to one person: another one sees, counts, opens and exports nothing of it', async () => {
    const row = processing();
    await record(database.db, [row]);
    const other = historyOf('device:elsewhere');
    expect(await other.list({ limit: 50 })).toEqual({ entries: [], cursor: null });
    expect(await other.list({ limit: 50, file: 'photo' })).toEqual({ entries: [], cursor: null });
    expect((await other.count({ job: JOB })).entries).toBe(0);
    expect(await other.facets()).toEqual({ presets: [], formats: [] });
    await expect(other.get(row.id)).rejects.toMatchObject({ code: 'HISTORY_NOT_FOUND' });
    expect(await csvOf(other.exportCsv({}))).toHaveLength(1);
  });

  test('finds part of a name in any case, whatever signs are in it', async () => {
    const all = [
      'IMG_0001.JPG',
      '100% wool.png',
      'a"b.jpg',
      "it's.jpg",
      'back\\slash.jpg',
      '日本語の写真.jpg',
      'x😀y.jpg',
    ];
    await record(
      database.db,
      all.map((source_name, index) => processing({ source_name, created_at: NOON - index })),
    );
    expect(await names({ file: 'img_0' })).toEqual(['IMG_0001.JPG']);
    expect(await names({ file: '0% W' })).toEqual(['100% wool.png']);
    expect(await names({ file: '%' })).toEqual(['100% wool.png']);
    expect(await names({ file: '_' })).toEqual(['IMG_0001.JPG']);
    expect(await names({ file: 'a"b' })).toEqual(['a"b.jpg']);
    expect(await names({ file: '"' })).toEqual(['a"b.jpg']);
    expect(await names({ file: "T'S" })).toEqual(["it's.jpg"]);
    expect(await names({ file: 'k\\s' })).toEqual(['back\\slash.jpg']);
    expect(await names({ file: '\\' })).toEqual(['back\\slash.jpg']);
    expect(await names({ file: '語' })).toEqual(['日本語の写真.jpg']);
    expect(await names({ file: '語の写' })).toEqual(['日本語の写真.jpg']);
    expect(await names({ file: 'X😀' })).toEqual(['x😀y.jpg']);
    expect(await names({ file: 'NG' })).toEqual(['100% wool.png']);
    expect(await names({ file: 'jpg' })).toHaveLength(6);
    expect(await names({ file: '' })).toHaveLength(7);
    expect(await names({ file: 'photos' })).toEqual([]);
    expect(await names({ file: '" OR name : "jpg' })).toEqual([]);
    expect(await names({ file: 'x'.repeat(200) })).toEqual([]);
  });

  test('does not care how a system stores letters with accents', async () => {
    await record(database.db, [
      processing({ source_name: 'caf\u00E9.jpg', created_at: NOON }),
      processing({ source_name: 'cafe\u0301.png', created_at: NOON - 1 }),
    ]);
    for (const file of ['caf\u00E9', 'cafe\u0301', '\u00E9', 'e\u0301.']) {
      expect(await names({ file })).toHaveLength(2);
    }
  });

  // PostgreSQL folds case by the locale of its database, which is C here: ASCII only.
  test.skipIf(database.dialect === 'postgres')('knows the case of all letters', async () => {
    await record(database.db, [processing({ source_name: 'Žádost ÉTÉ.jpg' })]);
    for (const file of ['žá', 'ŽÁ', 'žÁD', 'été', 'é', 'tÉ.']) expect(await names({ file })).toHaveLength(1);
  });

  test('a text that no name can hold finds nothing', async () => {
    await record(database.db, [processing()]);
    for (const query of [{ file: 'ph\0' }, { file: '\0' }, { preset: 'web\0' }, { file: '\u{D800}' }]) {
      expect(await names(query)).toEqual([]);
      expect((await historyOf(SUBJECT).count(query)).entries).toBe(0);
    }
  });

  test('takes any time', async () => {
    await record(database.db, [processing({ created_at: NOON })]);
    const { MAX_SAFE_INTEGER: end } = Number;
    expect(await names({ from: NOON, to: NOON + 1 })).toHaveLength(1);
    expect(await names({ from: NOON + 1 })).toEqual([]);
    expect(await names({ to: NOON })).toEqual([]);
    expect(await names({ from: 0, to: end })).toHaveLength(1);
    expect(await names({ from: end, to: end })).toEqual([]);
    expect(await names({ from: NOON + 5, to: NOON })).toEqual([]);
  });

  test('counts up to ten thousand', async () => {
    const history = historyOf(SUBJECT);
    expect(await history.count({})).toEqual({ entries: 0, atMost: 10_000 });
    await record(
      database.db,
      Array.from({ length: 10_001 }, () => processing()),
    );
    expect(await history.count({})).toEqual({ entries: 10_000, atMost: 10_000 });
    expect(await history.count({ file: 'o' })).toEqual({ entries: 10_000, atMost: 10_000 });
  });

  test('knows which presets and formats there are', async () => {
    const rows = [
      processing({ preset_id: 'web-thumb', output_format: 'avif' }),
      processing({ preset_id: 'amazon-main', output_format: 'jpeg' }),
      processing({ preset_id: 'amazon-main', output_format: 'jpeg' }),
      failed({ preset_id: 'gone' }),
      processing({ subject: 'device:elsewhere', preset_id: 'theirs', output_format: 'png' }),
    ];
    await record(database.db, rows);
    const history = historyOf(SUBJECT);
    expect(await history.facets()).toEqual({
      presets: ['amazon-main', 'gone', 'web-thumb'],
      formats: ['avif', 'jpeg'],
    });
    await database.db.deleteFrom('image_processings').where('preset_id', '=', 'web-thumb').execute();
    expect(await history.facets()).toEqual({ presets: ['amazon-main', 'gone'], formats: ['jpeg'] });
  });

  test('opens one entry with the recipe of its job and whether its file is still there', async () => {
    const row = processing({ output_key: 'web-hero/small' });
    await record(database.db, [row]);
    const other = { key: 'web-thumb', recipe: { output: { format: 'avif' } } };
    await addJob({ outputs: [other, { key: 'web-hero/small', recipe: RECIPE }] });
    const history = historyOf(SUBJECT);
    expect(await history.get(row.id)).toMatchObject({
      ...{ id: row.id, quality: 80, engine: 'sharp 0.35.5', outputExists: false, recipe: RECIPE },
      ...{ sourceSha256: 'a'.repeat(64), outputSha256: 'b'.repeat(64) },
    });
    present.add('/out/photo.jpg.webp');
    expect(await history.get(row.id)).toMatchObject({ outputExists: true });
    await database.db.deleteFrom('jobs').execute();
    expect(await history.get(row.id)).toMatchObject({ recipe: null });
  });

  test('opens an entry with the recipe that was changed for its file alone', async () => {
    const row = processing({ source_name: 'odd.jpg' });
    await record(database.db, [row]);
    const own = { resize: { width: 10 } };
    await addJob({
      outputs: [{ key: 'web-hero', recipe: RECIPE }],
      ownOutputs: { '/photos/odd.jpg': [{ key: 'web-hero', recipe: own }] },
    });
    expect((await historyOf(SUBJECT).get(row.id)).recipe).toEqual(own);
  });

  test('says so when there is no such entry', async () => {
    const missing = historyOf(SUBJECT).get('01990000-0000-7000-8000-00000000ffff');
    await expect(missing).rejects.toMatchObject({ code: 'HISTORY_NOT_FOUND' });
  });

  test('refuses a cursor it never gave', async () => {
    const history = historyOf(SUBJECT);
    for (const cursor of ['x', '', '0', Buffer.from('1e3 x').toString('base64url')]) {
      await expect(history.list({ limit: 1, cursor })).rejects.toMatchObject({ code: 'USAGE_INVALID' });
    }
  });

  test('becomes a CSV file, newest first, through as many pieces as it takes', async () => {
    await record(database.db, [
      ...Array.from({ length: 2_100 }, (_, index) => processing({ created_at: NOON - (index % 7) })),
      failed({
        source_name: '=cmd.jpg',
        created_at: NOON + 1,
        error_code: 'INPUT_EMPTY',
        error_message: 'a "b"',
      }),
      processing({ subject: 'device:elsewhere' }),
    ]);
    const lines = await csvOf(historyOf(SUBJECT).exportCsv({}));
    expect(lines[0]).toMatch(new RegExp(`^${CSV_BOM}time,outcome,source,output,preset,`));
    expect(lines[1]).toMatch(
      /^2026-11-23T12:00:00\.001Z,failed,\/photos\/=cmd\.jpg,,web-hero,,,,,4000000,,0,INPUT_EMPTY,"a ""b""",0199/,
    );
    expect(lines).toHaveLength(1 + 2_101);
    expect(new Set(lines).size).toBe(lines.length);
    const times = lines.slice(1).map((line) => line.slice(0, 24));
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await csvOf(historyOf(SUBJECT).exportCsv({ outcome: 'failed' }))).toHaveLength(2);
  });

  test('stops an export when it is told to', async () => {
    await record(
      database.db,
      Array.from({ length: 1_001 }, () => processing()),
    );
    const stop = new AbortController();
    const pieces = historyOf(SUBJECT).exportCsv({}, stop.signal);
    await pieces.next();
    await pieces.next();
    stop.abort();
    await expect(pieces.next()).rejects.toThrow(/abort/i);
  });
});

function failed(changes: Partial<NewProcessing>): NewProcessing {
  const nothing = { output_path: null, output_format: null, output_width: null, output_height: null };
  return processing({
    ...{ outcome: 'failed', ...nothing, output_bytes: null, output_mtime_ms: null, output_sha256: null },
    ...{ pixels: 0, ms: 0, quality: null, ...changes },
  });
}

async function csvOf(pieces: AsyncGenerator<string>): Promise<string[]> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text.split('\r\n').slice(0, -1);
}
