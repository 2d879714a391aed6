/** Every failure of the catalogue reads whole in both languages. */
import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode, failure } from '../../../shared/errors.ts';
import { errorText, readBack } from './error-text.ts';
import { remediesEn } from './errors.en.ts';
import { errorsId } from './errors.id.ts';

// Object.keys of a const record are exactly its keys.
const CODES = Object.keys(ERRORS) as ErrorCode[];
const placeholders = (text: string) => [...text.matchAll(/\{[\w.]+\}/g)].map(([name]) => name).sort();
const valuesFor = (code: ErrorCode) =>
  Object.fromEntries(
    placeholders(ERRORS[code].message).map((name, index) => [name.slice(1, -1), `value ${index}`]),
  );

describe.each(CODES)('%s', (code) => {
  it('names the same things in Indonesian', () => {
    expect(placeholders(errorsId[code].message)).toEqual(placeholders(ERRORS[code].message));
    expect(errorsId[code].remedy).not.toBe('');
  });

  it('gives advice that works in a window', () => {
    const remedies = [remediesEn[code] ?? ERRORS[code].remedy, errorsId[code].remedy];
    for (const remedy of remedies) expect(remedy).not.toMatch(/--|"easel /);
  });

  it('gets its values back from the recorded sentence', () => {
    const { message } = failure(code, valuesFor(code));
    expect(readBack(code, message)).toEqual(valuesFor(code));
    expect(errorText({ code, message }, 'id').message).not.toMatch(/\{[\w.]+\}/);
  });
});

it('keeps a sentence it cannot take apart', () => {
  const message = 'Written by an older version';
  expect(errorText({ code: 'INPUT_BROKEN', message }, 'id').message).toBe(message);
});
