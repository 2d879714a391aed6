/** How results are named, with an example and the words that can be put in; kept when the field is left. */
import { TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { DEFAULT_TEMPLATE, NAME_TOKENS } from '../../../../../shared/naming/name-template.ts';
import { exampleOf, type TemplateProblem, templateProblem } from '../model/template-problem.ts';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './fields.module.css';
import { SettingRow } from './setting-row.tsx';
import { usePreference } from './use-preference.ts';

export function TemplateField() {
  const t = useSettingsTexts();
  const template = usePreference('template');
  const stored = template.value ?? DEFAULT_TEMPLATE;
  const [text, setText] = useState(stored);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => setText(stored), [stored]);

  const problem = templateProblem(text);
  const keep = (next: string) => {
    if (templateProblem(next) === null && next !== stored) template.change(next);
  };
  const insert = (token: string) => {
    const { selectionStart, selectionEnd } = input.current ?? { selectionStart: null, selectionEnd: null };
    const from = selectionStart ?? text.length;
    const next = `${text.slice(0, from)}${token}${text.slice(selectionEnd ?? from)}`;
    setText(next);
    keep(next);
    input.current?.focus();
  };

  return (
    <SettingRow
      label={t('template')}
      htmlFor={id}
      help={t('templateHelp')}
      state={template.state}
      onUndo={template.undo}
      reset={
        template.value === null
          ? undefined
          : { label: t('default', { value: DEFAULT_TEMPLATE }), onReset: () => template.change(null) }
      }
    >
      <TextInput
        ref={input}
        id={id}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => keep(text)}
        onKeyDown={(event) => event.key === 'Enter' && keep(text)}
        error={problem === null ? undefined : problemWords(problem, t)}
        description={problem === null ? t('templateExample', { example: exampleOf(text) }) : undefined}
        inputWrapperOrder={['input', 'description', 'error']}
        classNames={{ input: classes.code }}
        spellCheck={false}
        size="sm"
      />
      <div className={classes.tokens}>
        {NAME_TOKENS.map((token) => (
          <button
            key={token}
            type="button"
            className={classes.token}
            aria-label={t('templateAdd', { token: `{${token}}` })}
            // Keeps the caret where the word goes.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert(`{${token}}`)}
          >
            {`{${token}}`}
          </button>
        ))}
      </div>
    </SettingRow>
  );
}

function problemWords(problem: TemplateProblem, t: ReturnType<typeof useSettingsTexts>): string {
  return problem.kind === 'unknown'
    ? t('template.unknown', { token: problem.token })
    : t(`template.${problem.kind}`);
}
