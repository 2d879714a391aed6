/** The keys of a command, as small key caps. */
import { Kbd } from '@mantine/core';
import { type CommandId, describeCommand } from '../commands/command-list.ts';
import { keyCaps } from '../commands/key-names.ts';
import { isMac } from '../commands/keyboard.ts';
import classes from './key-hint.module.css';

export function KeyHint({ command }: { readonly command: CommandId }) {
  const first = describeCommand(command).keys?.[0];
  return first === undefined ? null : <KeyCaps chord={first} />;
}

export function KeyCaps({ chord }: { readonly chord: string }) {
  return (
    <span className={classes.keys}>
      {keyCaps(chord, isMac(navigator.platform)).map((cap) => (
        <Kbd key={cap} size="xs">
          {cap}
        </Kbd>
      ))}
    </span>
  );
}
