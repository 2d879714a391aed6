/** For tests: `easel serve` from the packaged files, with a page's session. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/contract.ts';
import { bareEnvironment, type Packaged } from './package.testing.ts';

export interface Served {
  /** As a browser asks for it when a person opens the link. */
  readonly page: () => Promise<string>;
  readonly client: ContractRouterClient<Contract>;
  readonly stop: () => Promise<void>;
}

const LINK = /(http:\S+#token=\S+)\s/;

/** Resolves when a page of it is let in. */
export async function servePackaged(
  { app, node }: Packaged,
  { home, roots }: { readonly home: string; readonly roots: readonly string[] },
): Promise<Served> {
  const entry = join(app, 'dist', 'cli', 'easel.mjs');
  const allowed = roots.flatMap((root) => ['--root', root]);
  const child = spawn(
    node,
    [entry, '--data-dir', join(home, 'served-data'), 'serve', '--no-open', ...allowed],
    {
      cwd: home,
      env: bareEnvironment(home),
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  for await (const part of child.stdout.setEncoding('utf8')) {
    said += part;
    if (LINK.test(said)) break;
  }
  const link = URL.parse(LINK.exec(said)?.[1] ?? '');
  if (link === null) throw new Error(`easel serve gave no link: ${said}`);
  const { origin } = link;
  const browser = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const opened = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: browser,
    body: JSON.stringify({ token: link.hash.replace('#token=', '') }),
  });
  const { csrf } = (await opened.json()) as { csrf: string };
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = { ...browser, cookie, 'x-easel-csrf': csrf };
  return {
    page: () => visit(origin),
    client: createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers })),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** With the headers of a browser, which `fetch` keeps for itself. */
async function visit(origin: string): Promise<string> {
  const headers = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const [answer] = (await once(get(origin, { headers }), 'response')) as [IncomingMessage];
  return text(answer);
}
