/** Hashes and verifies passwords in worker threads, with a queue that ends. The threads come and go with the work. */
import type { Piscina } from 'piscina';
import { EaselError } from '../../../shared/errors.ts';
import type { HashTask, Verdict, VerifyTask } from './password-worker.ts';
import type { PasswordHash } from './passwords.ts';

export interface PasswordHasher {
  /** SIGN_IN_BUSY when too many wait already. */
  readonly hash: (password: string) => Promise<PasswordHash>;
  /** Null for nobody's: takes as long, and never matches. SIGN_IN_BUSY when too many wait already. */
  readonly verify: (password: string, against: PasswordHash | null) => Promise<Verdict>;
  readonly close: () => Promise<void>;
}

export interface PasswordHasherOptions {
  /** Where the host has `password-worker`. */
  readonly worker: URL;
  readonly threads: number;
  /** bcrypt's: doublings of the work. */
  readonly cost: number;
}

/** About 0.3 s of one core. */
export const BCRYPT_COST = 12;
/** At that cost, the last in the queue waits about ten seconds on one thread. */
export const MOST_WAITING = 32;
const IDLE_THREAD_MS = 30_000;

export function createPasswordHasher({ worker, threads, cost }: PasswordHasherOptions): PasswordHasher {
  let pool: Promise<Piscina> | null = null;
  let waiting = 0;

  async function start(): Promise<Piscina> {
    // Loaded with the first password: most starts of the app see none.
    const piscina = await import('piscina');
    return new piscina.Piscina({
      filename: worker.href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_THREAD_MS,
      atomics: 'disabled',
    });
  }

  async function run(name: 'hash' | 'verify', task: HashTask | VerifyTask): Promise<unknown> {
    if (waiting >= MOST_WAITING) throw new EaselError('SIGN_IN_BUSY');
    waiting += 1;
    try {
      pool ??= start();
      return await (await pool).run(task, { name });
    } finally {
      waiting -= 1;
    }
  }

  return {
    // The worker's functions of these names answer with these types.
    hash: async (password) => (await run('hash', { password, cost })) as PasswordHash,
    verify: async (password, against) => (await run('verify', { password, cost, against })) as Verdict,
    close: async () => {
      await (await pool)?.destroy();
    },
  };
}
