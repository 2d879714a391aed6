/**
 * What an API key can be for. There is no scope for making keys, changing roles, security settings or the audit log:
 * those take a person.
 */
import type { Role } from '../accounts/account.ts';

const EVERYBODY: readonly Role[] = ['USER', 'PREMIUM', 'ADMIN'];
const ADMINS: readonly Role[] = ['ADMIN'];

/** Each with the roles whose keys may use it. */
const SCOPES = {
  'images:process': EVERYBODY,
  'copy:generate': EVERYBODY,
  'history:read': EVERYBODY,
  'presets:read': EVERYBODY,
  'presets:write': EVERYBODY,
  'quotas:read': EVERYBODY,
  'analytics:read': ADMINS,
  'settings:read': ADMINS,
} as const satisfies Record<string, readonly Role[]>;

export type ApiScope = keyof typeof SCOPES;

// Object.keys of a const record are exactly its keys.
export const API_SCOPES = Object.keys(SCOPES) as readonly ApiScope[];

export function isApiScope(scope: string): scope is ApiScope {
  return Object.hasOwn(SCOPES, scope);
}

/** What a key may do now: what it was given, and its owner's role still allows. */
export function effectiveScopes(granted: readonly string[], role: Role): readonly ApiScope[] {
  return granted.filter(isApiScope).filter((scope) => SCOPES[scope].some((allowed) => allowed === role));
}
