/**
 * Short messages at the edge of the window. An error stays until it is read and dismissed; a note goes by itself;
 * what can be undone carries its button.
 */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { isAbort } from '../api/failure.ts';
import { explain } from './explain.ts';
import classes from './notify.module.css';
import { uiText } from './ui.texts.ts';

/** Milliseconds an undo stays within reach. */
const UNDO_TIME = 10_000;
const NOTE_TIME = 4_000;

/** Reports what was thrown; what a person called off is not an error. */
export function showError(error: unknown): void {
  if (isAbort(error)) return;
  const { message, remedy } = explain(error);
  show(message, remedy);
}

/** The same, of something that needs to be named first. */
export function showErrorOf(what: string, error: unknown): void {
  const { message, remedy } = explain(error);
  show(what, `${message} ${remedy}`);
}

function show(title: string, message: string): void {
  notifications.show({
    closeButtonProps: { 'aria-label': uiText('close') },
    // The same error twice is one message.
    id: `error:${title}`,
    title,
    message,
    icon: <IconAlertTriangle size={16} />,
    className: classes.error ?? '',
    autoClose: false,
    role: 'alert',
  });
}

export function showNote(message: string): void {
  notifications.show({
    closeButtonProps: { 'aria-label': uiText('close') },
    message,
    icon: <IconCheck size={16} />,
    className: classes.note ?? '',
    autoClose: NOTE_TIME,
  });
}

export interface UndoableNote {
  readonly message: string;
  readonly onUndo: () => void;
}

export function showUndo({ message, onUndo }: UndoableNote): void {
  const id = notifications.show({
    closeButtonProps: { 'aria-label': uiText('close') },
    autoClose: UNDO_TIME,
    className: classes.note ?? '',
    message: (
      <span className={classes.undo}>
        {message}
        <Button
          size="xs"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          {uiText('undo')}
        </Button>
      </span>
    ),
  });
}
