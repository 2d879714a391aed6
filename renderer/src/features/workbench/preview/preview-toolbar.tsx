/** How the preview is looked at, and what can be changed for this image alone. */
import { ActionIcon, Button, SegmentedControl, Select, Tooltip } from '@mantine/core';
import {
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconFocusCentered,
  IconRestore,
} from '@tabler/icons-react';
import type { Preset, PresetOutput } from '../../../../../shared/preset/preset.ts';
import type { RecipeOverride } from '../../../../../shared/recipe/override.ts';
import { useFormat } from '../../../format/use-format.ts';
import { lookAtPreset } from '../state/choice.ts';
import { choiceStore } from '../state/choice-store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import type { CompareMode } from './compare-stage.tsx';
import classes from './preview-toolbar.module.css';
import { ToleranceSlider } from './tolerance-slider.tsx';
import type { UseView } from './use-view.ts';

export interface PreviewToolbarProps {
  readonly preset: Preset | null;
  readonly presets: readonly Preset[];
  readonly output: PresetOutput | null;
  readonly mode: CompareMode;
  /** Before and after can lie on each other. */
  readonly aligned: boolean;
  readonly onMode: (mode: CompareMode) => void;
  readonly view: UseView;
  readonly canFocus: boolean;
  readonly focusing: boolean;
  readonly onFocusing: (focusing: boolean) => void;
  readonly override: RecipeOverride;
  /** Undefined takes a change back. */
  readonly onOverride: (change: RecipeOverride) => void;
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

export function PreviewToolbar(props: PreviewToolbarProps) {
  const { preset, presets, output, mode, onMode, view, override, onOverride, expanded, onExpand } = props;
  const t = useWorkbenchTexts();
  const format = useFormat();
  const whitening = output?.recipe.background.mode === 'whiten' ? output.recipe.background : null;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('preview.label')}>
      {presets.length > 1 && preset !== null && (
        <Select
          size="xs"
          w={168}
          aria-label={t('preview.preset')}
          data={presets.map(({ id, name }) => ({ value: id, label: name }))}
          value={presets.some(({ id }) => id === preset.id) ? preset.id : null}
          placeholder={preset.name}
          onChange={(id) => id !== null && choiceStore.update((choice) => lookAtPreset(choice, id))}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label={t('preview.mode')}
        value={mode}
        // The control only hands back values it was given.
        onChange={(value) => onMode(value as CompareMode)}
        data={[
          { value: 'slider', label: t('preview.slider'), disabled: !props.aligned },
          { value: 'sides', label: t('preview.sides') },
          { value: 'single', label: t('preview.single') },
        ]}
      />
      {props.canFocus && (
        <Button
          size="xs"
          variant={props.focusing ? 'light' : 'subtle'}
          color={props.focusing ? 'ultramarine' : 'gray'}
          aria-pressed={props.focusing}
          leftSection={<IconFocusCentered size={16} stroke={1.5} />}
          onClick={() => props.onFocusing(!props.focusing)}
        >
          {t('focus.button')}
        </Button>
      )}
      {whitening !== null && (
        <ToleranceSlider
          value={override.backgroundTolerance ?? whitening.tolerance}
          onChange={(backgroundTolerance) => onOverride({ backgroundTolerance })}
        />
      )}
      {(override.focus !== undefined || override.backgroundTolerance !== undefined) && (
        <Tooltip label={t('override.reset')}>
          <ActionIcon
            aria-label={t('override.reset')}
            onClick={() => onOverride({ focus: undefined, backgroundTolerance: undefined })}
          >
            <IconRestore size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
      <span className={classes.space} />
      <Button.Group>
        <Button size="xs" onClick={view.fit} aria-pressed={view.fitted} disabled={props.focusing}>
          {t('preview.fit')}
        </Button>
        <Button
          size="xs"
          onClick={() => view.toggleActual()}
          aria-pressed={Math.abs(view.share - 1) < 1e-3}
          disabled={props.focusing}
        >
          {format.percent(1)}
        </Button>
      </Button.Group>
      <span className={classes.share}>{format.percent(view.share)}</span>
      <Tooltip label={expanded ? t('preview.shrink') : t('preview.expand')}>
        <ActionIcon
          aria-label={expanded ? t('preview.shrink') : t('preview.expand')}
          aria-pressed={expanded}
          onClick={() => onExpand(!expanded)}
        >
          {expanded ? (
            <IconArrowsDiagonalMinimize2 size={16} stroke={1.5} />
          ) : (
            <IconArrowsDiagonal size={16} stroke={1.5} />
          )}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
