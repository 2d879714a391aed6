import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[]) => ({
  extends: true as const,
  test: { name, include },
});

/** Real databases, real images and real processes: slower than unit tests, hence generous limits and no retries. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Engine tests compute on every core by themselves.
    maxWorkers: 2,
    projects: [
      project('shared', ['shared/**/*.test.ts']),
      {
        extends: true,
        test: {
          name: 'core',
          include: ['core/**/*.test.ts'],
          globalSetup: ['core/db/postgres.global-setup.ts'],
        },
      },
      project('engine', ['engine/**/*.test.ts']),
      project('cli', ['cli/**/*.test.ts']),
      project('renderer', ['renderer/**/*.test.ts']),
      {
        extends: true,
        test: {
          name: 'electron',
          include: ['electron/**/*.test.ts'],
          globalSetup: ['electron/testing/build.global-setup.ts'],
        },
      },
      project('tools', ['tools/**/*.test.ts']),
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/testing/interface.global-setup.ts'],
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
