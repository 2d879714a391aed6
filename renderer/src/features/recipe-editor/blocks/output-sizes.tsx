/** The pictures inside an icon file. */
import { Checkbox, Group } from '@mantine/core';
import { useIssue } from '../fields/issues.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { setIconSizes } from '../model/output.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

/** What Windows and browsers look for; an ICO file holds at most 256 pixels. */
const OFFERED = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256];

export function OutputSizes({ value, onChange }: BlockProps<'output'>) {
  const t = useEditorTexts();
  const error = useIssue('output.sizes');
  const offered = [...new Set([...OFFERED, ...(value.sizes ?? [])])].sort((a, b) => a - b);
  return (
    <>
      <SwitchField
        label={t('output.sizes')}
        help={t('output.sizesHelp')}
        checked={value.sizes !== undefined}
        onChange={(own) => onChange(setIconSizes(value, own))}
      />
      {value.sizes !== undefined && (
        <Checkbox.Group
          label={t('output.sizesList')}
          error={error}
          value={value.sizes.map(String)}
          onChange={(sizes) => onChange({ ...value, sizes: sizes.map(Number).sort((a, b) => a - b) })}
        >
          <Group gap="md" mt="xs">
            {offered.map((size) => (
              <Checkbox key={size} value={String(size)} label={size} size="sm" />
            ))}
          </Group>
        </Checkbox.Group>
      )}
    </>
  );
}
