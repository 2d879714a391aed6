/** A few choices, all visible, each with a word on what it does. */
import { Radio, Stack } from '@mantine/core';
import type { Choice } from './select-field.tsx';

export interface RadioFieldProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function RadioField<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: RadioFieldProps<Value>) {
  const choose = (chosen: string) => {
    const choice = choices.find((candidate) => candidate.value === chosen);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <Radio.Group label={label} value={value} onChange={choose} size="sm">
      <Stack gap="sm" mt="xs">
        {choices.map(({ value: own, label: name, help }) => (
          <Radio key={own} value={own} label={name} description={help} size="sm" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
