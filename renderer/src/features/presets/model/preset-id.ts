/** Short names of presets, made from what people call them. */

const LONGEST = 64;

/** `Café menu, A4` becomes `cafe-menu-a4`; empty when nothing usable is left. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
}

/** `wanted`, or with the first number that makes it new. */
export function freeId(wanted: string, taken: readonly string[]): string {
  const base = wanted === '' ? 'preset' : wanted;
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) {
    const ending = `-${number}`;
    const candidate = `${base.slice(0, LONGEST - ending.length).replace(/-+$/, '')}${ending}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
