/** Everything the host itself says: menus, dialogs, notifications. */
import type { LANGUAGES } from '../../shared/contract/preferences.ts';
import type { JobSummary } from '../../shared/job.ts';
import { hostTextsEn } from './host-texts.en.ts';
import { hostTextsId } from './host-texts.id.ts';

export type Language = (typeof LANGUAGES)[number];

export interface HostTexts {
  readonly menu: {
    readonly file: string;
    readonly edit: string;
    readonly batch: string;
    readonly view: string;
    readonly window: string;
    readonly help: string;
    readonly about: string;
    readonly settings: string;
    readonly services: string;
    readonly hide: string;
    readonly hideOthers: string;
    readonly showAll: string;
    readonly quit: string;
    readonly addFiles: string;
    readonly addFolder: string;
    readonly clear: string;
    readonly importPresets: string;
    readonly exportPresets: string;
    readonly close: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly start: string;
    readonly pause: string;
    readonly cancel: string;
    readonly undoBatch: string;
    readonly chooseOutput: string;
    readonly workbench: string;
    readonly presets: string;
    readonly history: string;
    readonly actualSize: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly fullScreen: string;
    readonly reload: string;
    readonly developerTools: string;
    readonly minimize: string;
    readonly zoom: string;
    readonly bringAllToFront: string;
    readonly shortcuts: string;
  };
  readonly dialog: {
    readonly images: string;
    readonly allFiles: string;
    readonly add: string;
    readonly choose: string;
  };
  readonly quitting: {
    readonly message: string;
    readonly detail: string;
    readonly stay: string;
    readonly quit: string;
  };
  readonly batch: {
    readonly doneTitle: string;
    readonly stoppedTitle: string;
    readonly brokenTitle: string;
    readonly counts: (summary: Pick<JobSummary, 'written' | 'keptOriginal' | 'failed' | 'waiting'>) => string;
  };
  readonly update: {
    readonly readyTitle: string;
    readonly ready: (version: string) => string;
  };
  readonly trouble: {
    readonly cannotStart: string;
    readonly pageGone: string;
    readonly pageGoneDetail: string;
    readonly unexpected: string;
    readonly unexpectedDetail: (logFile: string) => string;
  };
}

const TEXTS: Readonly<Record<Language, HostTexts>> = { en: hostTextsEn, id: hostTextsId };

/** `chosen`: the person's own choice; null follows the computer, whose languages come in order of preference. */
export function languageFor(chosen: Language | null, computerLanguages: readonly string[]): Language {
  if (chosen !== null) return chosen;
  const first = computerLanguages[0]?.toLowerCase() ?? '';
  // `in` is what older systems still call Indonesian.
  return /^(?:id|in)(?:-|$)/.test(first) ? 'id' : 'en';
}

export function hostTexts(language: Language): HostTexts {
  return TEXTS[language];
}
