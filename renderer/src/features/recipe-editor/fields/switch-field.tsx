/** On or off, with a word on what it does. */
import { Toggle } from './toggle.tsx';

export interface SwitchFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SwitchField({ help, ...props }: SwitchFieldProps) {
  return <Toggle {...props} description={help} />;
}
