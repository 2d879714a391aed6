/** Mantine with the theme and the page's style nonce; the preference decides between light and dark. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import './mantine.css';
import './base.css';
import { cssVariables } from './css-variables.ts';
import { theme } from './theme.ts';

/** Remembered beside the preferences, so that the first paint already has the right colours. */
const schemes = localStorageColorSchemeManager({ key: 'easel-color-scheme' });

/** The host fills the meta tag; it is empty where styles need no nonce. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}
