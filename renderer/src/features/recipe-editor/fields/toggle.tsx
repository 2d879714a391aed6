/** A switch that can be told from its ground while it is off, too. */
import { Switch, type SwitchProps } from '@mantine/core';
import classes from './toggle.module.css';

export type ToggleProps = Omit<SwitchProps, 'size' | 'classNames' | 'onChange'> & {
  readonly onChange: (checked: boolean) => void;
};

export function Toggle({ onChange, ...props }: ToggleProps) {
  return (
    <Switch
      {...props}
      onChange={(event) => onChange(event.currentTarget.checked)}
      classNames={{ input: classes.input, track: classes.track }}
      size="sm"
      withThumbIndicator={false}
    />
  );
}
