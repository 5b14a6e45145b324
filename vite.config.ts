/** How the page is built and served. Every address in the build is relative, so it runs from any folder of any server. */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The development server's hot reloading needs an inline script; the build keeps the policy as index.html has it. */
const allowInlineScriptWhileDeveloping: Plugin = {
  name: 'allow-inline-script-while-developing',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
};

export default defineConfig({
  base: './',
  plugins: [react(), allowInlineScriptWhileDeveloping],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Monaco is one large lazy chunk by nature; the first screen has its own limit, which a test measures.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      onLog(level, log, defaultHandler) {
        // Cloudscape marks its files for React servers; the mark means nothing here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') defaultHandler(level, log);
      },
    },
  },
});
