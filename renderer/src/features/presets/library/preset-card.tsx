/** One preset in the library: what it makes, what it promises, and where that comes from. */
import { ActionIcon, Checkbox, Menu, Tooltip } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconEdit,
  IconFileExport,
  IconPin,
  IconPinnedFilled,
  IconTrash,
} from '@tabler/icons-react';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import { describeRules } from '../../../../../shared/preset/compliance.ts';
import { useFormat } from '../../../format/use-format.ts';
import { briefWords } from '../../recipe-editor/model/recipe-words.ts';
import { useSpeaker } from '../../recipe-editor/use-speaker.ts';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './preset-card.module.css';
import { ShapeMark } from './shape-mark.tsx';

export interface PresetCardProps {
  readonly entry: PresetEntry;
  readonly pinned: boolean;
  /** Null while nothing is being chosen. */
  readonly chosen: boolean | null;
  /** True when another card has the focus now. */
  readonly onArrow: (key: string) => boolean;
  readonly onOpen: () => void;
  readonly onChoose: (chosen: boolean) => void;
  readonly onPin: () => void;
  readonly onDuplicate: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

export function PresetCard({
  entry,
  pinned,
  chosen,
  onArrow,
  onOpen,
  onChoose,
  onPin,
  ...menu
}: PresetCardProps) {
  const t = usePresetTexts();
  const { preset } = entry;
  const [first] = preset.outputs;
  const pinLabel = t(pinned ? 'unpin' : 'pin', { name: preset.name });
  return (
    <li className={classes.card} data-chosen={chosen === true || undefined}>
      <div className={classes.top}>
        {first !== undefined && <ShapeMark recipe={first.recipe} />}
        <div className={classes.head}>
          <h3 className={classes.name}>
            <button
              type="button"
              data-card
              className={classes.open}
              onClick={() => (chosen === null ? onOpen() : onChoose(!chosen))}
              onKeyDown={(event) => onArrow(event.key) && event.preventDefault()}
            >
              {preset.name}
            </button>
          </h3>
          <CardWords entry={entry} />
        </div>
        <div className={classes.actions}>
          {chosen === null ? (
            <>
              <Tooltip label={pinLabel}>
                <ActionIcon size="sm" aria-label={pinLabel} aria-pressed={pinned} onClick={onPin}>
                  {pinned ? (
                    <IconPinnedFilled size={16} className={classes.pinned} />
                  ) : (
                    <IconPin size={16} stroke={1.5} />
                  )}
                </ActionIcon>
              </Tooltip>
              <CardMenu entry={entry} onOpen={onOpen} {...menu} />
            </>
          ) : (
            <Checkbox
              checked={chosen}
              onChange={(event) => onChoose(event.currentTarget.checked)}
              aria-label={t('choose', { name: preset.name })}
              size="sm"
            />
          )}
        </div>
      </div>
      <CardFoot entry={entry} />
    </li>
  );
}

function CardWords({ entry: { preset } }: { readonly entry: PresetEntry }) {
  const t = usePresetTexts();
  const speaker = useSpeaker();
  const [first] = preset.outputs;
  if (preset.outputs.length > 1) {
    const names = preset.outputs.map(({ variant }) => variant).filter(Boolean);
    return (
      <p className={classes.words}>
        {t('files', { count: preset.outputs.length })}
        <br />
        {names.join(', ')}
      </p>
    );
  }
  const words = first === undefined ? [] : briefWords(first.recipe, speaker);
  return (
    <p className={classes.words}>
      {words.map((line) => (
        <span key={line} className={classes.line}>
          {line}
        </span>
      ))}
    </p>
  );
}

const STANDINGS = ['official', 'third-party', 'convention'] as const;

function CardFoot({ entry: { preset } }: { readonly entry: PresetEntry }) {
  const t = usePresetTexts();
  const format = useFormat();
  const rules = preset.outputs.reduce((sum, output) => sum + describeRules(output.rules).length, 0);
  // The best source says how far the rules can be trusted.
  const standing = STANDINGS.find((known) => preset.sources.some((source) => source.standing === known));
  const told = standing === undefined ? [] : [t(`standing.${standing}`)];
  const checked =
    preset.checkedOn === undefined
      ? []
      : [t('checkedOn', { date: format.date(Date.parse(`${preset.checkedOn}T12:00:00`)) })];
  return (
    <p className={classes.foot}>
      <span>{rules === 0 ? t('noRules') : t('rules', { count: rules })}</span>
      <span>{[...told, ...checked].join(', ')}</span>
    </p>
  );
}

type CardMenuProps = Pick<PresetCardProps, 'entry' | 'onOpen' | 'onDuplicate' | 'onExport' | 'onDelete'>;

function CardMenu({ entry: { preset, builtIn }, onOpen, onDuplicate, onExport, onDelete }: CardMenuProps) {
  const t = usePresetTexts();
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('moreFor', { name: preset.name })}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconEdit size={16} stroke={1.5} />} onClick={onOpen}>
          {t(builtIn ? 'open' : 'edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} stroke={1.5} />} onClick={onDuplicate}>
          {t('duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileExport size={16} stroke={1.5} />} onClick={onExport}>
          {t('export')}
        </Menu.Item>
        {!builtIn && (
          <Menu.Item
            leftSection={<IconTrash size={16} stroke={1.5} />}
            className={classes.danger}
            onClick={onDelete}
          >
            {t('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
