/** Puts a text on the clipboard and says so. */
import { Button, CopyButton as CopyToClipboard } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useUiTexts } from './ui.texts.ts';

export interface CopyButtonProps {
  readonly text: string;
  readonly label?: string;
  readonly size?: 'xs' | 'md';
}

export function CopyButton({ text, label, size = 'xs' }: CopyButtonProps) {
  const t = useUiTexts();
  return (
    <CopyToClipboard value={text}>
      {({ copied, copy }) => (
        <Button
          size={size}
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} stroke={1.5} />}
        >
          <span aria-live="polite">{copied ? t('copied') : (label ?? t('copy'))}</span>
        </Button>
      )}
    </CopyToClipboard>
  );
}
