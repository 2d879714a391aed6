/** Puts a text on the clipboard, from a small button beside it. */
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useUiTexts } from '../ui/ui.texts.ts';

export interface CopyIconProps {
  readonly text: string;
  /** What is copied, for those who do not see what stands beside it. */
  readonly what: string;
}

export function CopyIcon({ text, what }: CopyIconProps) {
  const t = useUiTexts();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? 'copied' : 'copy')}>
          <ActionIcon size="sm" onClick={copy} aria-label={`${t(copied ? 'copied' : 'copy')}: ${what}`}>
            {copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
