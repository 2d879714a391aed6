/** Above an opened preset: where one is, whether it is saved, and what can be done with it. */
import { ActionIcon, Badge, Button, Menu, Title } from '@mantine/core';
import {
  IconArrowLeft,
  IconCopy,
  IconDots,
  IconFileExport,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './editor-header.module.css';

export interface EditorHeaderProps {
  readonly title: string;
  readonly kind: 'builtIn' | 'own' | 'new';
  readonly dirty: boolean;
  readonly valid: boolean;
  readonly saving: boolean;
  readonly onBack: () => void;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onUse: () => void;
  readonly onDuplicate: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

export function EditorHeader(props: EditorHeaderProps) {
  const t = usePresetTexts();
  const { title, kind, onBack } = props;
  return (
    <div className={classes.header}>
      <Button
        size="sm"
        variant="subtle"
        color="gray"
        className={classes.back}
        leftSection={<IconArrowLeft size={16} stroke={1.5} aria-hidden />}
        onClick={onBack}
      >
        {t('back')}
      </Button>
      <Title order={1} className={classes.title}>
        {title === '' ? t('newTitle') : title}
      </Title>
      {kind !== 'new' && (
        <Badge variant="default" size="md" className={classes.badge}>
          {t(kind === 'builtIn' ? 'builtIn' : 'yours')}
        </Badge>
      )}
      <div className={classes.right}>
        {kind === 'builtIn' ? <BuiltInActions {...props} /> : <OwnActions {...props} />}
        {kind !== 'new' && <MoreMenu {...props} />}
      </div>
    </div>
  );
}

function BuiltInActions({ onUse, onDuplicate }: EditorHeaderProps) {
  const t = usePresetTexts();
  return (
    <>
      <Button size="sm" onClick={onUse} leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />}>
        {t('use')}
      </Button>
      <Button
        size="sm"
        variant="filled"
        onClick={onDuplicate}
        leftSection={<IconCopy size={16} stroke={1.5} aria-hidden />}
      >
        {t('copyToChange')}
      </Button>
    </>
  );
}

function OwnActions({ kind, dirty, valid, saving, onUse, onSave, onDiscard }: EditorHeaderProps) {
  const t = usePresetTexts();
  const changed = dirty || !valid;
  const state = valid ? (dirty ? t('unsaved') : kind === 'new' ? '' : t('saved')) : t('attention');
  return (
    <>
      <span className={classes.state} data-attention={(!valid && dirty) || undefined} role="status">
        {kind === 'new' && !dirty ? '' : state}
      </span>
      {changed && kind !== 'new' ? (
        <Button size="sm" onClick={onDiscard} disabled={saving}>
          {t('discard')}
        </Button>
      ) : (
        kind !== 'new' && (
          <Button
            size="sm"
            onClick={onUse}
            leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />}
          >
            {t('use')}
          </Button>
        )
      )}
      <Button size="sm" variant="filled" onClick={onSave} disabled={!dirty || !valid} loading={saving}>
        {t(kind === 'new' ? 'create' : 'save')}
      </Button>
    </>
  );
}

function MoreMenu({ title, kind, onDuplicate, onExport, onDelete }: EditorHeaderProps) {
  const t = usePresetTexts();
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon size="lg" variant="default" aria-label={t('moreFor', { name: title })}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kind === 'own' && (
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.5} />} onClick={onDuplicate}>
            {t('duplicate')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconFileExport size={16} stroke={1.5} />} onClick={onExport}>
          {t('export')}
        </Menu.Item>
        {kind === 'own' && (
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
