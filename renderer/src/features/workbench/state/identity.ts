/** A number for every value that is told apart by identity, so that large immutable lists can be part of a key. */

const numbers = new WeakMap<object, number>();
let next = 1;

export function identityOf(value: object): number {
  const known = numbers.get(value);
  if (known !== undefined) return known;
  numbers.set(value, next);
  next += 1;
  return next - 1;
}
