/** The window: header, the page of the address, and what floats above every page. */
import { Notifications } from '@mantine/notifications';
import { Suspense } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import classes from './app.module.css';
import { CommandPalette } from './commands/command-palette.tsx';
import { ApplyPreferences } from './preferences/apply-preferences.tsx';
import { AppCommands } from './shell/app-commands.tsx';
import { DesktopRequests } from './shell/desktop-requests.tsx';
import { Header } from './shell/header.tsx';
import { NotFound } from './shell/not-found.tsx';
import { PageFault } from './shell/page-fault.tsx';
import { AboutPage, PAGES, ShortcutsPage } from './shell/pages.ts';
import { useShellTexts } from './shell/shell.texts.ts';
import { ConfirmDialog } from './ui/confirm.tsx';

export function App() {
  const t = useShellTexts();
  return (
    <Router hook={useHashLocation}>
      <ApplyPreferences />
      <AppCommands />
      <DesktopRequests />
      <div className={classes.window}>
        <button type="button" className={classes.skip} onClick={focusPage}>
          {t('skip')}
        </button>
        <Header />
        <main className={classes.page} id="page" tabIndex={-1}>
          <PageFault>
            <Suspense>
              <Switch>
                {PAGES.map(({ path, Page }) => (
                  <Route key={path} path={path} component={Page} />
                ))}
                <Route path="/shortcuts" component={ShortcutsPage} />
                <Route path="/about" component={AboutPage} />
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </PageFault>
        </main>
      </div>
      <CommandPalette />
      <ConfirmDialog />
      <Notifications position="bottom-right" limit={4} />
    </Router>
  );
}

function focusPage(): void {
  document.getElementById('page')?.focus();
}
