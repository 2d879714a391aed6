/** Runs in a worker thread: bcrypt, which would otherwise stop the event loop for every other caller. */
import { hashOfNobody, hashPassword, isOutdated, type PasswordHash, verifyPassword } from './passwords.ts';

export interface HashTask {
  readonly password: string;
  readonly cost: number;
}

export interface VerifyTask extends HashTask {
  /** Null for nobody's: takes as long, and never matches. */
  readonly against: PasswordHash | null;
}

export interface Verdict {
  readonly matches: boolean;
  /** Matches, and should be hashed again in today's way. */
  readonly outdated: boolean;
}

export function hash({ password, cost }: HashTask): PasswordHash {
  return hashPassword(password, cost);
}

export function verify({ password, cost, against }: VerifyTask): Verdict {
  const matches = verifyPassword(password, against ?? hashOfNobody(cost));
  return { matches, outdated: matches && against !== null && isOutdated(against, cost) };
}
