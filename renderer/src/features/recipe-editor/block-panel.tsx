/** One block: what it does in words, a switch where it can be off, and its form behind a fold. */
import { Collapse } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { BLOCK_ICONS } from './block-icons.ts';
import classes from './block-panel.module.css';
import { useHasIssues } from './fields/issues.tsx';
import { Toggle } from './fields/toggle.tsx';
import type { BlockName } from './model/blocks.ts';
import { useEditorTexts } from './recipe-editor.texts.ts';
import { useRecipeWordTexts } from './recipe-words.texts.ts';

export interface BlockPanelProps {
  readonly block: BlockName;
  /** What the block does, in words. */
  readonly words: string;
  readonly on: boolean;
  /** Left out for a block that always applies. */
  readonly onSwitch?: ((on: boolean) => void) | undefined;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly children: ReactNode;
}

export function BlockPanel({ block, words, on, onSwitch, open, onOpen, children }: BlockPanelProps) {
  const t = useEditorTexts();
  const title = useRecipeWordTexts()(`block.${block}`);
  const faulty = useHasIssues(block);
  const body = useId();
  const Icon = BLOCK_ICONS[block];
  const state = [classes.panel, on ? classes.on : classes.off, faulty ? classes.faulty : ''];
  return (
    <section className={state.join(' ')}>
      <div className={classes.header}>
        <h3 className={classes.heading}>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={on && open}
            aria-controls={body}
            onClick={() => (on ? onOpen(!open) : onSwitch?.(true))}
          >
            <Icon className={classes.icon} size={20} stroke={1.5} aria-hidden />
            <span className={classes.texts}>
              <span className={classes.title}>{title}</span>
              {on && !open && <span className={classes.words}>{words}</span>}
            </span>
            {on && <IconChevronRight className={classes.chevron} size={16} stroke={1.5} aria-hidden />}
          </button>
        </h3>
        {onSwitch !== undefined && (
          <Toggle checked={on} onChange={onSwitch} aria-label={t('use', { block: title })} />
        )}
      </div>
      <Collapse expanded={on && open} transitionDuration={120} keepMounted={false} id={body}>
        <div className={classes.body}>{children}</div>
      </Collapse>
    </section>
  );
}
