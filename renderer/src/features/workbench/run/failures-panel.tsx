/** Why files failed, by cause: what happened, what to do, and the next step as a button. */
import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ErrorCode } from '../../../../../shared/errors.ts';
import { api, client } from '../../../api/client.ts';
import { useFormat } from '../../../format/use-format.ts';
import { errorText } from '../../../i18n/error-text.ts';
import { currentLanguage } from '../../../i18n/i18n.ts';
import { showError } from '../../../ui/notify.tsx';
import { useUiTexts } from '../../../ui/ui.texts.ts';
import { useRemove } from '../grid/use-remove.ts';
import { type FailureGroup, groupFailures } from '../state/failures.ts';
import { jobStore } from '../state/job-store.ts';
import { arrangementStore, selectionStore, sourcesStore } from '../state/list-stores.ts';
import { moveTo } from '../state/selection.ts';
import { useStore } from '../state/store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './failures-panel.module.css';
import { useJobActions } from './use-job-actions.ts';

export function FailuresPanel({ onClose }: { readonly onClose: () => void }) {
  const t = useWorkbenchTexts();
  const ui = useUiTexts();
  const { retryFailed } = useJobActions();
  const job = useStore(jobStore, (now) => now.job);
  const groups = useMemo(() => groupFailures(job?.items.values() ?? []), [job?.items]);
  if (job === null) return null;
  return (
    <section className={classes.panel} aria-label={t('failures.title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('failures.title')}</h2>
        <CloseButton size="sm" aria-label={ui('close')} onClick={onClose} />
      </div>
      <div className={classes.all}>
        <Button size="xs" variant="filled" onClick={() => retryFailed(job.id)}>
          {t('failures.retry')}
        </Button>
        <Button size="xs" onClick={() => arrangementStore.update((now) => ({ ...now, show: 'problems' }))}>
          {t('failures.show')}
        </Button>
      </div>
      <div className={classes.groups}>
        {groups.map((group) => (
          <Group key={group.code} group={group} />
        ))}
      </div>
    </section>
  );
}

/** Files of a group shown before the rest is asked for. */
const FIRST = 5;

function Group({ group }: { readonly group: FailureGroup }) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const { data: info } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const remove = useRemove();
  const [all, setAll] = useState(false);
  const { message, remedy } = errorText(group, currentLanguage());
  const files = all ? group.files : group.files.slice(0, FIRST);
  const takeOff = () => {
    const { idByPath } = sourcesStore.get();
    remove(new Set(group.files.flatMap(({ path }) => idByPath.get(path) ?? [])));
  };
  return (
    <article className={classes.group}>
      <h3 className={classes.cause}>
        <IconAlertTriangle className={classes.sign} size={16} stroke={1.75} aria-hidden />
        {group.alike ? message : t(causeText(group.code))}
      </h3>
      <p className={classes.remedy}>{remedy}</p>
      <ul className={classes.files}>
        {files.map((file) => (
          <li key={file.path}>
            <button
              type="button"
              className={classes.file}
              onClick={() => lookAtFile(file.path)}
              title={file.path}
            >
              {file.path.split(/[/\\]/).at(-1)}
            </button>
            {!group.alike && (
              <span className={classes.why}>
                {errorText({ code: group.code, message: file.message }, currentLanguage()).message}
              </span>
            )}
          </li>
        ))}
      </ul>
      <div className={classes.actions}>
        {group.files.length > FIRST && !all && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => setAll(true)}>
            {t('failures.more', {
              count: group.files.length - FIRST,
              files: format.count(group.files.length - FIRST),
            })}
          </Button>
        )}
        {info?.desktop === true && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() => void client.desktop.reveal({ path: group.files[0]?.path ?? '' }).catch(showError)}
          >
            {t('failures.reveal')}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={takeOff}>
          {t('failures.remove', { count: group.files.length })}
        </Button>
      </div>
    </article>
  );
}

function lookAtFile(path: string): void {
  const id = sourcesStore.get().idByPath.get(path);
  if (id !== undefined) selectionStore.update((selection) => moveTo(selection, id));
}

/** A heading for files of one code whose sentences differ. */
function causeText(code: ErrorCode) {
  switch (code) {
    case 'INPUT_UNSUPPORTED':
      return 'cause.unsupported';
    case 'INPUT_MISLABELLED':
      return 'cause.mislabelled';
    case 'INPUT_BROKEN':
      return 'cause.broken';
    case 'INPUT_TOO_MANY_PIXELS':
    case 'INPUT_TOO_LARGE':
      return 'cause.tooLarge';
    case 'INPUT_TOO_MANY_PAGES':
      return 'cause.tooManyPages';
    case 'INPUT_TOO_COMPLEX':
      return 'cause.tooComplex';
    default:
      return causeByKind(code);
  }
}

function causeByKind(code: ErrorCode) {
  if (code.startsWith('INPUT_')) return 'cause.input';
  if (code.startsWith('ENGINE_')) return 'cause.engine';
  return /^(?:OUTPUT_|TARGET_|RECIPE_)/.test(code) ? 'cause.output' : 'cause.other';
}
