import { cpSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Packages with native code or files of their own beside them, and Electron itself: never bundled. */
const EXTERNAL = ['electron', 'better-sqlite3', 'pg', 'pg-native', 'piscina'];

const external = (id: string) =>
  id.startsWith('node:') ||
  builtinModules.includes(id) ||
  EXTERNAL.some((name) => id === name || id.startsWith(`${name}/`));

/** Production build of the desktop host: the main process, and the preload script of its sandboxed page. */
export default defineConfig({
  build: { outDir: 'dist/electron', minify: false, copyPublicDir: false },
  environments: {
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: EXTERNAL },
      build: {
        emptyOutDir: true,
        // What Electron 45 runs on.
        target: 'node24',
        rolldownOptions: {
          input: 'electron/main.ts',
          external,
          output: { entryFileNames: 'main.js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        target: 'chrome140',
        // Sandboxed preload scripts are single CommonJS files.
        rolldownOptions: {
          input: 'electron/preload/preload.ts',
          external,
          output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      const { main, preload } = builder.environments;
      if (!main || !preload) throw new Error('An environment of this configuration is missing');
      await builder.build(main);
      await builder.build(preload);
      cpSync('electron/icons', join(main.config.build.outDir, 'icons'), { recursive: true });
    },
  },
});
