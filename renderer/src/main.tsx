/** Starts the page: connects, asks for what the first paint needs, draws. */
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { connect } from './api/connect.ts';
import { queryClient } from './api/query-client.ts';
import { App } from './app.tsx';
import { resolveLanguage, switchLanguage } from './i18n/i18n.ts';
import { preferencesQuery } from './preferences/use-preferences.ts';
import { StartFailure } from './shell/start-failure.tsx';
import { styleNonce, ThemeProvider } from './theme/theme-provider.tsx';

declare global {
  /** Where the package that locks scrolling behind dialogs looks for the nonce of its style. */
  var __webpack_nonce__: string;
}

async function start(root: Root): Promise<void> {
  globalThis.__webpack_nonce__ = styleNonce();
  switchLanguage(resolveLanguage(null, navigator.languages));
  try {
    await connect();
    const { language } = await queryClient.ensureQueryData(preferencesQuery());
    switchLanguage(resolveLanguage(language, navigator.languages));
  } catch (error) {
    root.render(
      <ThemeProvider>
        <StartFailure error={error} />
      </ThemeProvider>,
    );
    return;
  }
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ThemeProvider>
          <App />
        </ThemeProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

const element = document.getElementById('root');
if (element !== null) await start(createRoot(element));
