/** Everything Easel can be asked, whoever asks: one leaf per action, one file per feature. */
import { desktop } from './desktop.ts';
import { history } from './history.ts';
import { images } from './images.ts';
import { jobs } from './jobs.ts';
import { preferences } from './preferences.ts';
import { presets } from './presets.ts';
import { previews } from './previews.ts';
import { quotas } from './quotas.ts';
import { settings } from './settings.ts';
import { sources } from './sources.ts';
import { system } from './system.ts';

export const contract = {
  desktop,
  history,
  images,
  jobs,
  preferences,
  presets,
  previews,
  quotas,
  settings,
  sources,
  system,
};

export type Contract = typeof contract;
