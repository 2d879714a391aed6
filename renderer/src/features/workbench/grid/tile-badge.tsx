/** The sign on a tile; its words are in the tooltip and in the tile's label. */
import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClockHour3,
  IconEqual,
  IconPlayerTrackNext,
  IconX,
} from '@tabler/icons-react';
import classes from './tile-badge.module.css';
import type { TileStatus } from './tile-status.ts';

const SIGNS = {
  done: { Icon: IconCheck, tone: 'ok' },
  kept: { Icon: IconEqual, tone: 'ok' },
  skipped: { Icon: IconPlayerTrackNext, tone: 'quiet' },
  waiting: { Icon: IconClockHour3, tone: 'quiet' },
  failed: { Icon: IconX, tone: 'bad' },
  unreadable: { Icon: IconX, tone: 'bad' },
  breaks: { Icon: IconAlertTriangle, tone: 'warn' },
} as const;

export interface TileBadgeProps {
  readonly status: TileStatus;
  readonly words: string;
}

export function TileBadge({ status: { kind }, words }: TileBadgeProps) {
  if (kind === 'plain' || kind === 'pending') return null;
  const { Icon, tone } = SIGNS[kind];
  return (
    <Tooltip label={words} multiline maw={320}>
      <span className={classes.badge} data-tone={tone}>
        <Icon size={12} stroke={2.5} aria-hidden />
      </span>
    </Tooltip>
  );
}
