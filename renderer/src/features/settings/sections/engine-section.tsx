/** How much of the computer the image engine may use, and which images it refuses. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { EngineSetting } from '../fields/engine-setting.tsx';
import { isEngineKey } from '../model/engine-fields.ts';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './sections.module.css';

export function EngineSection() {
  const t = useSettingsTexts();
  const settings = useQuery(api.settings.list.queryOptions());
  if (settings.isPending) return <Skeleton height={480} />;
  if (settings.isError) {
    return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  return (
    <>
      <p className={classes.lead}>{t('engineHelp')}</p>
      {settings.data.map((setting) =>
        isEngineKey(setting.key) ? (
          <EngineSetting key={setting.key} setting={setting} name={setting.key} />
        ) : null,
      )}
    </>
  );
}
