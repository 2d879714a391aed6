/** What the file says about itself: what stays, and what is written into it. */
import { Textarea, TextInput } from '@mantine/core';
import type { MetadataBlock } from '../../../../../shared/recipe/recipe.ts';
import classes from '../fields/fields.module.css';
import { useIssue } from '../fields/issues.tsx';
import { RadioField } from '../fields/radio-field.tsx';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

const POLICIES = ['private', 'strip', 'keep'] as const;

export function MetadataForm({ value, onChange }: BlockProps<'metadata'>) {
  const t = useEditorTexts();
  const copyrightIssue = useIssue('metadata.copyright');
  const creatorIssue = useIssue('metadata.creator');
  return (
    <div className={classes.fields}>
      <RadioField
        label={t('metadata.policy')}
        choices={POLICIES.map((policy) => ({
          value: policy,
          label: t(`metadata.${policy}`),
          help: t(`metadata.${policy}Help`),
        }))}
        value={value.policy}
        onChange={(policy) => onChange({ ...value, policy })}
      />
      <Textarea
        label={t('metadata.copyright')}
        placeholder={t('metadata.unchanged')}
        error={copyrightIssue}
        value={value.copyright ?? ''}
        onChange={(event) => onChange(withText(value, 'copyright', event.currentTarget.value))}
        autosize
        minRows={1}
        size="sm"
      />
      <TextInput
        label={t('metadata.creator')}
        placeholder={t('metadata.unchanged')}
        error={creatorIssue}
        value={value.creator ?? ''}
        onChange={(event) => onChange(withText(value, 'creator', event.currentTarget.value))}
        size="sm"
      />
    </div>
  );
}

/** Empty text leaves what the image says. */
function withText(value: MetadataBlock, field: 'copyright' | 'creator', text: string): MetadataBlock {
  const { [field]: _, ...others } = value;
  return text === '' ? others : { ...others, [field]: text };
}
