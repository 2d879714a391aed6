/** The bar above every page: pages, quota left, and the way to every command. */
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { Link, useRoute } from 'wouter';
import { KeyHint } from '../ui/key-hint.tsx';
import classes from './header.module.css';
import { Logo } from './logo.tsx';
import { freshAddress, PAGES, type PageDescription } from './pages.ts';
import { QuotaLeft } from './quota-left.tsx';
import { useShellTexts } from './shell.texts.ts';

export function Header() {
  const t = useShellTexts();
  return (
    <header className={classes.header}>
      <Link href="/" className={classes.brand}>
        <Logo />
        {t('appName')}
      </Link>
      <nav className={classes.pages} aria-label={t('pages')}>
        {PAGES.map((page) => (
          <PageLink key={page.name} page={page} />
        ))}
      </nav>
      <div className={classes.right}>
        <QuotaLeft />
        <UnstyledButton className={classes.palette} onClick={spotlight.open}>
          <IconSearch size={14} stroke={1.75} aria-hidden />
          <span className={classes.paletteText}>{t('palette')}</span>
          <KeyHint command="app.palette" />
        </UnstyledButton>
        <Tooltip label={t('shortcuts')}>
          <ActionIcon component={Link} href="/shortcuts" size="lg" aria-label={t('shortcuts')}>
            <IconKeyboard size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

function PageLink({ page: { name, path } }: { readonly page: PageDescription }) {
  const t = useShellTexts();
  const [here] = useRoute(path);
  return (
    <Link href={freshAddress(path)} className={classes.page} aria-current={here ? 'page' : undefined}>
      {t(name)}
    </Link>
  );
}
