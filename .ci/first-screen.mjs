/** Holds the first screen to its budget: everything that index.html loads before it can be used, gzipped. */
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 420;
const dist = new URL('../dist/', import.meta.url);

const html = readFileSync(new URL('index.html', dist), 'utf8');
const linked = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
  (match) => match[1],
);

/** The page's own files and what they import without being asked: static imports only. */
function closure(files) {
  const seen = new Set();
  const queue = [...files];
  while (queue.length > 0) {
    const file = queue.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    if (!file.endsWith('.js')) continue;
    const text = readFileSync(new URL(file, dist), 'utf8');
    for (const match of text.matchAll(/(?:^|[;}\n])import(?:[^'"`();]*from)?["']\.\/([^"']+\.js)["']/g))
      queue.push(`assets/${match[1]}`);
  }
  return [...seen];
}

const worker = readdirSync(new URL('assets/', dist)).filter(
  (name) => /^main-.*\.js$/.test(name) && !html.includes(name),
);
const files = closure(linked);
const sizeKb = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024;
const rows = files.map((file) => [file, sizeKb(file)]).toSorted((a, b) => b[1] - a[1]);
const total = rows.reduce((sum, row) => sum + row[1], 0);

for (const [file, kb] of rows) console.log(`${kb.toFixed(1).padStart(8)} KB  ${file}`);
console.log(`${total.toFixed(1).padStart(8)} KB  first screen, gzipped (limit ${LIMIT_KB} KB)`);
for (const name of worker)
  console.log(
    `${sizeKb(`assets/${name}`).toFixed(1).padStart(8)} KB  ${name}, the engine's worker, beside it`,
  );

if (files.length === 0 || total > LIMIT_KB) {
  console.error(files.length === 0 ? 'index.html links no assets' : 'over the limit');
  process.exit(1);
}
