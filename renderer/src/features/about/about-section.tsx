/** This installation: its version, where its data is, and whether it is well. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { CopyIcon } from '../../browser/copy-icon.tsx';
import classes from './about.module.css';
import { useAboutTexts } from './about.texts.ts';
import { DoctorReport } from './doctor-report.tsx';

export interface AboutSectionProps {
  /** Level of the headings inside. */
  readonly level?: 2 | 3;
}

export function AboutSection({ level = 3 }: AboutSectionProps) {
  const t = useAboutTexts();
  const { data: system } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return (
    <>
      <p className={classes.version}>
        {system === undefined ? '' : t('version', { version: system.version })}
      </p>
      <p className={classes.quiet}>{t('tagline')}</p>
      {system !== undefined && (
        <dl className={classes.facts}>
          <dt>{t('platform')}</dt>
          <dd>{system.platform}</dd>
          <dt>{t('dataFolder')}</dt>
          <dd className={classes.copied}>
            <code>{system.dataFolder}</code>
            <CopyIcon text={system.dataFolder} what={t('dataFolder')} />
          </dd>
          <dt>{t('installation')}</dt>
          <dd className={classes.copied}>
            <code>{system.installId}</code>
            <CopyIcon text={system.installId} what={t('installation')} />
          </dd>
        </dl>
      )}
      <DoctorReport level={level} />
      <p className={classes.quiet}>{t('licence')}</p>
    </>
  );
}
