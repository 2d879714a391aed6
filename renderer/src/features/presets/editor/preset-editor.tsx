/** One preset to read or to change: what it is called, what it makes, and the rules its results must keep. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { presetProblems } from '../model/check-preset.ts';
import { freeId } from '../model/preset-id.ts';
import { usePresetActions } from '../use-preset-actions.ts';
import { usePresetAddress } from '../use-preset-address.ts';
import { AboutPanel } from './about-panel.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { dropDraft } from './drafts.ts';
import { EditorHeader } from './editor-header.tsx';
import { OutputsPanel } from './outputs-panel.tsx';
import classes from './preset-editor.module.css';
import { useLeaveGuard } from './use-leave-guard.ts';
import { usePresetDraft } from './use-preset-draft.ts';
import { useSavePreset } from './use-save-preset.ts';

export interface PresetEditorProps {
  /** What the address calls it: its id, or the sign for a new one. */
  readonly address: string;
  readonly entry: PresetEntry | null;
  readonly entries: readonly PresetEntry[];
}

export function PresetEditor({ address, entry, entries }: PresetEditorProps) {
  const { openPreset } = usePresetAddress();
  const [, navigate] = useLocation();
  const { values, update } = usePreferences();
  const actions = usePresetActions(entries);
  const edited = usePresetDraft(address, entry);
  const saving = useSavePreset();
  const [partsValid, setPartsValid] = useState(true);
  // Forms hold what cannot be used yet by themselves: discarding starts them afresh.
  const [discards, setDiscards] = useState(0);
  const { preset, base, dirty } = edited;
  const readOnly = entry?.builtIn ?? false;

  const otherIds = entries.map(({ preset: { id } }) => id).filter((id) => id !== base?.preset.id);
  const problems = presetProblems(preset, otherIds);
  const valid = partsValid && problems.size === 0;
  const reopen = () => navigate(`/presets?open=${encodeURIComponent(address)}`);
  useLeaveGuard(address, { name: preset.name, onReturn: reopen });

  const save = (request: Parameters<typeof saving.mutate>[0]) =>
    saving.mutate(request, {
      onSuccess: ({ saved, entry: stored }) => {
        if (!saved) return;
        if (stored.preset.id === address) edited.rebase(stored, stored.preset);
        else {
          dropDraft(address);
          openPreset(stored.preset.id, { replace: true });
        }
      },
    });
  const discard = () => {
    edited.discard();
    setDiscards((count) => count + 1);
  };
  const saveCopy = () =>
    save({ preset: { ...preset, id: freeId(`${preset.id}-copy`, [...otherIds, preset.id]) }, base: null });

  return (
    <div className={classes.page}>
      <EditorHeader
        title={preset.name}
        kind={entry === null ? 'new' : readOnly ? 'builtIn' : 'own'}
        dirty={dirty}
        valid={valid}
        saving={saving.isPending}
        onBack={() => openPreset(null)}
        onSave={() => save({ preset, base })}
        onDiscard={discard}
        onUse={() => {
          update({ presets: [...new Set([...values.presets, preset.id])] });
          navigate('/');
        }}
        onDuplicate={() => actions.duplicate(preset, openPreset)}
        onExport={() => actions.exportPresets([preset.id])}
        onDelete={() => {
          dropDraft(address);
          actions.remove(preset);
          openPreset(null);
        }}
      />
      {saving.isError && (
        <div className={classes.notice}>
          <ErrorNotice error={saving.error} />
        </div>
      )}
      {edited.theirs !== null && (
        <ConflictNotice
          onKeepMine={() => save({ preset, base: edited.theirs })}
          onKeepBoth={saveCopy}
          onTakeTheirs={discard}
        />
      )}
      <div className={classes.columns}>
        <AboutPanel
          preset={preset}
          isNew={entry === null}
          readOnly={readOnly}
          problems={problems}
          takenIds={otherIds}
          quiet={!dirty}
          onChange={edited.change}
        />
        <OutputsPanel
          key={discards}
          preset={preset}
          readOnly={readOnly}
          problems={problems}
          onChange={edited.change}
          onValidity={setPartsValid}
        />
      </div>
    </div>
  );
}
