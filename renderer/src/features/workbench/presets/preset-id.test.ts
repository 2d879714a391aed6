/** Every name makes an id that the library accepts. */
import { expect, it } from 'vitest';
import { PresetId } from '../../../../../shared/preset/preset.schema.ts';
import { presetIdFor } from './preset-id.ts';

it.each([
  ['Web hero', 'web-hero'],
  ['  Café Größe 2×  ', 'cafe-gro-e-2'],
  ['图片', 'preset'],
  ['a'.repeat(80), 'a'.repeat(56)],
])('%s', (name, id) => {
  expect(presetIdFor(name, new Set())).toBe(id);
  expect(PresetId.safeParse(id).success).toBe(true);
});

it('counts on when the name is taken', () => {
  expect(presetIdFor('Shop', new Set(['shop', 'shop-2']))).toBe('shop-3');
});
