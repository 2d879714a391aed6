/** Space on all four sides, or on each by itself. */
import classes from '../fields/fields.module.css';
import { LengthField } from '../fields/length-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { evenPadding, isEvenPadding, paddingOfSides, SIDES, setPadding } from '../model/canvas.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

const PATH = 'canvas.padding';

export function CanvasPadding({ value, onChange }: BlockProps<'canvas'>) {
  const t = useEditorTexts();
  const { padding } = value;
  const even = isEvenPadding(padding);
  const sides = paddingOfSides(padding);
  return (
    <>
      {even && (
        <LengthField
          path={PATH}
          label={t('canvas.around')}
          value={padding ?? 0}
          onChange={(length) => onChange({ ...value, padding: length })}
        />
      )}
      <SwitchField
        label={t('canvas.sides')}
        checked={!even}
        onChange={(each) =>
          onChange(each ? { ...value, padding: sides } : setPadding(value, evenPadding(padding)))
        }
      />
      {!even && (
        <div className={classes.pair}>
          {SIDES.map((side) => (
            <LengthField
              key={side}
              path={`${PATH}.${side}`}
              label={t(`canvas.${side}`)}
              value={sides[side]}
              onChange={(length) => onChange({ ...value, padding: { ...sides, [side]: length } })}
            />
          ))}
        </div>
      )}
    </>
  );
}
