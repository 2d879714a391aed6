/** What a person can ask for when making an API key, checked. */
import { EaselError } from '../../../shared/errors.ts';
import { type ApiScope, isApiScope } from './scopes.ts';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  /** From now; 90 when not said, 365 at most. */
  readonly days?: number;
}

const DEFAULT_DAYS = 90;
const MOST_DAYS = 365;
const LONGEST_NAME = 80;
const CONTROL = /\p{C}/u;

/** API_KEY_UNFIT. */
export function checkNewApiKey({ name, scopes, days = DEFAULT_DAYS }: NewApiKey) {
  return { name: parseName(name), scopes: parseScopes(scopes), days: parseDays(days) };
}

function parseName(typed: string): string {
  const name = typed.trim().normalize('NFC');
  if (name === '' || [...name].length > LONGEST_NAME || CONTROL.test(name)) {
    throw unfit(`a name has 1 to ${LONGEST_NAME} characters, on one line`);
  }
  return name;
}

function parseScopes(wanted: readonly string[]): readonly ApiScope[] {
  const scopes = [...new Set(wanted)].map((scope) => {
    if (!isApiScope(scope)) throw unfit('it asks for something that keys cannot do');
    return scope;
  });
  if (scopes.length === 0) throw unfit('nothing was chosen that it can do');
  return scopes;
}

function parseDays(days: number): number {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    throw unfit(`it can be good for 1 to ${MOST_DAYS} days`);
  }
  return days;
}

export function unfit(reason: string): EaselError {
  return new EaselError('API_KEY_UNFIT', { reason });
}
