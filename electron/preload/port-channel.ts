/** The only names that cross between preload script and main process. */

/** The page asks for its port. */
export const ASK_FOR_PORT = 'easel:ask-for-port';
/** The answer; carries exactly one port. */
export const HERE_IS_PORT = 'easel:here-is-port';
