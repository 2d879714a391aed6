/** A window over the page, whose close button has a name. */
import { Modal, type ModalProps } from '@mantine/core';
import { useUiTexts } from './ui.texts.ts';

export type DialogProps = Omit<ModalProps, 'opened' | 'closeButtonProps'> & { readonly opened?: boolean };

/** Shown as long as it is rendered, unless `opened` says otherwise. */
export function Dialog(props: DialogProps) {
  const t = useUiTexts();
  return <Modal opened closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}
