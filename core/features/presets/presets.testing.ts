/** Random presets for property tests: every block of a recipe, present or not. */
import fc from 'fast-check';
import type { Preset } from '../../../shared/preset/preset.ts';
import { parsePreset } from './preset-file.ts';

const color = fc.constantFrom('#ffffff', '#00ff0080', '#123456');
const ratio = fc.constantFrom('1:1', '4:5', '1.91:1');
const gravity = fc.oneof(
  fc.constantFrom('center', 'northwest', 'attention', 'entropy'),
  fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.constant(0.25) }),
);
const side = fc.integer({ min: 1, max: 16_383 });
const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });

const recipe = fc.record(
  {
    orient: fc.record({ rotate: fc.constantFrom(0, 90, 180, 270), flip: fc.boolean() }, { requiredKeys: [] }),
    trim: fc.record({ threshold: fc.double({ min: 0, max: 255, noNaN: true }) }, { requiredKeys: [] }),
    crop: fc.oneof(fc.record({ ratio, gravity }), fc.record({ width: side, height: side })),
    background: fc.oneof(
      fc.record({ mode: fc.constant('flatten'), color }),
      fc.record({ mode: fc.constant('whiten'), tolerance: fc.integer({ min: 0, max: 128 }) }),
    ),
    resize: fc.oneof(
      fc.record({ width: side, height: side, fit: fc.constantFrom('fill', 'fill-down', 'pad', 'force') }),
      fc.record({ longEdge: side, enlarge: fc.boolean() }),
    ),
    canvas: fc.record({ ratio, padding: fc.constantFrom(12, '5%', { top: 3 }) }, { requiredKeys: [] }),
    watermark: fc.record({ kind: fc.constant('text'), text, color }),
    metadata: fc.record(
      { policy: fc.constantFrom('private', 'strip', 'keep'), copyright: text },
      { requiredKeys: [] },
    ),
    output: fc.oneof(
      fc.record({ format: fc.constantFrom('jpeg', 'webp'), quality: fc.integer({ min: 1, max: 100 }) }),
      fc.record({ target: fc.record({ bytes: fc.integer({ min: 100, max: 1_000_000 }) }) }),
    ),
  },
  { requiredKeys: [] },
);

const rules = fc.record(
  {
    minWidth: side,
    maxBytes: fc.integer({ min: 1, max: 10_000_000 }),
    formats: fc.uniqueArray(fc.constantFrom('jpeg', 'png', 'ico'), { minLength: 1 }),
    background: fc.record({ color, tolerance: fc.integer({ min: 0, max: 255 }) }),
    alpha: fc.constantFrom('allowed', 'opaque', 'forbidden'),
    keepTags: fc.constantFrom(['copyright'], []),
  },
  { requiredKeys: [] },
);

/** `custom-` in front keeps the ids clear of the built-in ones. */
export const anyPreset: fc.Arbitrary<Preset> = fc
  .record({
    id: fc.stringMatching(/^custom(-[a-z0-9]{1,6}){1,3}$/),
    name: text,
    description: fc.string({ maxLength: 100 }),
    category: fc.constantFrom('web', 'custom'),
    outputs: fc
      .array(fc.record({ recipe, rules }), { minLength: 1, maxLength: 3 })
      .map((outputs) => outputs.map((output, index) => ({ ...output, variant: `v${index}` }))),
  })
  .map((preset) => parsePreset(preset));

export const anyPresets: fc.Arbitrary<Preset[]> = fc.uniqueArray(anyPreset, {
  minLength: 1,
  maxLength: 4,
  selector: ({ id }) => id,
});
