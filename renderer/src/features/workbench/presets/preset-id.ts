/** A preset's id from its name: lower-case words joined by hyphens, unlike any other. */
export function presetIdFor(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 56)
      .replace(/^-+|-+$/g, '') || 'preset';
  if (!taken.has(plain)) return plain;
  for (let number = 2; ; number += 1) {
    const next = `${plain}-${number}`;
    if (!taken.has(next)) return next;
  }
}
