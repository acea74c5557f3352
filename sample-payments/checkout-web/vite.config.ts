import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

/**
 * Pages go to `dist/pages`, each file also compressed, because the server never compresses. Nothing is inlined: the
 * Content-Security-Policy allows files of our own only. `@payments/core` is read from its sources, so no build precedes.
 */
export default defineConfig({
  plugins: [react(), compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 1024 })],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/pages',
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: process.env.API_URL ? { proxy: { '/v1': process.env.API_URL } } : {},
});
