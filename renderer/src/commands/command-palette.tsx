/** Every command that can be run right now, found by typing. */
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { KeyHint } from '../ui/key-hint.tsx';
import { COMMAND_GROUPS, COMMAND_IDS, describeCommand } from './command-list.ts';
import classes from './command-palette.module.css';
import { useCommandTexts } from './commands.texts.ts';
import { useRegistry } from './registry.ts';

export function CommandPalette() {
  const t = useCommandTexts();
  const { commands, entries } = useRegistry();

  const groups = useMemo((): SpotlightActionGroupData[] => {
    const newest = new Map([...commands.values()].map((command) => [command.id, command]));
    const listed = COMMAND_GROUPS.map((group) => ({
      group: t(`group.${group}`),
      actions: COMMAND_IDS.filter((id) => describeCommand(id).group === group && !describeCommand(id).local)
        .flatMap((id) => newest.get(id) ?? [])
        .map(({ id, run }) => ({
          id,
          label: t(id),
          onClick: run,
          rightSection: <KeyHint command={id} />,
        })),
    }));
    const fromData = Map.groupBy([...entries.values()].flat(), ({ group }) => group);
    const more = [...fromData].map(([group, members]) => ({
      group,
      actions: members.map(({ id, title, run }) => ({ id, label: title, onClick: run })),
    }));
    return [...listed, ...more].filter(({ actions }) => actions.length > 0);
  }, [commands, entries, t]);

  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      tagsToIgnore={[]}
      overlayProps={{ blur: 0 }}
      attributes={{ content: { 'aria-label': t('palette.label') } }}
      classNames={{
        actionsGroup: classes.group ?? '',
        actionLabel: classes.label ?? '',
        search: classes.search ?? '',
      }}
      centered={false}
      yOffset={120}
      highlightQuery
      // The first letter typed after the shortcut must find the field there.
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={420}
      limit={40}
      nothingFound={t('palette.nothing')}
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.5} />,
        placeholder: t('palette.search'),
        'aria-label': t('palette.search'),
      }}
    />
  );
}
