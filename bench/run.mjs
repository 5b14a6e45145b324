/** Builds a benchmark with Vite and runs it in this Node: `node bench/run.mjs engine`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('which one? node bench/run.mjs NAME runs bench/NAME.ts');

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside node_modules, so that packages which stay outside the bundle are found.
const outDir = await mkdtemp(join(root, 'node_modules', '.bench-'));
try {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: join(root, 'bench', `${name}.ts`), outDir, minify: false, emptyOutDir: true },
  });
  await import(pathToFileURL(join(outDir, `${name}.js`)).href);
} finally {
  await rm(outDir, { recursive: true, force: true });
}
