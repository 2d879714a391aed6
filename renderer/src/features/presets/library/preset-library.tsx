/** Every preset as a card, by kind, found by typing, chosen for export by ticking. */
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { findPresets, groupPresets } from '../model/library.ts';
import { usePresetTexts } from '../presets.texts.ts';
import { usePresetActions } from '../use-preset-actions.ts';
import { NEW_PRESET, usePresetAddress } from '../use-preset-address.ts';
import { ExportBar } from './export-bar.tsx';
import { LibraryToolbar } from './library-toolbar.tsx';
import { moveFocus } from './move-focus.ts';
import { PresetCard } from './preset-card.tsx';
import classes from './preset-library.module.css';
import { ShelfPicker } from './shelf-picker.tsx';

export function PresetLibrary({ entries }: { readonly entries: readonly PresetEntry[] }) {
  const t = usePresetTexts();
  const address = usePresetAddress();
  const actions = usePresetActions(entries);
  const { values, update } = usePreferences();
  const shelves = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);

  const found = findPresets(entries, address.find);
  const groups = groupPresets(found, address.shelf);
  const choose = (id: string, on: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (on) after.add(id);
      else after.delete(id);
      return after;
    });
  const pin = (id: string) => {
    const pinned = values.pinnedPresets.includes(id)
      ? values.pinnedPresets.filter((other) => other !== id)
      : [...values.pinnedPresets, id];
    update({ pinnedPresets: pinned });
  };

  return (
    <div className={classes.page}>
      <LibraryToolbar
        count={entries.length}
        hasOwn={entries.some(({ builtIn }) => !builtIn)}
        find={address.find}
        onFind={address.search}
        onNew={() => address.openPreset(NEW_PRESET)}
        onImport={actions.importFile}
        onExportMine={() => actions.exportPresets([])}
        onExportChosen={() => setChosen(new Set())}
      />
      {actions.importError !== null && (
        <div className={classes.notice}>
          <ErrorNotice error={actions.importError} />
        </div>
      )}
      <ShelfPicker entries={found} shelf={address.shelf} onShelf={address.showShelf} />
      {groups.length === 0 && (
        <NothingHere
          mine={address.shelf === 'mine' && address.find === ''}
          onNew={() => address.openPreset(NEW_PRESET)}
        />
      )}
      <div ref={shelves}>
        {groups.map(({ shelf, entries: members }) => (
          <section key={shelf} aria-labelledby={`shelf-${shelf}`}>
            <h2 id={`shelf-${shelf}`} className={classes.shelf}>
              {t(`shelf.${shelf}`)}
            </h2>
            <ul className={classes.cards}>
              {members.map((entry) => {
                const { preset } = entry;
                return (
                  <PresetCard
                    key={preset.id}
                    entry={entry}
                    pinned={values.pinnedPresets.includes(preset.id)}
                    chosen={chosen === null ? null : chosen.has(preset.id)}
                    onArrow={(key) => moveFocus(key, shelves.current, '[data-card]')}
                    onOpen={() => address.openPreset(preset.id)}
                    onChoose={(on) => choose(preset.id, on)}
                    onPin={() => pin(preset.id)}
                    onDuplicate={() => actions.duplicate(preset, address.openPreset)}
                    onExport={() => actions.exportPresets([preset.id])}
                    onDelete={() => actions.remove(preset)}
                  />
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      {chosen !== null && (
        <ExportBar
          count={chosen.size}
          onExport={() => {
            actions.exportPresets([...chosen]);
            setChosen(null);
          }}
          onCancel={() => setChosen(null)}
        />
      )}
    </div>
  );
}

function NothingHere({ mine, onNew }: { readonly mine: boolean; readonly onNew: () => void }) {
  const t = usePresetTexts();
  const [location, navigate] = useLocation();
  if (mine) {
    return (
      <EmptyState
        title={t('noneMine')}
        actions={
          <Button variant="filled" onClick={onNew}>
            {t('new')}
          </Button>
        }
      >
        {t('noneMineText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('nothingFound')}
      actions={<Button onClick={() => navigate(`${location}?`, { replace: true })}>{t('showAll')}</Button>}
    >
      {t('nothingFoundText')}
    </EmptyState>
  );
}
