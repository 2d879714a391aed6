/** Links out of the app: https only, to hosts Easel itself names, and only right after a person did something. */
import type { Shell } from 'electron';

export interface ExternalLinksDeps {
  readonly shell: Pick<Shell, 'openExternal'>;
  /** Hosts that may be opened. */
  readonly hosts: () => Promise<ReadonlySet<string>>;
  /** Whether the window the link is in has the focus: no person clicks in one that has not. */
  readonly isFocused: () => boolean;
  readonly monotonic: () => number;
}

/** A script cannot open page after page. Milliseconds. */
const BETWEEN_LINKS = 1000;

/** Resolves to whether the link was handed to the browser. */
export function createExternalLinks(deps: ExternalLinksDeps): (address: string) => Promise<boolean> {
  let lastOpened = Number.NEGATIVE_INFINITY;
  return async (address) => {
    const url = URL.parse(address);
    if (url === null || url.protocol !== 'https:' || url.port !== '') return false;
    if (url.username !== '' || url.password !== '') return false;
    if (!deps.isFocused() || !(await deps.hosts()).has(url.hostname)) return false;
    // Looked at last, so that links asked for together do not pass together.
    if (deps.monotonic() - lastOpened < BETWEEN_LINKS) return false;
    lastOpened = deps.monotonic();
    await deps.shell.openExternal(url.href);
    return true;
  };
}
