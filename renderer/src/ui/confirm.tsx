/** Asks once before something that cannot be undone, naming what will be lost. */
import { Button, Group, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { Dialog } from './dialog.tsx';
import { useUiTexts } from './ui.texts.ts';

export interface Question {
  readonly title: string;
  /** What will be lost. */
  readonly body: string;
  /** The verb on the button. */
  readonly action: string;
}

interface Asked extends Question {
  readonly answer: (yes: boolean) => void;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

function show(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    show({
      ...question,
      answer: (yes) => {
        show(null);
        resolve(yes);
      },
    });
  });
}

/** Drawn once, by the app. */
export function ConfirmDialog() {
  const t = useUiTexts();
  const question = useSyncExternalStore(subscribe, () => asked);
  return (
    <Dialog
      opened={question !== null}
      onClose={() => question?.answer(false)}
      title={question?.title}
      size="sm"
    >
      <Text size="sm">{question?.body}</Text>
      <Group justify="flex-end" mt="lg">
        <Button onClick={() => question?.answer(false)}>{t('cancel')}</Button>
        <Button variant="filled" color="red" data-autofocus onClick={() => question?.answer(true)}>
          {question?.action}
        </Button>
      </Group>
    </Dialog>
  );
}
