/** Where a preset's rules come from. Addresses are text to copy; the desktop window can open them. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Preset, PresetSource } from '../../../../../shared/preset/preset.ts';
import { api } from '../../../api/client.ts';
import { CopyIcon } from '../../../browser/copy-icon.tsx';
import { useFormat } from '../../../format/use-format.ts';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './sources-list.module.css';

export function SourcesList({ preset: { sources, checkedOn } }: { readonly preset: Preset }) {
  const t = usePresetTexts();
  const format = useFormat();
  return (
    <section className={classes.sources} aria-labelledby="preset-sources">
      <h3 id="preset-sources" className={classes.heading}>
        {t('sources')}
      </h3>
      <ul className={classes.list}>
        {sources.map((source) => (
          <Source key={`${source.title}${source.url ?? ''}`} source={source} />
        ))}
      </ul>
      <p className={classes.checked}>
        {checkedOn === undefined
          ? t('neverChecked')
          : t('checkedLong', { date: format.date(Date.parse(`${checkedOn}T12:00:00`)) })}
      </p>
    </section>
  );
}

function Source({ source: { title, url, standing } }: { readonly source: PresetSource }) {
  const t = usePresetTexts();
  const { data: system } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return (
    <li>
      <p className={classes.title}>{title}</p>
      <p className={classes.standing} data-standing={standing}>
        {t(`standing.${standing}`)}
      </p>
      {url !== undefined && (
        <div className={classes.address}>
          {system?.desktop === true ? (
            <Anchor href={url} target="_blank" rel="noreferrer" size="xs" className={classes.url}>
              {url}
            </Anchor>
          ) : (
            <span className={classes.url}>{url}</span>
          )}
          <CopyIcon text={url} what={title} />
        </div>
      )}
    </li>
  );
}
