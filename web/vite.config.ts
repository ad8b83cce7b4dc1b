import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// For `npm run dev`: the pages from Vite, the API from a running host.
const host = process.env.JOURNEY_HOST ?? 'http://127.0.0.1:5080';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The content security policy allows no data: addresses, so nothing is put into the files as one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/v1': host, '/healthz': host, '/openapi': host } },
});
