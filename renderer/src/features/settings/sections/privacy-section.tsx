/** In plain words: what stays here, what is kept, and what results say about themselves. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { CopyIcon } from '../../../browser/copy-icon.tsx';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './sections.module.css';

export function PrivacySection() {
  const t = useSettingsTexts();
  const { data: system } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return (
    <div className={classes.words}>
      <h3>{t('stays')}</h3>
      <p>{t('staysText')}</p>
      <h3>{t('kept')}</h3>
      <p>{t('keptText')}</p>
      {system !== undefined && (
        <p className={classes.folder}>
          <code>{system.dataFolder}</code>
          <CopyIcon text={system.dataFolder} what={t('kept')} />
        </p>
      )}
      <h3>{t('metadata')}</h3>
      <p>{t('metadataText')}</p>
      {system?.desktop === true && (
        <>
          <h3>{t('updates')}</h3>
          <p>{t('updatesText')}</p>
        </>
      )}
    </div>
  );
}
