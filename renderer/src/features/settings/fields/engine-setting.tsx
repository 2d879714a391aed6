/** One number of the image engine. Saved when the field is left, and on Enter. */
import { NumberInput, SegmentedControl, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useState } from 'react';
import type { ListedSetting } from '../../../../../shared/contract/settings.ts';
import { api, client } from '../../../api/client.ts';
import { useFormat } from '../../../format/use-format.ts';
import { type EngineKey, engineField, rangeProblem } from '../model/engine-fields.ts';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './fields.module.css';
import { SettingRow } from './setting-row.tsx';
import { useSavedField } from './use-saved-field.ts';

export interface EngineSettingProps {
  readonly setting: ListedSetting;
  readonly name: EngineKey;
}

type EngineValue = number | 'auto';

/** Where somebody who leaves automatic begins. */
const BY_HAND = 4;

export function EngineSetting({ setting, name }: EngineSettingProps) {
  const t = useSettingsTexts();
  const format = useFormat();
  const queryClient = useQueryClient();
  const id = useId();
  const value = engineValue(setting.value);
  const usual = engineValue(setting.default);
  const save = useCallback(
    async (next: EngineValue) => {
      await (next === usual
        ? client.settings.reset({ key: name })
        : client.settings.set({ key: name, value: next }));
      await queryClient.invalidateQueries({ queryKey: api.settings.key() });
    },
    [name, usual, queryClient],
  );
  const field = useSavedField<EngineValue>(value, save);
  const { unit, automatic } = engineField(name);
  const shown = (amount: EngineValue) =>
    amount === 'auto' ? t('auto') : `${format.count(amount)} ${t(`unit.${unit}`)}`;

  return (
    <SettingRow
      label={t(name)}
      htmlFor={id}
      help={t(`${name}Help`)}
      restart={setting.apply === 'restart'}
      state={field.state}
      onUndo={field.undo}
      reset={
        setting.changed
          ? { label: t('default', { value: shown(usual) }), onReset: () => field.change(usual) }
          : undefined
      }
    >
      <Stack gap="sm">
        {automatic === true && (
          <SegmentedControl
            aria-label={t(name)}
            size="sm"
            data={[
              { value: 'auto', label: t('auto') },
              { value: 'hand', label: t('byHand') },
            ]}
            value={value === 'auto' ? 'auto' : 'hand'}
            onChange={(chosen) => field.change(chosen === 'auto' ? 'auto' : BY_HAND)}
          />
        )}
        {value !== 'auto' && <NumberEntry id={id} name={name} value={value} onKeep={field.change} />}
      </Stack>
    </SettingRow>
  );
}

interface NumberEntryProps {
  readonly id: string;
  readonly name: EngineKey;
  readonly value: number;
  readonly onKeep: (value: number) => void;
}

function NumberEntry({ id, name, value, onKeep }: NumberEntryProps) {
  const t = useSettingsTexts();
  const format = useFormat();
  const [entered, setEntered] = useState<number | undefined>(value);
  useEffect(() => setEntered(value), [value]);
  const { min, max, step, unit } = engineField(name);
  const problem = rangeProblem(name, entered);
  const keep = () => {
    if (entered !== undefined && problem === null && entered !== value) onKeep(entered);
  };
  return (
    <NumberInput
      id={id}
      className={classes.number}
      value={entered ?? ''}
      onChange={(next) => setEntered(typeof next === 'number' ? next : undefined)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
      min={min}
      max={max}
      step={step}
      suffix={` ${t(`unit.${unit}`)}`}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      error={
        problem === null
          ? undefined
          : problem === 'whole'
            ? t('range.whole')
            : t('range.between', { min: format.count(min), max: format.count(max) })
      }
      size="sm"
    />
  );
}

/** Every setting of the engine is a number or left to Easel; anything else a later core may answer counts as that. */
function engineValue(value: unknown): EngineValue {
  return typeof value === 'number' ? value : 'auto';
}
