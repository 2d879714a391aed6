/** All images, or only the selected ones; shown while several are selected. */
import { Checkbox } from '@mantine/core';
import { useFormat } from '../../../format/use-format.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import type { Scope } from './use-scope.ts';

export function ScopeField({ scope: { only, selected, setSelectedOnly } }: { readonly scope: Scope }) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  if (selected < 2) return null;
  return (
    <Checkbox
      size="xs"
      checked={only !== null}
      onChange={(event) => setSelectedOnly(event.currentTarget.checked)}
      label={t('output.selectedOnly', { count: selected, images: format.count(selected) })}
    />
  );
}
