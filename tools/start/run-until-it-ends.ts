/** Runs a program in this one's place: same terminal, same signals, same exit code. */
import { spawn } from 'node:child_process';

export function runUntilItEnds(
  command: string,
  args: readonly string[],
  { cwd }: { readonly cwd?: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...(cwd === undefined ? {} : { cwd }) });
    // Ctrl-C reaches both; this one waits for the other to end in good order.
    const ignore = () => undefined;
    const forward = () => child.kill('SIGTERM');
    process.on('SIGINT', ignore);
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', forward);
      resolve(code ?? 1);
    });
  });
}
