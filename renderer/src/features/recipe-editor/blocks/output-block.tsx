/** The format of the result, its quality, and how long to try for a smaller file. */
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import classes from '../fields/fields.module.css';
import { SelectField } from '../fields/select-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { FORMAT_CHOICES, hasOption, switchFormat } from '../model/output.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';
import { OutputColors } from './output-colors.tsx';
import { OutputEffort } from './output-effort.tsx';
import { OutputGoal } from './output-goal.tsx';
import { OutputSizes } from './output-sizes.tsx';

export function OutputForm({ value, onChange }: BlockProps<'output'>) {
  const t = useEditorTexts();
  const { format } = value;
  return (
    <div className={classes.fields}>
      <SelectField
        path="output.format"
        label={t('output.format')}
        choices={FORMAT_CHOICES.map((choice) => ({
          value: choice,
          label: choice === 'same' ? t('output.format.same') : formatName(choice),
          help: t(`output.for.${choice}`),
        }))}
        value={format}
        onChange={(next) => onChange(switchFormat(value, next))}
        explain
      />
      <OutputGoal value={value} onChange={onChange} />
      <OutputEffort value={value} onChange={onChange} />
      {hasOption(format, 'chroma') && !value.lossless && (
        <SwitchField
          label={t('output.chroma')}
          help={t('output.chromaHelp')}
          checked={value.chroma === '4:4:4'}
          onChange={(full) => onChange({ ...value, chroma: full ? '4:4:4' : '4:2:0' })}
        />
      )}
      {hasOption(format, 'colors') && <OutputColors value={value} onChange={onChange} />}
      {hasOption(format, 'animation') && (
        <SwitchField
          label={t('output.animation')}
          help={t('output.animationHelp')}
          checked={value.animation === 'keep'}
          onChange={(keep) => onChange({ ...value, animation: keep ? 'keep' : 'first' })}
        />
      )}
      {hasOption(format, 'sizes') && <OutputSizes value={value} onChange={onChange} />}
    </div>
  );
}
