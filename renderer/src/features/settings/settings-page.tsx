/** Settings: everything saves at once, and says so. */
import { Title } from '@mantine/core';
import { type ComponentType, type MouseEvent, useRef } from 'react';
import { AboutSection } from '../about/about-section.tsx';
import { AppearanceSection } from './sections/appearance-section.tsx';
import { EngineSection } from './sections/engine-section.tsx';
import { LimitsSection } from './sections/limits-section.tsx';
import { PrivacySection } from './sections/privacy-section.tsx';
import { ResultsSection } from './sections/results-section.tsx';
import { useSettingsTexts } from './settings.texts.ts';
import classes from './settings-page.module.css';

const SECTIONS = [
  { name: 'appearance', Section: AppearanceSection },
  { name: 'results', Section: ResultsSection },
  { name: 'engine', Section: EngineSection },
  { name: 'privacy', Section: PrivacySection },
  { name: 'limits', Section: LimitsSection },
  { name: 'about', Section: AboutSection },
] as const satisfies readonly { readonly name: string; readonly Section: ComponentType }[];

export function SettingsPage() {
  const t = useSettingsTexts();
  const page = useRef<HTMLDivElement>(null);
  // The fragment of the address names the page, so a section is shown without one.
  const goTo = (event: MouseEvent, name: string) => {
    event.preventDefault();
    const heading = page.current?.querySelector<HTMLElement>(`#settings-${name}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.ground}>
      <div ref={page} className={classes.page}>
        <div className={classes.side}>
          <Title order={1} className={classes.title}>
            {t('title')}
          </Title>
          <nav aria-label={t('sections')} className={classes.nav}>
            {SECTIONS.map(({ name }) => (
              <a key={name} href={`#settings-${name}`} onClick={(event) => goTo(event, name)}>
                {t(name)}
              </a>
            ))}
          </nav>
        </div>
        <div className={classes.sections}>
          {SECTIONS.map(({ name, Section }) => (
            <section key={name} aria-labelledby={`settings-${name}`} className={classes.section}>
              <h2 id={`settings-${name}`} tabIndex={-1} className={classes.heading}>
                {t(name)}
              </h2>
              <Section />
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}
