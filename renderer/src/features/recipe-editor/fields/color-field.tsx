/** A colour as `#rrggbb`, picked, typed or taken from the screen; an opaque one carries no opacity digits. */
import { ColorInput } from '@mantine/core';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import { useIssue } from './issues.tsx';

export interface ColorFieldProps {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether the colour may be see-through. */
  readonly transparency?: boolean;
}

const SWATCHES = ['#ffffff', '#f5f5f5', '#cccccc', '#808080', '#333333', '#000000'];

export function ColorField({ path, label, value, onChange, transparency = false }: ColorFieldProps) {
  const t = useEditorTexts();
  const error = useIssue(path);
  return (
    <ColorInput
      label={label}
      error={error}
      value={value}
      onChange={(color) => onChange(color.length === 9 && /ff$/i.test(color) ? color.slice(0, 7) : color)}
      format={transparency ? 'hexa' : 'hex'}
      swatches={SWATCHES}
      eyeDropperButtonProps={{ 'aria-label': t('pickColor') }}
      size="sm"
    />
  );
}
