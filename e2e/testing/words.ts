/** What the interface calls things, in the language a page shows: to find them by their names in any language. */
import type { Page } from 'playwright-core';
import { aboutEn } from '../../renderer/src/features/about/about.en.ts';
import { aboutId } from '../../renderer/src/features/about/about.id.ts';
import { historyEn } from '../../renderer/src/features/history/history.en.ts';
import { historyId } from '../../renderer/src/features/history/history.id.ts';
import { presetsEn } from '../../renderer/src/features/presets/presets.en.ts';
import { presetsId } from '../../renderer/src/features/presets/presets.id.ts';
import { settingsEn } from '../../renderer/src/features/settings/settings.en.ts';
import { settingsId } from '../../renderer/src/features/settings/settings.id.ts';
import { workbenchEn } from '../../renderer/src/features/workbench/workbench.en.ts';
import { workbenchId } from '../../renderer/src/features/workbench/workbench.id.ts';
import { shellEn } from '../../renderer/src/shell/shell.en.ts';
import { shellId } from '../../renderer/src/shell/shell.id.ts';

const WORDS = {
  id: {
    about: aboutId,
    history: historyId,
    presets: presetsId,
    settings: settingsId,
    shell: shellId,
    workbench: workbenchId,
  },
  en: {
    about: aboutEn,
    history: historyEn,
    presets: presetsEn,
    settings: settingsEn,
    shell: shellEn,
    workbench: workbenchEn,
  },
};

/** By feature and key. Indonesian has one form for any number, which English has too. */
export type Words = (typeof WORDS)['id'];

export function wordsIn(language: string): Words {
  return language === 'id' ? WORDS.id : WORDS.en;
}

export async function wordsOn(page: Page): Promise<Words> {
  return wordsIn(await page.evaluate(() => document.documentElement.lang));
}

/** With its values filled in. */
export function fill(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The words around the places where values stand, as a pattern. */
export function pattern(words: string): RegExp {
  const escaped = words.split(/\{\w+\}/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.+')}`);
}
