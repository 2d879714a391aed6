/** Canonical JSON (RFC 8785): one value, one byte string, on every machine. */
import canonicalize from 'canonicalize';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

/** Throws on what RFC 8785 forbids: NaN, infinities, lone surrogates, cycles. */
export function canonicalText(value: JsonObject): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form.');
  return text;
}

export function canonicalBytes(value: JsonObject): Buffer {
  return Buffer.from(canonicalText(value), 'utf8');
}
