/** Exact numbers under the preview: what the source is, what the result will be. */
import { Popover, UnstyledButton } from '@mantine/core';
import { IconArrowNarrowRight, IconInfoCircle } from '@tabler/icons-react';
import type { Preview } from '../../../../../shared/contract/previews.ts';
import type { SourceFile } from '../../../../../shared/contract/sources.ts';
import type { SourceFacts } from '../../../../../shared/engine.ts';
import type { Rules } from '../../../../../shared/preset/preset.ts';
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './preview-facts.module.css';
import { RuleChecks } from './rule-checks.tsx';

export interface PreviewFactsProps {
  readonly file: SourceFile;
  readonly facts: SourceFacts | null;
  readonly preview: Preview | undefined;
  readonly rules: Rules | null;
}

export function PreviewFacts({ file, facts, preview, rules }: PreviewFactsProps) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const warnings = [
    ...(preview?.keptOriginal ? [t('preview.keptOriginal')] : []),
    ...(preview?.warnings ?? []),
  ];
  return (
    <div className={classes.facts}>
      <span className={classes.name} title={file.path}>
        {file.name}
      </span>
      <span className={classes.numbers}>
        {facts !== null && `${format.dimensions(facts.width, facts.height)}  ${formatName(facts.format)}  `}
        {format.bytes(file.bytes)}
      </span>
      {preview !== undefined && (
        <>
          <IconArrowNarrowRight
            className={classes.arrow}
            size={16}
            stroke={1.5}
            aria-label={t('preview.becomes')}
          />
          <strong className={classes.numbers}>
            {format.dimensions(preview.width, preview.height)} {formatName(preview.format)}{' '}
            {format.bytes(preview.bytes)}
          </strong>
          <span className={classes.change}>{change(preview.bytes / file.bytes - 1, format.percent)}</span>
          {preview.quality !== null && (
            <span className={classes.change}>{t('preview.quality', { quality: preview.quality })}</span>
          )}
        </>
      )}
      <span className={classes.space} />
      {warnings.length > 0 && (
        <Popover position="top-end">
          <Popover.Target>
            <UnstyledButton className={classes.warnings}>
              <IconInfoCircle size={14} stroke={2} aria-hidden />
              {t('preview.notes', { count: warnings.length })}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown className={classes.notes ?? ''}>
            {warnings.map((warning) => (
              <p key={warning}>{warning}</p>
            ))}
          </Popover.Dropdown>
        </Popover>
      )}
      {preview !== undefined && rules !== null && <RuleChecks checks={preview.checks} rules={rules} />}
    </div>
  );
}

/** `−94%` or `+12%`, with a true minus sign. */
function change(share: number, percent: (share: number) => string): string {
  return share < 0 ? `−${percent(-share)}` : `+${percent(share)}`;
}
