/** How the server is built: one file for Node, with nothing beside it to install. */
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: { ssr: 'src/server/main.ts', outDir: 'dist-server', target: 'node20' },
});
