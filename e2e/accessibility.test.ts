/** Every page and state, in both themes, against the rules that machines can check (WCAG A and AA, good practice). */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { journey } from './testing/journey.ts';
import { STATES } from './testing/states.ts';

describe('accessibility', () => {
  journey(
    'no state of any page breaks a rule, in light and in dark',
    { timeout: 300_000 },
    async ({ served, easel }) => {
      const { page } = easel;
      // The last state is a page that is not let in.
      easel.allow(/status of 401/);
      const broken: string[] = [];
      for (const { name, reach } of STATES) {
        await reach(page, served);
        broken.push(...(await violations(page, `${name}, light`)));
        // Only colours change with the theme.
        await page.emulateMedia({ colorScheme: 'dark' });
        broken.push(...(await violations(page, `${name}, dark`, ['color-contrast'])));
        await page.emulateMedia({ colorScheme: 'light' });
      }
      expect(broken).toEqual([]);
    },
  );
});

async function violations(page: Page, where: string, only: string[] = []): Promise<readonly string[]> {
  // There are no frames whose results would have to be put together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const found = await (only.length > 0 ? axe.withRules(only) : axe).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${where}: ${id} at ${target}: ${failureSummary}`),
  );
}
