/** How long to try for a smaller file, with what each choice was measured to cost. */
import { SegmentedControl, Text } from '@mantine/core';
import { useId } from 'react';
import { EFFORTS } from '../../../../../shared/recipe/recipe.schema.ts';
import classes from '../fields/fields.module.css';
import { type EffortCost, effortCosts } from '../model/output.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import { useSpeaker } from '../use-speaker.ts';
import type { BlockProps } from './block-props.ts';

export function OutputEffort({ value, onChange }: BlockProps<'output'>) {
  const t = useEditorTexts();
  const { figures } = useSpeaker();
  const label = useId();
  const costs = effortCosts(value.format);
  const chosen = costs?.find(({ effort }) => effort === value.effort);
  return (
    <div>
      <Text id={label} size="sm" fw={500} mb={4}>
        {t('output.effort')}
      </Text>
      <SegmentedControl
        aria-labelledby={label}
        fullWidth
        size="sm"
        data={EFFORTS.map((effort) => {
          const cost = costs?.find((candidate) => candidate.effort === effort);
          return {
            value: effort,
            label: (
              <span className={classes.effort}>
                {t(`output.effort.${effort}`)}
                {cost !== undefined && (
                  <span className={classes.help}>
                    {t('output.factor', { factor: figures.decimal(cost.factor) })}
                  </span>
                )}
              </span>
            ),
          };
        })}
        value={value.effort}
        onChange={(next) => {
          const effort = EFFORTS.find((candidate) => candidate === next);
          if (effort !== undefined) onChange({ ...value, effort });
        }}
      />
      {chosen !== undefined && (
        <Text className={classes.note} mt={4}>
          {t('output.cost', { ms: costWords(chosen, t, figures) })}
        </Text>
      )}
    </div>
  );
}

function costWords(
  { ms }: EffortCost,
  t: ReturnType<typeof useEditorTexts>,
  figures: ReturnType<typeof useSpeaker>['figures'],
): string {
  return ms < 1000
    ? t('output.milliseconds', { value: figures.decimal(Number(ms.toPrecision(2))) })
    : t('output.seconds', { value: figures.decimal(Number((ms / 1000).toPrecision(2))) });
}
