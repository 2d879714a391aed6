/** Opens a link in the person's browser, where there is one. */
import open from 'open';

/** Never fails: the link is printed as well. */
export async function openBrowser(
  link: string,
  { env, platform }: { readonly env: NodeJS.ProcessEnv; readonly platform: NodeJS.Platform },
): Promise<void> {
  if (!hasScreen(env, platform)) return;
  try {
    const opener = await open(link);
    // A missing opener is told later, as an event.
    opener.on('error', () => undefined);
  } catch {
    // Nothing to add: the link stands in the terminal.
  }
}

/** Without a screen an opener might start a text browser in this very terminal, or one on another computer. */
function hasScreen(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (env.SSH_CONNECTION) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME);
}
