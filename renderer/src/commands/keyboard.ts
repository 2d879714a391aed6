/** The one listener for shortcuts: finds the command of the keys that were pressed and runs it. */
import { useEffect } from 'react';
import { COMMAND_IDS, type CommandId, describeCommand } from './command-list.ts';
import { activeCommand } from './registry.ts';

export interface PressedKeys {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export function isMac(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

/** The keys as the command list writes them, such as `mod+shift+o`; empty for a modifier by itself. */
export function chordOf(pressed: PressedKeys, mac: boolean): string {
  const { key } = pressed;
  if (['Control', 'Meta', 'Alt', 'Shift', 'Dead', 'Process'].includes(key)) return '';
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const foreign = mac ? pressed.ctrlKey : pressed.metaKey;
  if (foreign) return '';
  const name = key === ' ' ? 'space' : key.toLowerCase();
  // Shift is already part of signs such as ?, which lie elsewhere on every keyboard.
  const isSign = key.length === 1 && !/[a-z0-9 ]/i.test(key);
  return [
    mod ? 'mod' : '',
    pressed.altKey && !isSign ? 'alt' : '',
    pressed.shiftKey && !isSign ? 'shift' : '',
    name === 'backspace' && mac ? 'delete' : name,
  ]
    .filter(Boolean)
    .join('+');
}

const BY_CHORD: ReadonlyMap<string, CommandId> = new Map(
  COMMAND_IDS.flatMap((id) => {
    const { keys = [], local } = describeCommand(id);
    return local === true ? [] : keys.map((chord) => [chord, id] as const);
  }),
);

export function commandOf(chord: string): CommandId | undefined {
  return BY_CHORD.get(chord);
}

/** Single keys belong to a text field while somebody types in it. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    return true;
  }
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
  );
}

function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}

/** The keys 1 to 9, wherever nobody types and no dialog is open. */
export function useDigits(onDigit: (digit: number) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!/^[1-9]$/.test(event.key) || isTyping(event.target) || dialogIsOpen()) return;
      event.preventDefault();
      onDigit(Number(event.key));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onDigit]);
}

export function useKeyboard(): void {
  useEffect(() => {
    const mac = isMac(navigator.platform);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event, mac);
      const id = commandOf(chord);
      if (id === undefined || dialogIsOpen()) return;
      const typing = isTyping(event.target);
      if (typing && (!chord.startsWith('mod+') || chord === 'mod+a')) return;
      const command = activeCommand(id);
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
