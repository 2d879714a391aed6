import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Production build of the interface: one chunk per page, hashed names, nothing inlined that a strict CSP refuses. */
export default defineConfig({
  root: 'renderer',
  // Pages are told apart by the fragment, so every file is beside index.html whatever the host.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'esnext',
    cssTarget: 'chrome140',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 500,
  },
});
