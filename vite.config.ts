import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Packages with native code or files of their own beside them: never bundled. */
const EXTERNAL = [
  'better-sqlite3',
  'sharp',
  'piscina',
  'pg',
  'pg-native',
  'heic-decode',
  'libheif-js',
  '@jsquash/jxl',
  // It runs programs from its own folder.
  'trash',
];

/** Production build of what runs on Node: the command line, and the engine with its worker. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    minify: false,
    rolldownOptions: {
      input: {
        'cli/main': 'cli/main.ts',
        'engine/main': 'engine/main.ts',
        'engine/worker': 'engine/worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      external: (id) =>
        id.startsWith('node:') ||
        builtinModules.includes(id) ||
        EXTERNAL.some((name) => id === name || id.startsWith(`${name}/`)),
    },
  },
  ssr: { noExternal: true, external: EXTERNAL },
  plugins: [
    {
      name: 'easel-resources',
      closeBundle() {
        const { outDir } = this.environment.config.build;
        cpSync('resources', join(outDir, 'resources'), { recursive: true });
        const entry = readFileSync('cli/easel.mjs', 'utf8');
        writeFileSync(join(outDir, 'cli', 'easel.mjs'), entry.replace('./main.ts', './main.js'));
      },
    },
  ],
});
