/** Folders of this computer that the page may use, one level at a time; for bringing images in and for results. */
import { Button, Group, Skeleton, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowUp, IconFolder } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EaselError } from '../../../../../shared/errors.ts';
import { api } from '../../../api/client.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useUiTexts } from '../../../ui/ui.texts.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './folder-browser.module.css';

export interface FolderBrowserProps {
  readonly title: string;
  /** The verb on the button. */
  readonly action: string;
  /** Null: the places one may begin at. */
  readonly start: string | null;
  /** A folder that is not there yet may be typed, and is made when it is needed. */
  readonly mayBeNew: boolean;
  readonly onChoose: (path: string) => void;
  readonly onClose: () => void;
}

export function FolderBrowser({ title, action, start, mayBeNew, onChoose, onClose }: FolderBrowserProps) {
  const t = useWorkbenchTexts();
  const ui = useUiTexts();
  const format = useFormat();
  const [path, setPath] = useState(start);
  const [typed, setTyped] = useState<string | null>(null);
  const { data, error, isPending } = useQuery(
    api.sources.browse.queryOptions({ input: { path }, staleTime: 0, placeholderData: keepPreviousData }),
  );
  const go = (next: string | null) => {
    setPath(next);
    setTyped(null);
  };
  const isMissing = data?.exists === false;
  const text = typed ?? data?.path ?? '';
  const chosen = mayBeNew ? text.trim() : isMissing ? '' : (data?.path ?? '');
  const missing = isMissing && !mayBeNew ? new EaselError('INPUT_NOT_FOUND', { path: data.path }) : null;

  return (
    <Dialog onClose={onClose} title={title} size="lg">
      <form
        className={classes.browser}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== null && typed.trim() !== '') go(typed.trim());
        }}
      >
        <TextInput
          value={text}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t('folders.places')}
          aria-label={t('folders.path')}
          leftSectionPointerEvents="all"
          leftSection={
            <UnstyledButton
              className={classes.up}
              aria-label={t('folders.up')}
              disabled={path === null}
              onClick={() => go(data?.parent ?? null)}
            >
              <IconArrowUp size={16} stroke={1.5} />
            </UnstyledButton>
          }
        />
        <div className={classes.list}>
          {isPending && <Skeleton height={120} />}
          {isMissing && mayBeNew && <p className={classes.none}>{t('folders.new')}</p>}
          {(error ?? missing) !== null && <ErrorNotice error={error ?? missing} />}
          {error === null &&
            data?.folders.map((folder) => (
              <UnstyledButton key={folder.path} className={classes.folder} onClick={() => go(folder.path)}>
                <IconFolder size={16} stroke={1.5} aria-hidden />
                {folder.name}
              </UnstyledButton>
            ))}
          {error === null && !isMissing && data?.folders.length === 0 && (
            <p className={classes.none}>{t('folders.none')}</p>
          )}
        </div>
      </form>
      <Group mt="md" justify="space-between">
        <span className={classes.count}>
          {data !== undefined && data.path !== '' && typed === null
            ? t('folders.images', { count: data.images, images: format.count(data.images) })
            : ''}
        </span>
        <Group>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button variant="filled" disabled={chosen === ''} onClick={() => onChoose(chosen)}>
            {action}
          </Button>
        </Group>
      </Group>
    </Dialog>
  );
}
