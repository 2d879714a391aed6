/** Brings what is wrong with an edited value to the field it belongs to. */
import { createContext, type ReactNode, useContext } from 'react';
import type { FieldIssue } from '../model/issues.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import { useSpeaker } from '../use-speaker.ts';

const Issues = createContext<readonly FieldIssue[]>([]);

export function IssuesProvider({
  issues,
  children,
}: {
  readonly issues: readonly FieldIssue[];
  readonly children: ReactNode;
}) {
  return <Issues value={issues}>{children}</Issues>;
}

/** The sentence to show beside the field, or undefined when it is right; `scale` as in a number field. */
export function useIssue(path: string, scale = 1): string | undefined {
  const t = useEditorTexts();
  const { figures } = useSpeaker();
  const issue = useContext(Issues).find((candidate) => candidate.path === path);
  if (issue === undefined) return undefined;
  const limit = figures.decimal((issue.limit ?? 0) * scale);
  switch (issue.kind) {
    case 'form':
      return formSentence(issue, t);
    case 'atLeast':
    case 'atMost':
    case 'tooLong':
    case 'tooMany':
      return t(`issue.${issue.kind}`, { limit });
    default:
      return t(`issue.${issue.kind}`);
  }
}

/** Whether anything below `path` is wrong. */
export function useHasIssues(path: string): boolean {
  return useContext(Issues).some((issue) => issue.path === path || issue.path.startsWith(`${path}.`));
}

function formSentence({ path, message }: FieldIssue, t: ReturnType<typeof useEditorTexts>): string {
  if (path.endsWith('resize')) return t('issue.size');
  if (path.endsWith('resize.fit')) return t('issue.box');
  if (path.endsWith('watermark.text')) return t('issue.text');
  if (/(?:color|fill)$/i.test(path)) return t('issue.color');
  if (/ratio$/i.test(path)) return t('issue.ratio');
  if (/(?:padding|margin|padding\.\w+)$/.test(path)) return t('issue.length');
  return message;
}
