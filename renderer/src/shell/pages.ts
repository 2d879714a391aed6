/** The pages and their addresses. Each is loaded when it is first opened. */
import { type ComponentType, lazy } from 'react';

export type PageName = 'workbench' | 'presets' | 'history' | 'settings';

export interface PageDescription {
  readonly name: PageName;
  readonly path: string;
  readonly Page: ComponentType;
}

export const PAGES: readonly PageDescription[] = [
  {
    name: 'workbench',
    path: '/',
    Page: lazy(async () => ({
      default: (await import('../features/workbench/workbench-page.tsx')).WorkbenchPage,
    })),
  },
  {
    name: 'presets',
    path: '/presets',
    Page: lazy(async () => ({ default: (await import('../features/presets/presets-page.tsx')).PresetsPage })),
  },
  {
    name: 'history',
    path: '/history',
    Page: lazy(async () => ({ default: (await import('../features/history/history-page.tsx')).HistoryPage })),
  },
  {
    name: 'settings',
    path: '/settings',
    Page: lazy(async () => ({
      default: (await import('../features/settings/settings-page.tsx')).SettingsPage,
    })),
  },
];

/** The page as it is first seen: what another page kept in the address does not come along. */
export function freshAddress(path: string): string {
  return `${path}?`;
}

export const ShortcutsPage = lazy(async () => ({
  default: (await import('../features/shortcuts/shortcuts-page.tsx')).ShortcutsPage,
}));
export const AboutPage = lazy(async () => ({
  default: (await import('../features/about/about-page.tsx')).AboutPage,
}));
