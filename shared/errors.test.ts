/** Whatever is thrown or reported becomes one shape. */
import { describe, expect, it } from 'vitest';
import { EaselError, toFailure } from './errors.ts';

const known = { code: 'PRESET_NOT_FOUND', data: { id: 'x' }, message: 'There is no preset called x.' };

describe('a failure', () => {
  it.each([
    ['thrown here', new EaselError('PRESET_NOT_FOUND', { id: 'x' })],
    ['from the other side of a transport', Object.assign(new Error('…'), { ...known, message: '…' })],
    ['out of a report', known],
  ])('%s is the same', (_, error) => {
    expect(toFailure(error)).toEqual(known);
  });

  it('keeps its sentence where its values were left out', () => {
    const { code, message } = known;
    expect(toFailure({ code, message })).toEqual({ code, message, data: {} });
  });

  it.each([[new Error('boom')], ['boom'], [{ code: 'EPERM', message: 'boom' }]])(
    'that nobody expected is internal: %s',
    (error) => {
      expect(toFailure(error).code).toBe('INTERNAL');
    },
  );
});
