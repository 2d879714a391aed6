/** Mantine's own colours by meaning, from those of `base.css`, alike in both themes. */
import type { CSSVariablesResolver } from '@mantine/core';

const byMeaning = {
  '--mantine-color-body': 'var(--easel-surface)',
  '--mantine-color-text': 'var(--easel-text)',
  '--mantine-color-dimmed': 'var(--easel-text-quiet)',
  '--mantine-color-default': 'var(--easel-raised)',
  '--mantine-color-default-hover': 'var(--easel-hover)',
  '--mantine-color-default-color': 'var(--easel-text)',
  '--mantine-color-default-border': 'var(--easel-line-control)',
  '--mantine-color-placeholder': 'var(--easel-text-quiet)',
  '--mantine-color-error': 'var(--easel-bad)',
  '--mantine-color-anchor': 'var(--easel-accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: byMeaning,
  dark: byMeaning,
});
