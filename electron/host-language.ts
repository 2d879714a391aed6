/** The language and the theme of what the system draws: menu, dialogs, notifications, window frame. */
import type { App, Menu, NativeTheme } from 'electron';
import type { MenuCommand } from '../shared/contract/desktop.ts';
import type { PreferenceValues } from '../shared/contract/preferences.ts';
import { menuTemplate } from './menu.ts';
import { type HostTexts, hostTexts, type Language, languageFor } from './texts/host-texts.ts';

export interface HostLanguageDeps {
  readonly app: Pick<App, 'getPreferredSystemLanguages' | 'isPackaged'>;
  readonly menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly nativeTheme: Pick<NativeTheme, 'themeSource'>;
  readonly platform: NodeJS.Platform;
  readonly send: (command: MenuCommand) => void;
}

export interface HostLanguage {
  readonly texts: () => HostTexts;
  /** Follows what the person prefers. */
  readonly prefer: (preferences: Pick<PreferenceValues, 'language' | 'theme'>) => void;
}

/** Begins in the language of the computer. */
export function createHostLanguage(deps: HostLanguageDeps): HostLanguage {
  const { app, menu, nativeTheme, platform, send } = deps;
  const wanted = (chosen: Language | null) => languageFor(chosen, app.getPreferredSystemLanguages());
  let language = wanted(null);
  draw();

  function draw(): void {
    const texts = hostTexts(language).menu;
    const template = menuTemplate({ texts, platform, packaged: app.isPackaged, send });
    menu.setApplicationMenu(menu.buildFromTemplate(template));
  }

  return {
    texts: () => hostTexts(language),
    prefer: (preferences) => {
      nativeTheme.themeSource = preferences.theme;
      const next = wanted(preferences.language);
      if (next === language) return;
      language = next;
      draw();
    },
  };
}
