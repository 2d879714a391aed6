/** The history finds what the address says, and an entry can be made once more. */
import { describe, expect, it } from 'vitest';
import type { HistoryDetail } from '../../../../../shared/contract/history.ts';
import { HistoryFilter } from '../../../../../shared/contract/history.ts';
import { BatchInput } from '../../../../../shared/contract/jobs.ts';
import { parseNameTemplate } from '../../../../../shared/naming/name-template.ts';
import { Recipe } from '../../../../../shared/recipe/recipe.schema.ts';
import { formatFor } from '../../../format/format.ts';
import { EVERYTHING, filterOf, isEverything, readView, writeView } from './history-view.ts';
import { splitPath, stemOf } from './paths.ts';
import { jobAgain } from './run-again.ts';
import { changeWords, sizeChange } from './size-change.ts';

const JOB = '0190d3a4-7b1c-7000-8000-000000000001';
/** A Monday, in the middle of the day wherever the test runs. */
const NOW = new Date(2026, 10, 23, 12, 34).getTime();

function viewOf(text: string) {
  return readView(new URLSearchParams(text));
}

describe('the address', () => {
  it('says everything when it says nothing', () => {
    expect(viewOf('')).toEqual(EVERYTHING);
    expect(isEverything(viewOf('open=web-hero'))).toBe(true);
  });

  it('ignores what makes no sense', () => {
    const nonsense = `period=soon&outcome=lost&job=1&from=2026-11-01&preset=${'x'.repeat(65)}&file=`;
    expect(viewOf(nonsense)).toEqual(EVERYTHING);
    expect(viewOf('period=custom&from=2026-99-01&to=yesterday')).toEqual({ ...EVERYTHING, period: 'custom' });
  });

  it('comes back as it was written', () => {
    const view = {
      ...EVERYTHING,
      period: 'custom',
      from: '2026-11-01',
      to: '2026-11-23',
      preset: 'web-hero',
      format: 'webp',
      outcome: 'failed',
      file: 'a b/ü',
      job: JOB,
    } as const;
    const query = new URLSearchParams(
      Object.entries(writeView(view)).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    );
    expect(readView(query)).toEqual(view);
  });

  it('drops the days when a named period is chosen', () => {
    expect(writeView({ period: 'week' })).toEqual({ period: 'week', from: null, to: null });
    expect(writeView({ period: 'any' })).toEqual({ period: null, from: null, to: null });
    expect(writeView({ preset: null })).toEqual({ preset: null });
  });
});

describe('the filter', () => {
  it('is one the contract takes', () => {
    const view = viewOf(`period=month&preset=web-hero&format=webp&outcome=written&file=IMG&job=${JOB}`);
    expect(HistoryFilter.parse(filterOf(view, NOW))).toEqual(filterOf(view, NOW));
  });

  it('counts whole days, today included', () => {
    expect(filterOf(viewOf('period=today'), NOW)).toEqual({ from: new Date(2026, 10, 23).getTime() });
    expect(filterOf(viewOf('period=week'), NOW)).toEqual({ from: new Date(2026, 10, 17).getTime() });
    expect(filterOf(viewOf('period=month'), NOW)).toEqual({ from: new Date(2026, 9, 25).getTime() });
  });

  it('includes the last day of a custom period', () => {
    expect(filterOf(viewOf('period=custom&from=2026-11-01&to=2026-11-02'), NOW)).toEqual({
      from: new Date(2026, 10, 1).getTime(),
      to: new Date(2026, 10, 3).getTime(),
    });
    expect(filterOf(viewOf('period=custom&to=2026-12-31'), NOW)).toEqual({
      to: new Date(2027, 0, 1).getTime(),
    });
  });
});

describe('paths', () => {
  it.each([
    ['/photos/a/IMG 1.jpg', '/photos/a', 'IMG 1.jpg'],
    ['C:\\photos\\b.png', 'C:\\photos', 'b.png'],
    ['/b.png', '/', 'b.png'],
    ['C:\\b.png', 'C:\\', 'b.png'],
    ['b.png', '', 'b.png'],
  ])('%s', (path, folder, name) => expect(splitPath(path)).toEqual({ folder, name }));

  it('keep a name that is all ending', () => {
    expect(stemOf('a.b.jpg')).toBe('a.b');
    expect(stemOf('.hidden')).toBe('.hidden');
  });
});

describe('running again', () => {
  const entry: HistoryDetail = {
    id: JOB,
    job: JOB,
    at: NOW,
    input: '/photos/a.jpg',
    output: '/out/web-hero/a.webp',
    preset: 'web-hero',
    variant: '',
    outcome: 'written',
    format: 'webp',
    width: 1920,
    height: 1280,
    bytesIn: 4_000_000,
    bytesOut: 240_000,
    ms: 120,
    error: null,
    recipe: Recipe.parse({ resize: { width: 1920 }, output: { format: 'webp' } }),
    quality: 80,
    engine: 'sharp 0.35.5',
    sourceSha256: null,
    outputSha256: null,
    outputExists: true,
  };
  const usual = { outputFolder: '/usual', template: '{preset}/{name}' };

  it('makes a job the contract takes, in the same place', () => {
    const job = jobAgain(entry, usual);
    expect(job).toMatchObject({ inputs: ['/photos/a.jpg'], outputFolder: '/out/web-hero', template: 'a' });
    const parsed = BatchInput.parse(job);
    expect(parsed.presets[0]).toMatchObject({ id: 'web-hero', outputs: [{ recipe: entry.recipe }] });
  });

  it('leaves the variant to the naming', () => {
    const icon = { ...entry, variant: 'ios', output: '/out/app-icon/logo-ios.png' };
    expect(jobAgain(icon, usual)?.template).toBe('logo');
  });

  it('goes to the usual place where there was no result, and never reads a name as a template', () => {
    expect(jobAgain({ ...entry, output: null }, usual)).toMatchObject(usual);
    const odd = jobAgain({ ...entry, output: '/out/{preset}.webp' }, usual);
    expect(odd).toMatchObject({ outputFolder: '/out', template: usual.template });
    expect(parseNameTemplate(odd?.template ?? '').tokens.has('name')).toBe(true);
  });

  it('is not possible without the recipe', () => {
    expect(jobAgain({ ...entry, recipe: null }, usual)).toBeNull();
  });
});

it('tells how sizes changed', () => {
  const format = formatFor('en-GB');
  const words = (before: number, after: number) =>
    changeWords(sizeChange(before, after) ?? Number.NaN, format);
  expect(words(1000, 60)).toBe('−94%');
  expect(words(1000, 1500)).toBe('+50%');
  expect(words(1000, 1000)).toBe('0%');
  expect(sizeChange(0, 10)).toBeNull();
  expect(sizeChange(10, null)).toBeNull();
});
