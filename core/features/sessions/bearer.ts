/** From an access token to who calls: the token must be good, and so must the session it names, at this moment. */
import { EaselError } from '../../../shared/errors.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Sessions, SignedIn } from './sessions.service.ts';

export interface BearerDeps {
  readonly accessTokens: Pick<AccessTokens, 'verify'>;
  readonly sessions: Pick<Sessions, 'authenticate'>;
}

/** SESSION_ENDED for everybody else. */
export async function authenticateBearer(deps: BearerDeps, token: string): Promise<SignedIn> {
  const { userId, sessionId } = await deps.accessTokens.verify(token);
  const signedIn = await deps.sessions.authenticate(sessionId);
  if (signedIn === null || signedIn.userId !== userId) throw new EaselError('SESSION_ENDED');
  return signedIn;
}
