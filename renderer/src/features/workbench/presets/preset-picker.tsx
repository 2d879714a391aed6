/** All presets to tick: pinned first, found by typing, the first nine by number. */
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useDigits } from '../../../commands/keyboard.ts';
import { type PaletteEntry, useCommand, usePaletteEntries } from '../../../commands/registry.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { NEW_PRESET } from '../../presets/use-preset-address.ts';
import { lookAtPreset } from '../state/choice.ts';
import { choiceStore } from '../state/choice-store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { groupPresets, numbered } from './preset-list.ts';
import classes from './preset-picker.module.css';
import { PresetRow } from './preset-row.tsx';
import type { UseChoice } from './use-choice.ts';

export function PresetPicker({ library, error, choice, looked, setTicked }: UseChoice) {
  const t = useWorkbenchTexts();
  const { values, update } = usePreferences();
  const search = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query);
  const groups = useMemo(
    () => groupPresets(library, values.pinnedPresets, wanted),
    [library, values.pinnedPresets, wanted],
  );
  const numbers = useMemo(() => numbered(groups), [groups]);
  const ticked = new Set(choice.ticked);

  const toggle = (id: string) => setTicked(id, !ticked.has(id));
  const pin = (id: string) => {
    const { pinnedPresets } = values;
    const without = pinnedPresets.filter((other) => other !== id);
    update({ pinnedPresets: without.length < pinnedPresets.length ? without : [...pinnedPresets, id] });
  };
  useDigits((digit) => {
    const id = numbers[digit - 1];
    if (id !== undefined) toggle(id);
  });
  useCommand('presets.search', () => search.current?.focus());
  usePaletteEntries(
    // biome-ignore lint/correctness/useExhaustiveDependencies: ticking is the same whenever it was made.
    useMemo(
      (): PaletteEntry[] =>
        library.map(({ preset: { id, name } }) => ({
          id: `preset:${id}`,
          title: name,
          group: t('presets.palette'),
          run: () => setTicked(id, !choiceStore.get().ticked.includes(id)),
        })),
      [library, t],
    ),
  );

  return (
    <section className={classes.picker} aria-label={t('presets.title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('presets.title')}</h2>
        {choice.ticked.length > 0 && (
          <span className={classes.count}>{t('presets.ticked', { count: choice.ticked.length })}</span>
        )}
        <span className={classes.space} />
        <Tooltip label={t('presets.new')}>
          <ActionIcon
            component={Link}
            href={`/presets?open=${encodeURIComponent(NEW_PRESET)}`}
            aria-label={t('presets.new')}
          >
            <IconPlus size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </div>
      <TextInput
        ref={search}
        className={classes.search}
        size="xs"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setQuery('');
          event.currentTarget.blur();
        }}
        placeholder={t('presets.search')}
        aria-label={t('presets.search')}
        leftSection={<IconSearch size={14} stroke={1.75} />}
      />
      <div className={classes.list}>
        {error !== null && <ErrorNotice error={error} />}
        {groups.map(({ name, entries }) => (
          // biome-ignore lint/a11y/useSemanticElements: the legend of a fieldset cannot stick to the top.
          <div key={name} role="group" aria-label={t(`presets.group.${name}`)}>
            <h3 className={classes.group}>{t(`presets.group.${name}`)}</h3>
            {entries.map(({ preset }) => (
              <PresetRow
                key={preset.id}
                preset={preset}
                number={numbers.indexOf(preset.id) + 1}
                ticked={ticked.has(preset.id)}
                looked={looked?.id === preset.id}
                edited={choice.edits.has(preset.id)}
                pinned={name === 'pinned'}
                onTick={() => toggle(preset.id)}
                onLook={() => choiceStore.update((now) => lookAtPreset(now, preset.id))}
                onPin={() => pin(preset.id)}
              />
            ))}
          </div>
        ))}
        {groups.length === 0 && query !== '' && <p className={classes.nothing}>{t('presets.nothing')}</p>}
      </div>
    </section>
  );
}
