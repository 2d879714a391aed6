/** One choice of several, each with a word on what it is for. */
import { Select } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import classes from './fields.module.css';
import { useIssue } from './issues.tsx';
import { LIST_BOX } from './list-box.ts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly help?: string;
}

export interface SelectFieldProps<Value extends string> {
  readonly path: string;
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Says below the field what the choice is for. */
  readonly explain?: boolean;
}

export function SelectField<Value extends string>({
  path,
  label,
  choices,
  value,
  onChange,
  explain = false,
}: SelectFieldProps<Value>) {
  const error = useIssue(path);
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Select<Value>
      label={label}
      data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      renderOption={({ option, checked }) => (
        <span className={classes.option}>
          <span className={classes.name}>
            {option.label}
            {checked === true && <IconCheck size={16} stroke={1.75} aria-hidden />}
          </span>
          <span className={classes.help}>
            {choices.find((choice) => choice.value === option.value)?.help}
          </span>
        </span>
      )}
      description={explain ? chosen?.help : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
      size="sm"
      {...LIST_BOX}
    />
  );
}
