/** What the engine found out about registered files, each asked once. */
import type { SourceLook } from '../../../shared/contract/sources.ts';
import type { SourceFacts } from '../../../shared/engine.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { isLasting } from '../../files/lasting-failure.ts';
import { createNewest } from '../../files/newest.ts';
import type { ProcessingLimits } from '../images/images.service.ts';

export interface LooksDeps {
  readonly engine: Engine;
  readonly readLimits: () => Promise<ProcessingLimits>;
  /** The path of a file that may be opened and is what it was; rejects otherwise. */
  readonly confirm: (id: string) => Promise<string>;
}

export interface Looks {
  readonly look: (id: string) => Promise<SourceLook>;
  /** Null while nobody looked, or when it cannot be used. */
  readonly known: (id: string) => SourceFacts | null;
}

interface Held {
  readonly look: Promise<SourceLook>;
  /** The settings that decided. */
  readonly limits: string;
  facts: SourceFacts | null;
}

/** About half a kilobyte each. */
const MOST_LOOKS = 50_000;

export function createLooks({ engine, readLimits, confirm }: LooksDeps): Looks {
  const held = createNewest<string, Held>(MOST_LOOKS);

  async function examine(id: string, { limits, lookMs }: ProcessingLimits): Promise<SourceLook> {
    try {
      const path = await confirm(id);
      const facts = await engine.run('probe', { path, limits }, { limitMs: lookMs });
      return { id, ok: true, facts };
    } catch (error) {
      return { id, ok: false, failure: toFailure(error) };
    }
  }

  return {
    look: async (id) => {
      const current = await readLimits();
      const limits = JSON.stringify(current);
      const earlier = held.get(id);
      if (earlier && (earlier.facts !== null || earlier.limits === limits)) return earlier.look;
      const entry: Held = { look: examine(id, current), limits, facts: null };
      held.set(id, entry);
      const look = await entry.look;
      if (look.ok) entry.facts = look.facts;
      else if (!isLasting(look.failure) && held.peek(id) === entry) held.delete(id);
      return look;
    },
    known: (id) => held.peek(id)?.facts ?? null,
  };
}
