/** A shape such as `4:5`: typed, or one of those people use most, and turned with one press. */
import { ActionIcon, Autocomplete, Tooltip } from '@mantine/core';
import { IconRotateRectangle } from '@tabler/icons-react';
import { COMMON_RATIOS, turnRatio } from '../model/ratio.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import { useIssue } from './issues.tsx';
import { LIST_BOX } from './list-box.ts';

export interface RatioFieldProps {
  readonly path: string;
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function RatioField({ path, label, value, onChange }: RatioFieldProps) {
  const t = useEditorTexts();
  const error = useIssue(path);
  return (
    <Autocomplete
      label={label ?? t('ratio')}
      error={error}
      value={value}
      onChange={onChange}
      data={[...COMMON_RATIOS]}
      // Every shape stays on offer, whatever is in the field.
      filter={({ options }) => options}
      {...LIST_BOX}
      rightSectionPointerEvents="all"
      rightSection={
        <Tooltip label={t('ratioTurn')}>
          <ActionIcon size="sm" aria-label={t('ratioTurn')} onClick={() => onChange(turnRatio(value))}>
            <IconRotateRectangle size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      }
      size="sm"
    />
  );
}
