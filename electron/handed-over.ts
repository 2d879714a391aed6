/** What other programs hand over: files to open and `easel://` links, by the command line or by another instance. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DesktopEvent, MenuCommand } from '../shared/contract/desktop.ts';

export interface HandedOver {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly links: readonly string[];
}

const LINK_SCHEME = 'easel:';
/** The only things a link can do: show a page. */
const LINKED_PAGES: ReadonlyMap<string, MenuCommand> = new Map([
  ['workbench', 'go.workbench'],
  ['presets', 'go.presets'],
  ['history', 'go.history'],
  ['settings', 'go.settings'],
]);

/** Longer ones come from nobody who means well. */
const LONGEST_LINK = 2048;
const LONGEST_PATH = 4096;

/** `args`: the command line without the program itself. Relative names mean `cwd`. */
export function readArguments(args: readonly string[], cwd: string): HandedOver {
  const named = args.filter((arg) => arg !== '' && !arg.startsWith('-'));
  const isLink = (arg: string) => arg.startsWith(LINK_SCHEME);
  return {
    paths: named
      .filter((arg) => !isLink(arg))
      .flatMap((arg) => toPath(arg, cwd))
      .filter((path) => path.length <= LONGEST_PATH),
    links: named.filter((arg) => isLink(arg) && arg.length <= LONGEST_LINK),
  };
}

/** What the page is asked to do for it; links that mean nothing are left out. */
export function eventsFor({ paths, links }: HandedOver): readonly DesktopEvent[] {
  const commands = links.flatMap((link) => commandOf(link) ?? []);
  return [
    ...(paths.length > 0 ? [{ type: 'open', paths } satisfies DesktopEvent] : []),
    ...commands.map((command) => ({ type: 'command', command }) satisfies DesktopEvent),
  ];
}

function commandOf(link: string): MenuCommand | undefined {
  const url = URL.parse(link);
  return url?.protocol === LINK_SCHEME ? LINKED_PAGES.get(url.hostname) : undefined;
}

/** Desktops on Linux hand over files as addresses. */
function toPath(arg: string, cwd: string): readonly string[] {
  if (!arg.startsWith('file:')) return [resolve(cwd, arg)];
  try {
    return [fileURLToPath(arg)];
  } catch {
    // A file on another computer, or no address at all.
    return [];
  }
}
