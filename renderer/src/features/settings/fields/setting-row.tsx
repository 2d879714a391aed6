/** One setting: what it is and how saving went, with its control beside it. */
import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { explain } from '../../../ui/explain.ts';
import { useUiTexts } from '../../../ui/ui.texts.ts';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './setting-row.module.css';
import type { SaveState } from './use-saved-field.ts';

export interface SettingRowProps {
  readonly label: string;
  /** Of the control, when it can be pointed at; otherwise the control names itself by `labelId`. */
  readonly htmlFor?: string;
  readonly labelId?: string;
  readonly help?: string;
  readonly restart?: boolean;
  readonly state: SaveState;
  readonly onUndo?: (() => void) | undefined;
  /** Shown while the setting is not at its default. */
  readonly reset?: { readonly label: string; readonly onReset: () => void } | undefined;
  readonly children: ReactNode;
}

export function SettingRow(props: SettingRowProps) {
  const { label, htmlFor, labelId, help, restart = false, state, reset, children } = props;
  const t = useSettingsTexts();
  return (
    <div className={classes.row}>
      <div className={classes.text}>
        <div className={classes.line}>
          {htmlFor === undefined ? (
            <span id={labelId} className={classes.label}>
              {label}
            </span>
          ) : (
            <label htmlFor={htmlFor} className={classes.label}>
              {label}
            </label>
          )}
          <FieldState {...props} />
        </div>
        {help !== undefined && <p className={classes.help}>{help}</p>}
        {restart && (
          <Badge variant="default" size="sm" className={classes.badge}>
            {t('restart')}
          </Badge>
        )}
        {reset !== undefined && (
          <button type="button" className={classes.link} onClick={reset.onReset}>
            {reset.label}
          </button>
        )}
      </div>
      <div className={classes.control}>
        {children}
        {state.kind === 'failed' && <Failure error={state.error} />}
      </div>
    </div>
  );
}

/** Beside the field, since that is where it has to be put right. */
function Failure({ error }: { readonly error: unknown }) {
  const { message, remedy } = explain(error);
  return (
    <p className={classes.failure} role="alert">
      <IconAlertTriangle size={14} aria-hidden />
      {message} {remedy}
    </p>
  );
}

function FieldState({ state, onUndo }: SettingRowProps) {
  const t = useSettingsTexts();
  const ui = useUiTexts();
  return (
    <span className={classes.state}>
      <span role="status" className={classes.words}>
        {state.kind === 'saving' && t('saving')}
        {state.kind === 'saved' && (
          <>
            <IconCheck size={14} className={classes.check} aria-hidden />
            {t('saved')}
          </>
        )}
      </span>
      {state.kind === 'saved' && onUndo !== undefined && (
        <button type="button" className={classes.link} onClick={onUndo}>
          {ui('undo')}
        </button>
      )}
    </span>
  );
}
