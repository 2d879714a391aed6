/** Numbers read the same everywhere in the interface. */
import { describe, expect, it } from 'vitest';
import { formatFor } from './format.ts';

const en = formatFor('en-GB');
const id = formatFor('id-ID');

describe('bytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [812, '812 bytes'],
    [1000, '1 kB'],
    [212_040, '212 kB'],
    [3_812_345, '3.8 MB'],
    [131_000_000, '131 MB'],
    [4_100_000_000, '4.1 GB'],
  ])('%i reads as %s', (bytes, text) => {
    expect(en.bytes(bytes)).toBe(text);
  });

  it('never shows a thousand of a unit', () => {
    expect(en.bytes(999_960)).toBe('1 MB');
    expect(en.bytes(999_940)).toBe('999.9 kB');
  });

  it('uses a decimal comma in Indonesian', () => {
    expect(id.bytes(3_812_345)).toBe('3,8 MB');
  });
});

describe('duration', () => {
  it.each([
    [0, '0 seconds'],
    [1400, '1 second'],
    [15_000, '15 seconds'],
    [119_000, '2 minutes'],
    [3_600_000, '1 hour'],
    [3_900_000, '1 hour 5 minutes'],
    [3_599_900, '1 hour'],
  ])('%i ms reads as %s', (ms, text) => {
    expect(en.duration(ms)).toBe(text);
  });

  it('speaks Indonesian', () => {
    expect(id.duration(15_000)).toBe('15 detik');
  });
});

it('keeps dimensions free of separators', () => {
  expect(en.dimensions(4032, 3024)).toBe('4032 × 3024');
});

it('drops the decimal from rates of ten and more', () => {
  expect(en.rate(6.42)).toBe('6.4');
  expect(en.rate(9.96)).toBe('10');
  expect(en.rate(48.3)).toBe('48');
});
