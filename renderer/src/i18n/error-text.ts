/** A failure in the language of the interface: what happened, and what to do next. */
import { ERRORS, type ErrorCode, type ErrorData, type Failure } from '../../../shared/errors.ts';
import { remediesEn } from './errors.en.ts';
import { type ErrorTexts, errorsId } from './errors.id.ts';
import type { Language } from './i18n.ts';

export function errorText(
  { code, message, data }: Pick<Failure, 'code' | 'message'> & { readonly data?: ErrorData },
  language: Language,
): ErrorTexts {
  if (language === 'en') return { message, remedy: remediesEn[code] ?? ERRORS[code].remedy };
  const values = data ?? readBack(code, message);
  const { message: template, remedy } = errorsId[code];
  // Without the values the English sentence says more than a template with holes.
  return { message: values === null ? message : fill(template, values), remedy };
}

/** The values inside an English message, found by its template: records keep the sentence, not the values. */
export function readBack(code: ErrorCode, message: string): ErrorData | null {
  const template: string = ERRORS[code].message;
  const names: string[] = [];
  const pattern = template
    .split(/(\{[\w.]+\})/)
    .map((piece) => {
      if (!/^\{[\w.]+\}$/.test(piece)) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(piece.slice(1, -1));
      return '([\\s\\S]*?)';
    })
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(message);
  if (match === null) return null;
  return Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']));
}

function fill(template: string, values: ErrorData): string {
  return template.replace(/\{([\w.]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
