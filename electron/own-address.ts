/** The one address the window may show, and the test whether something comes from it. */

export const APP_SCHEME = 'app';
const APP_HOST = 'easel';
export const START_PAGE = `${APP_SCHEME}://${APP_HOST}/`;

/** Whether an address or origin is the interface's own; parsed, so that look-alikes are not. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
