import { describe, expect, test } from 'vitest';
import { EaselError } from '../../shared/errors.ts';
import { assertEffects, assessSvg } from './svg.ts';

const svg = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;

function refusal(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof EaselError) return `${error.code} ${error.data.reason ?? ''}`.trim();
    throw error;
  }
}

test('counts each element as often as it is drawn', () => {
  // root, svg, a, rect, rect = 5; each use adds itself and what it draws.
  const twice = svg('<g id="a"><rect/><rect/></g><use href="#a"/><use xlink:href="#a"/>');
  expect(assessSvg(twice).drawn).toBe(5 + 2 * (1 + 3));
  const nested = svg('<g id="a"><rect/></g><g id="b"><use href="#a"/><use href="#a"/></g><use href="#b"/>');
  const b = 1 + 2 * (1 + 2);
  expect(assessSvg(nested).drawn).toBe(2 + 2 + b + (1 + b));
});

test.each([
  '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>',
  '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg xmlns="&ns_svg;"/>',
  svg('<a href="https://example.com/"><text>link</text></a>'),
  svg('<!-- <use href="#x"/> <!ENTITY --><![CDATA[ <g><g> ]]>'),
  svg('<path d="M0 0 > 1" data-x="a>b"/>'),
  svg('<style>@font-face{src:url(https://fonts.example/x.woff)} .a{fill:#fff}</style>'),
  svg('<linearGradient id="a"/><linearGradient id="b" href="#a"/><rect fill="url(#b)"/>'),
])('accepts %s', (source) => {
  expect(refusal(() => assessSvg(source))).toBe('none');
});

test.each([
  ['<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg/>', 'it defines entities'],
  ['<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg/>', 'it defines entities'],
  ['<!DOCTYPE svg [<!ENTITY % p "x"> %p;]><svg/>', 'it defines entities'],
  ['<!DOCTYPE svg [<!ENTITY a "<use/>">]><svg/>', 'it defines entities'],
  [svg('<use href="&#x68;ttp://example.com/a.svg#b"/>'), 'it refers to other files'],
  [svg('<image href="photo.jpg"/>'), 'it refers to other files'],
  [svg('<rect fill="url(other.svg#a)"/>'), 'it refers to other files'],
  [svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), 'it holds a picture of unknown size'],
  [svg('<g id="a"><use href="#a"/></g>'), 'its elements refer to each other in a circle'],
  [svg('<g id="a"><rect fill="url(#p)"/></g><pattern id="p"><use href="#a"/></pattern>'), 'circle'],
  [svg('<filter id="f" width="1e9"/>'), 'a filter is too large'],
  [svg('<g>'.repeat(300) + '</g>'.repeat(300)), 'it nests more than'],
  [svg(`<text>${'word '.repeat(4000)}</text>`), 'one of its texts is too long'],
  [svg(`<path stroke-dasharray=".01" d="${'M0 0L900 900'.repeat(200)}"/>`), 'it draws more than'],
  [
    svg(
      `<style>.a .b{fill:url(#p)}</style><pattern id="p">${'<g/>'.repeat(400)}</pattern>${'<g class="x b"/>'.repeat(400)}`,
    ),
    'it draws more than',
  ],
])('refuses %.90s', (source, reason) => {
  expect(refusal(() => assessSvg(source))).toContain('INPUT_TOO_COMPLEX');
  expect(refusal(() => assessSvg(source))).toContain(reason);
});

test.each(['<svg', '<svg><g>', '<svg><rect width="1', '<svg><!-- ', '<svg></svg'])('%j is cut', (source) => {
  expect(refusal(() => assessSvg(source))).toBe('INPUT_TRUNCATED');
});

test('refuses encodings in which the checks would read something else', () => {
  expect(refusal(() => assessSvg('<?xml version="1.0" encoding="UTF-7"?><svg/>'))).toContain('INPUT_BROKEN');
  expect(refusal(() => assessSvg('<?xml version="1.0" encoding="ISO-8859-1"?><svg/>'))).toBe('none');
});

describe('effects', () => {
  const blurred = svg(`<filter id="f"><feGaussianBlur/></filter>${'<rect filter="url(#f)"/>'.repeat(200)}`);

  test('count with the size of the canvas', () => {
    const cost = assessSvg(blurred);
    expect(refusal(() => assertEffects(cost, 1_000_000))).toBe('none');
    expect(refusal(() => assertEffects(cost, 20_000_000))).toContain('INPUT_TOO_COMPLEX');
  });

  test('nested transparent groups hold a canvas each', () => {
    const nested = assessSvg(svg('<g opacity=".9">'.repeat(60) + '</g>'.repeat(60)));
    expect(nested.layers).toBe(60);
    expect(refusal(() => assertEffects(nested, 1_000_000))).toBe('none');
    expect(refusal(() => assertEffects(nested, 9_000_000))).toContain('INPUT_TOO_COMPLEX');
  });
});
