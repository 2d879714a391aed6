/** Runs one command as a whole process tree and measures it: wall time, CPU time, peak memory. Linux only. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly wallSeconds: number;
  /** User and system time of the process and every child it waited for. */
  readonly cpuSeconds: number;
  /** Largest sum of resident memory over the process tree, sampled. */
  readonly peakMegabytes: number;
}

const SAMPLE_MS = 25;

export async function measure(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Measured> {
  // bash reports the times of a whole tree, which Node cannot ask for.
  const child = spawn('bash', ['-c', 'TIMEFORMAT="EASEL_TIME %R %U %S"; time "$@"', 'bench', ...command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  let peak = 0;
  const sampler = setInterval(() => {
    if (child.pid !== undefined) peak = Math.max(peak, treeMemory(child.pid));
  }, SAMPLE_MS);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(sampler);
  const times = /EASEL_TIME ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr);
  if (code !== 0 || times === null)
    throw new Error(`${command.join(' ')} ended with ${code}\n${stderr.slice(-2000)}`);
  const [wall, user, system] = times.slice(1).map(Number) as [number, number, number];
  return { wallSeconds: wall, cpuSeconds: user + system, peakMegabytes: peak / 1_048_576 };
}

/** Bytes resident in a process and all below it. */
function treeMemory(root: number): number {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(pid, Number(fields[1]));
      resident.set(pid, Number(fields[21]) * 4096);
    } catch {
      // It ended between the listing and the reading.
    }
  }
  const isInTree = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  return [...resident].reduce((sum, [pid, bytes]) => sum + (isInTree(pid) ? bytes : 0), 0);
}
