/** One sign for each block. */
import {
  IconBackground,
  IconBorderOuter,
  IconContrast2,
  IconCrop,
  IconFileExport,
  IconPalette,
  IconRotateClockwise2,
  IconRulerMeasure,
  IconScissors,
  IconShieldLock,
  IconTypography,
} from '@tabler/icons-react';
import type { BlockName } from './model/blocks.ts';

export const BLOCK_ICONS: Readonly<Record<BlockName, typeof IconCrop>> = {
  orient: IconRotateClockwise2,
  trim: IconScissors,
  crop: IconCrop,
  background: IconBackground,
  resize: IconRulerMeasure,
  canvas: IconBorderOuter,
  adjust: IconContrast2,
  watermark: IconTypography,
  color: IconPalette,
  metadata: IconShieldLock,
  output: IconFileExport,
};
