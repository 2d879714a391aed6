/** `npm run db:seed`: what a first look at the app needs. Running it again changes nothing. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from '../../core/db/database.types.ts';
import { ensureDevice } from '../../core/features/device/device.service.ts';
import { loadBuiltinPresets } from '../../core/features/presets/builtin-presets.ts';
import { createPresetsService } from '../../core/features/presets/presets.service.ts';
import { createIds } from '../../core/ids.ts';
import { openMigrated } from './open-migrated.ts';
import { readCommandLine, refuseProduction, runScript, say } from './target.ts';

/** Whoever sits at the machine without an account. */
const OWNER = 'device';

const DEMO_PRESET = {
  id: 'demo-portfolio',
  name: 'Demo: portfolio',
  description: 'Made by db:seed: 1,600 px along the longer side, as WebP.',
  category: 'custom',
  outputs: [{ recipe: { resize: { width: 1600, height: 1600 }, output: { format: 'webp', quality: 82 } } }],
};

await runScript(async () => {
  refuseProduction();
  const { target } = readCommandLine();
  const handle = await openMigrated(target);
  try {
    const { installId } = await ensureDevice(handle.db, {
      ids: createIds({ now: Date.now, randomBytes }),
      now: Date.now,
    });
    say(`This installation is ${installId}.`);
    await seedPreset(handle.db);
  } finally {
    await handle.close();
  }
});

async function seedPreset(db: Kysely<Database>): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', 'resources', 'presets');
  const builtins = await loadBuiltinPresets(folder);
  const presets = createPresetsService({ db, builtins, clock: Date.now });
  const taken = (await presets.list(OWNER)).some(({ preset }) => preset.id === DEMO_PRESET.id);
  if (!taken) await presets.create(OWNER, DEMO_PRESET);
  say(taken ? `The preset ${DEMO_PRESET.id} is there already.` : `Made the preset ${DEMO_PRESET.id}.`);
}
