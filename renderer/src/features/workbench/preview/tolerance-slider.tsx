/** How far from white the backdrop of this image may be to become white. */
import { Slider } from '@mantine/core';
import { useState } from 'react';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './tolerance-slider.module.css';

export interface ToleranceSliderProps {
  /** Levels from white, 0..128. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function ToleranceSlider({ value, onChange }: ToleranceSliderProps) {
  const t = useWorkbenchTexts();
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <div className={classes.tolerance}>
      <span id="tolerance-label">{t('tolerance.label')}</span>
      <Slider
        className={classes.slider}
        size="sm"
        min={0}
        max={128}
        value={dragged ?? value}
        label={null}
        thumbProps={{ 'aria-labelledby': 'tolerance-label' }}
        onChange={setDragged}
        onChangeEnd={(end) => {
          setDragged(null);
          onChange(end);
        }}
      />
      <span className={classes.value}>{dragged ?? value}</span>
    </div>
  );
}
