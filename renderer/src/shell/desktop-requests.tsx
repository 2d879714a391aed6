/** What the desktop around the page asks of it: commands of its menu, and files opened with Easel. Draws nothing. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { MenuCommand } from '../../../shared/contract/desktop.ts';
import { api, client } from '../api/client.ts';
import { activeCommand } from '../commands/registry.ts';
import { showError } from '../ui/notify.tsx';
import { freshAddress } from './pages.ts';

type Navigate = (address: string) => void;

/** A page that was never open before has to be loaded first. */
const MOST_FRAMES = 120;

export function DesktopRequests() {
  const { data: info } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const [, navigate] = useLocation();
  const desktop = info?.desktop === true;
  useEffect(() => {
    if (!desktop) return;
    const stop = new AbortController();
    listen(stop.signal, navigate).catch(showError);
    return () => stop.abort();
  }, [desktop, navigate]);
  return null;
}

async function listen(signal: AbortSignal, navigate: Navigate): Promise<void> {
  for await (const event of await client.desktop.events(undefined, { signal })) {
    if (event.type === 'command') await runCommand(event.command, navigate);
    else {
      navigate(freshAddress('/'));
      const { addPaths } = await import('../features/workbench/add/add-images.ts');
      await addPaths(event.paths);
    }
  }
}

/** Where nobody offers the command, its page is opened first. */
async function runCommand(command: MenuCommand, navigate: Navigate): Promise<void> {
  if (activeCommand(command) === undefined) {
    navigate(freshAddress(command.startsWith('presets.') ? '/presets' : '/'));
    for (let frame = 0; frame < MOST_FRAMES && activeCommand(command) === undefined; frame += 1) {
      await new Promise(requestAnimationFrame);
    }
  }
  activeCommand(command)?.run();
}
