/** What a preset is called and for, and where its rules come from. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { PRESET_CATEGORIES } from '../../../../../shared/preset/preset.schema.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { LIST_BOX } from '../../recipe-editor/fields/list-box.ts';
import type { PresetProblem } from '../model/check-preset.ts';
import { freeId, slugOf } from '../model/preset-id.ts';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './preset-editor.module.css';
import { SourcesList } from './sources-list.tsx';

export interface AboutPanelProps {
  readonly preset: Preset;
  readonly isNew: boolean;
  readonly readOnly: boolean;
  readonly problems: ReadonlySet<PresetProblem>;
  readonly takenIds: readonly string[];
  /** Nothing was entered yet, so nothing is said to be missing. */
  readonly quiet: boolean;
  readonly onChange: (preset: Preset) => void;
}

export function AboutPanel(props: AboutPanelProps) {
  const t = usePresetTexts();
  const { preset, readOnly } = props;
  return (
    <section aria-labelledby="about-preset">
      <h2 id="about-preset" className={classes.heading}>
        {t('about')}
      </h2>
      {readOnly ? <AboutWords preset={preset} /> : <AboutFields {...props} />}
      {(preset.sources.length > 0 || readOnly) && <SourcesList preset={preset} />}
    </section>
  );
}

function AboutWords({ preset }: { readonly preset: Preset }) {
  const t = usePresetTexts();
  return (
    <>
      <p className={classes.text}>{preset.description}</p>
      <p className={classes.help}>{t('builtInHelp')}</p>
      <dl className={classes.facts}>
        <dt>{t('category')}</dt>
        <dd>{t(`shelf.${preset.category}`)}</dd>
        <dt>{t('id')}</dt>
        <dd>
          <code>{preset.id}</code>
        </dd>
      </dl>
    </>
  );
}

function AboutFields({ preset, isNew, problems, takenIds, quiet, onChange }: AboutPanelProps) {
  const t = usePresetTexts();
  const problem = (...names: readonly PresetProblem[]) => {
    const found = names.find((name) => problems.has(name));
    return quiet || found === undefined || found === 'other' ? undefined : t(`problem.${found}`);
  };
  // The short name follows the name until somebody gives it one of its own.
  const follows = isNew && preset.id === (preset.name === '' ? '' : freeId(slugOf(preset.name), takenIds));
  const rename = (name: string) => {
    const id = follows ? (name.trim() === '' ? '' : freeId(slugOf(name), takenIds)) : preset.id;
    onChange({ ...preset, name, id });
  };
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('name')}
        error={problem('name')}
        value={preset.name}
        onChange={(event) => rename(event.currentTarget.value)}
        data-autofocus={isNew || undefined}
        autoFocus={isNew}
        required
        withAsterisk={false}
        size="sm"
      />
      {isNew ? (
        <TextInput
          label={t('id')}
          description={t('idHelp')}
          error={preset.name === '' ? undefined : problem('id', 'idTaken')}
          value={preset.id}
          onChange={(event) => onChange({ ...preset, id: event.currentTarget.value })}
          classNames={{ input: classes.code }}
          spellCheck={false}
          size="sm"
        />
      ) : (
        <div>
          <p className={classes.label}>{t('id')}</p>
          <code>{preset.id}</code>
          <p className={classes.note}>{t('idFixed')}</p>
        </div>
      )}
      <Textarea
        label={t('description')}
        error={problem('description')}
        value={preset.description}
        onChange={(event) => onChange({ ...preset, description: event.currentTarget.value })}
        autosize
        minRows={3}
        maxRows={8}
        size="sm"
      />
      <Select
        label={t('category')}
        data={PRESET_CATEGORIES.map((category) => ({ value: category, label: t(`shelf.${category}`) }))}
        value={preset.category}
        onChange={(category) => category !== null && onChange({ ...preset, category })}
        size="sm"
        {...LIST_BOX}
      />
    </div>
  );
}
