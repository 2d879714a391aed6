/** About Easel, on a page of its own. */
import { Title } from '@mantine/core';
import classes from './about.module.css';
import { useAboutTexts } from './about.texts.ts';
import { AboutSection } from './about-section.tsx';

export function AboutPage() {
  const t = useAboutTexts();
  return (
    <div className={classes.page}>
      <Title order={1} mb="lg">
        {t('title')}
      </Title>
      <AboutSection level={2} />
    </div>
  );
}
