/** Every shortcut, from the one list of commands that the keyboard itself reads. */
import { Title } from '@mantine/core';
import { COMMAND_GROUPS, COMMANDS, type CommandId, describeCommand } from '../../commands/command-list.ts';
import { useCommandTexts } from '../../commands/commands.texts.ts';
import { KeyCaps, KeyHint } from '../../ui/key-hint.tsx';
import { useShortcutTexts } from './shortcuts.texts.ts';
import classes from './shortcuts-page.module.css';

// Object.keys of a const record are exactly its keys.
const WITH_KEYS = (Object.keys(COMMANDS) as CommandId[]).filter(
  (id) => (describeCommand(id).keys ?? []).length > 0,
);

export function ShortcutsPage() {
  const t = useShortcutTexts();
  const command = useCommandTexts();
  const groups = COMMAND_GROUPS.map((group) => ({
    group,
    commands: WITH_KEYS.filter((id) => describeCommand(id).group === group),
  })).filter(({ commands }) => commands.length > 0);
  return (
    <div className={classes.page}>
      <Title order={1}>{t('title')}</Title>
      <p className={classes.help}>
        {t('help')} <KeyHint command="app.palette" />
      </p>
      <div className={classes.groups}>
        {groups.map(({ group, commands }) => (
          <section key={group} aria-labelledby={`shortcuts-${group}`} className={classes.group}>
            <h2 id={`shortcuts-${group}`} className={classes.heading}>
              {command(`group.${group}`)}
            </h2>
            <dl className={classes.list}>
              {commands.map((id) => (
                <div key={id} className={classes.command}>
                  <dt>{command(id)}</dt>
                  <dd>
                    {describeCommand(id).keys?.map((chord) => (
                      <KeyCaps key={chord} chord={chord} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
