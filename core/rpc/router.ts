/** Every leaf of the contract with its handler. */
import type { Router as RouterOf } from '@orpc/server';
import { type Contract, contract } from '../../shared/contract/contract.ts';
import { historyHandlers } from '../features/history/history.handlers.ts';
import { type ImagesHandlersDeps, imagesHandlers } from '../features/images/images.handlers.ts';
import { type JobsHandlersDeps, jobsHandlers } from '../features/images/jobs.handlers.ts';
import {
  type PreferencesHandlersDeps,
  preferencesHandlers,
} from '../features/preferences/preferences.handlers.ts';
import { type PresetsHandlersDeps, presetsHandlers } from '../features/presets/presets.handlers.ts';
import { previewsHandlers } from '../features/previews/previews.handlers.ts';
import { type QuotasHandlersDeps, quotasHandlers } from '../features/quotas/quotas.handlers.ts';
import { settingsHandlers } from '../features/settings/settings.handlers.ts';
import { sourcesHandlers } from '../features/sources/sources.handlers.ts';
import { type DesktopHandlersDeps, desktopHandlers } from '../features/system/desktop.handlers.ts';
import { type SystemHandlersDeps, systemHandlers } from '../features/system/system.handlers.ts';
import type { CallContext } from './call-context.ts';
import type { CallPathDeps } from './call-path.ts';
import { assertComplete } from './complete.ts';
import { createImplementer } from './implementer.ts';

export type RouterDeps = CallPathDeps &
  DesktopHandlersDeps &
  ImagesHandlersDeps &
  JobsHandlersDeps &
  PreferencesHandlersDeps &
  PresetsHandlersDeps &
  QuotasHandlersDeps &
  SystemHandlersDeps &
  Parameters<typeof historyHandlers>[1] &
  Parameters<typeof previewsHandlers>[1] &
  Parameters<typeof settingsHandlers>[1] &
  Parameters<typeof sourcesHandlers>[1];

export type Router = RouterOf<Contract, CallContext>;

export function createRouter(deps: RouterDeps): Router {
  assertComplete(contract);
  const leaves = createImplementer(deps);
  return leaves.router({
    desktop: desktopHandlers(leaves.desktop, deps),
    history: historyHandlers(leaves.history, deps),
    images: imagesHandlers(leaves.images, deps),
    jobs: jobsHandlers(leaves.jobs, deps),
    preferences: preferencesHandlers(leaves.preferences, deps),
    presets: presetsHandlers(leaves.presets, deps),
    previews: previewsHandlers(leaves.previews, deps),
    quotas: quotasHandlers(leaves.quotas, deps),
    settings: settingsHandlers(leaves.settings, deps),
    sources: sourcesHandlers(leaves.sources, deps),
    system: systemHandlers(leaves.system, deps),
  });
}
