/** The pattern of names, with the names it makes shown as it is typed. */
import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconTag } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PlannedReport } from '../../../../../shared/job.ts';
import { DEFAULT_TEMPLATE, NAME_TOKENS } from '../../../../../shared/naming/name-template.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { explain } from '../../../ui/explain.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import type { BatchOptions } from './batch.ts';
import { namesForecast } from './forecast.ts';
import classes from './name-field.module.css';
import { below } from './short-path.ts';

export interface NameFieldProps {
  readonly options: BatchOptions;
  readonly plan: readonly PlannedReport[];
  readonly error: unknown;
}

/** Milliseconds after the last key before a pattern is kept. */
const REST = 400;

export function NameField({ options: { template, outputFolder }, plan, error }: NameFieldProps) {
  const t = useWorkbenchTexts();
  const { update } = usePreferences();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(template);
  const { examples } = namesForecast(plan);

  useEffect(() => {
    if (typed === template) return;
    const timer = setTimeout(() => update({ template: typed === DEFAULT_TEMPLATE ? null : typed }), REST);
    return () => clearTimeout(timer);
  }, [typed, template, update]);

  const insert = (token: string) => {
    const field = input.current;
    const at = field?.selectionStart ?? typed.length;
    const end = field?.selectionEnd ?? at;
    setTyped(`${typed.slice(0, at)}{${token}}${typed.slice(end)}`);
    field?.focus();
  };

  return (
    <Popover position="top-start" width={440} trapFocus>
      <Popover.Target>
        <Button
          size="sm"
          className={classes.name ?? ''}
          leftSection={
            error === null ? (
              <IconTag size={16} stroke={1.5} />
            ) : (
              <IconAlertTriangle className={classes.bad} size={16} stroke={1.5} />
            )
          }
          aria-label={t('name.button', { template })}
        >
          {template}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          ref={input}
          label={t('name.label')}
          description={t('name.help')}
          value={typed}
          maxLength={400}
          error={error === null ? null : explain(error).message}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={classes.tokens}>
          {NAME_TOKENS.map((token) => (
            <UnstyledButton
              key={token}
              className={classes.token}
              title={t(`token.${token}`)}
              onClick={() => insert(token)}
            >
              {`{${token}}`}
            </UnstyledButton>
          ))}
          {typed !== DEFAULT_TEMPLATE && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => setTyped(DEFAULT_TEMPLATE)}>
              {t('name.reset')}
            </Button>
          )}
        </div>
        {error === null && examples.length > 0 && (
          <div className={classes.examples} aria-live="polite">
            <span>{t('name.examples')}</span>
            {examples.map((path) => (
              <code key={path}>{below(outputFolder, path)}</code>
            ))}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
