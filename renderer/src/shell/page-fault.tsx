/** Keeps a fault in one page from taking the window down, and says how to go on. */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';
import { useShellTexts } from './shell.texts.ts';

interface PageFaultProps {
  readonly children: ReactNode;
}

/** React catches faults in classes only. */
export class PageFault extends Component<PageFaultProps, { readonly faulty: boolean }> {
  override state = { faulty: false };

  static getDerivedStateFromError() {
    return { faulty: true };
  }

  override render() {
    return this.state.faulty ? <FaultNotice /> : this.props.children;
  }
}

function FaultNotice() {
  const t = useShellTexts();
  return (
    <EmptyState
      heading="h1"
      title={t('crashed')}
      actions={
        <Button variant="filled" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      }
    >
      {t('crashedText')}
    </EmptyState>
  );
}
