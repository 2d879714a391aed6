/** One preset: tick it for the batch, look at its recipe, pin it. */
import { ActionIcon, Checkbox, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPin, IconPinnedFilled } from '@tabler/icons-react';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { presetBrief } from './preset-brief.ts';
import classes from './preset-row.module.css';

export interface PresetRowProps {
  readonly preset: Preset;
  /** The key that toggles it; 0 for none. */
  readonly number: number;
  readonly ticked: boolean;
  readonly looked: boolean;
  /** For this batch. */
  readonly edited: boolean;
  readonly pinned: boolean;
  readonly onTick: () => void;
  readonly onLook: () => void;
  readonly onPin: () => void;
}

export function PresetRow(props: PresetRowProps) {
  const { preset, number, ticked, looked, edited, pinned, onTick, onLook, onPin } = props;
  const t = useWorkbenchTexts();
  const { size, format, files } = presetBrief(preset);
  const brief = files > 1 ? t('presets.files', { count: files }) : size;
  return (
    <div className={classes.row} data-looked={looked || undefined}>
      <Checkbox
        size="xs"
        checked={ticked}
        onChange={onTick}
        aria-label={t('presets.tick', { name: preset.name })}
      />
      <UnstyledButton
        className={classes.look}
        onClick={onLook}
        aria-pressed={looked}
        title={preset.description}
      >
        <span className={classes.name}>{preset.name}</span>
        {edited && <span className={classes.edited}>{t('presets.edited')}</span>}
        <span className={classes.brief}>{brief}</span>
        <span className={classes.format}>{format}</span>
      </UnstyledButton>
      <span className={classes.number} aria-hidden>
        {number > 0 ? number : ''}
      </span>
      <Tooltip label={pinned ? t('presets.unpin') : t('presets.pin')}>
        <ActionIcon
          className={classes.pin ?? ''}
          size="sm"
          data-pinned={pinned || undefined}
          aria-label={t(pinned ? 'presets.unpinName' : 'presets.pinName', { name: preset.name })}
          onClick={onPin}
        >
          {pinned ? <IconPinnedFilled size={14} /> : <IconPin size={14} stroke={1.5} />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
