/** Keeps docs/presets.md equal to the built-in presets. To write it anew: `npx vitest run preset-docs -u`. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeRules } from '../../../shared/preset/compliance.ts';
import type { Preset, PresetOutput, PresetSource } from '../../../shared/preset/preset.ts';
import { count, formatName } from '../../../shared/preset/rule-words.ts';
import { loadBuiltinPresets } from './builtin-presets.ts';

const root = new URL('../../../', import.meta.url);

const HEADINGS: readonly [Preset['category'], string][] = [
  ['web', 'Web'],
  ['social', 'Social'],
  ['marketplace', 'Marketplaces'],
  ['icons', 'Icons'],
];

const INTRODUCTION = `# Built-in presets

A preset is a recipe (how the picture is made) with rules (what the result must be). The rules come from the pages
named under _Source_, read on the day under _Checked on_. Platforms change their rules often: where a source is not the
platform's own, look it up before a large batch, or duplicate the preset and change the copy.

- **official**: the platform's own page says so.
- **third-party**: somebody else's page says so.
- **convention**: common practice, not read anywhere in particular; such presets have no date.

None of these presets enlarges a picture, except the icons. A picture smaller than asked keeps its own size, and the
check then names the rule it breaks. Byte limits count 1 MB as 1,000,000 bytes. How recipes and rules are written is in
[recipes.md](recipes.md).
`;

function document(presets: readonly Preset[]): string {
  const parts = HEADINGS.map(([category, heading]) => {
    const rows = presets.filter((preset) => preset.category === category).flatMap(presetRows);
    return `\n## ${heading}\n\n${table(['Preset', 'Result', 'Rules', 'Source', 'Checked on'], rows)}`;
  });
  return INTRODUCTION + parts.join('');
}

function presetRows(preset: Preset): string[][] {
  const [first, ...rest] = preset.outputs;
  const sources = preset.sources.map(sourceText).join('<br>');
  const head = `**${preset.name}**<br>\`${preset.id}\``;
  if (first === undefined) return [];
  if (rest.length === 0) {
    return [[head, resultText(first), rulesText(first), sources, preset.checkedOn ?? 'convention']];
  }
  return [
    [head, `${preset.outputs.length} files`, '', sources, preset.checkedOn ?? 'convention'],
    ...preset.outputs.map((output) => [
      `\`${output.variant}\``,
      resultText(output),
      rulesText(output),
      '',
      '',
    ]),
  ];
}

function resultText({ recipe }: PresetOutput): string {
  const { format, quality, sizes } = recipe.output;
  const encoding = [
    format === 'same' ? 'format of the source' : formatName(format),
    ...(quality === undefined ? [] : [`quality ${quality}`]),
    ...(sizes === undefined ? [] : [`with ${sizes.join(', ')}`]),
  ].join(' ');
  return `${sizeText(recipe)}<br>${encoding}`;
}

function sizeText({ background, resize, canvas }: PresetOutput['recipe']): string {
  const whitened = background.mode === 'whiten' ? ', backdrop made white' : '';
  const edge = resize?.longEdge;
  if (canvas?.width !== undefined && canvas.height !== undefined) {
    return `${count(canvas.width)} × ${count(canvas.height)}, the picture inside ${count(edge ?? 0)}${onColor(canvas.fill)}`;
  }
  if (canvas?.ratio === '1:1' && edge !== undefined) {
    return `${count(edge)} × ${count(edge)}${onColor(canvas.fill)}${whitened}`;
  }
  if (edge !== undefined) return `longer side ${count(edge)}`;
  if (resize?.width !== undefined && resize.height !== undefined) {
    return `${count(resize.width)} × ${count(resize.height)}, cut to fill`;
  }
  return `${count(resize?.width ?? 0)} wide`;
}

function onColor(fill: string | undefined): string {
  return fill === 'transparent' ? ', transparent around' : fill === '#ffffff' ? ', white around' : '';
}

function rulesText({ rules }: PresetOutput): string {
  const { minWidth, minHeight, maxWidth, maxHeight, ...others } = rules;
  const exact = minWidth !== undefined && minWidth === maxWidth && minHeight === maxHeight;
  const limits = describeRules(exact ? others : rules).map(({ limit }) => limit);
  if (exact) limits.unshift(`exactly ${count(minWidth)} × ${count(minHeight ?? minWidth)} px`);
  return limits.join('<br>');
}

function sourceText({ title, url, standing }: PresetSource): string {
  return `${url === undefined ? title : `[${title}](${url})`} (${standing})`;
}

/** Columns padded to equal width, as the formatter wants them. */
function table(header: readonly string[], rows: readonly string[][]): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill: string) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |\n`;
  const rule = header.map(() => '-');
  return line(header, ' ') + line(rule, '-') + rows.map((cells) => line(cells, ' ')).join('');
}

test('docs/presets.md says what the presets are', async () => {
  const presets = await loadBuiltinPresets(fileURLToPath(new URL('resources/presets/', root)));
  await expect(document(presets)).toMatchFileSnapshot(fileURLToPath(new URL('docs/presets.md', root)));
});
