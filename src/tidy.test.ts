/** The rules of the house, executed: who may import whom, no circles, a core without clocks, promises in README. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');

interface Rule {
  /** Folders of src that may be imported, or single files of another folder. */
  readonly folders: readonly string[];
  /** Packages, `@scope/*` allowed. */
  readonly packages: readonly string[];
}

const HOST_API = 'host/api.ts';
const UI_PACKAGES = [
  '@aws-sdk/*',
  'react',
  'react-dom',
  'zustand',
  '@cloudscape-design/*',
  '@monaco-editor/react',
  'monaco-editor',
  'recharts',
  '@tanstack/*',
  'papaparse',
];

/** What the README calls `node:*`. */
const NODE_MODULES = [
  'buffer',
  'crypto',
  'events',
  'fs',
  'http',
  'net',
  'path',
  'process',
  'util',
  'zlib',
].map((name) => `node:${name}`);

/** README's table. A folder missing here is refused. */
const ALLOWED: Readonly<Record<string, Rule>> = {
  base: { folders: [], packages: [] },
  model: { folders: ['base'], packages: [] },
  language: { folders: ['base', 'model'], packages: [] },
  engine: { folders: ['base', 'model', 'language'], packages: [] },
  persistence: { folders: ['base', 'model'], packages: ['dexie'] },
  workload: { folders: ['base', 'model'], packages: [] },
  wire: { folders: ['base', 'model'], packages: [] },
  rpc: { folders: ['base'], packages: [] },
  sdk: { folders: ['base', 'model', 'wire', HOST_API], packages: ['@smithy/types'] },
  host: { folders: ['base', 'model', 'engine', 'persistence', 'workload'], packages: [] },
  scenarios: { folders: ['base', 'model', 'workload'], packages: ['fflate'] },
  worker: { folders: ['base', 'host', 'persistence', 'rpc'], packages: [] },
  server: {
    folders: ['base', 'model', 'engine', 'host', 'persistence', 'wire'],
    packages: NODE_MODULES,
  },
  ui: {
    folders: ['base', 'model', 'language', 'rpc', 'sdk', 'workload', 'scenarios', HOST_API],
    packages: UI_PACKAGES,
  },
};

/**
 * The engine's own order: each may import those before it. The feature folders of one rank never import one another:
 * they meet only at the commit event.
 */
const ENGINE_RANKS: readonly (readonly string[])[] = [
  ['values'],
  ['validation'],
  ['evaluate'],
  ['storage'],
  ['backups', 'capacity', 'streams', 'ttl', 'transactions', 'vectors', 'cloud-watch', 'auto-scaling'],
  ['context'],
  ['operations'],
  ['partiql'],
  ['engine'],
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file);

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.tsx?$/.test(file))
  .toSorted();
const production = sources.filter((file) => !isTest(file) && !file.includes('/testing/'));

const read = (file: string) => readFileSync(join(src, file), 'utf8');

/** Every import and re-export, type imports and dynamic ones included. */
function importsOf(file: string): readonly Import[] {
  const text = read(file);
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => ({ from: file, to: match[1] ?? match[2] ?? '' }));
}

/** `src`-relative path of a relative import. */
const target = ({ from, to }: Import) =>
  relative(src, resolve(src, dirname(from), to.replace(/\?.*$/, '')))
    .split(sep)
    .join('/');

const folderOf = (file: string) => file.slice(0, Math.max(0, file.indexOf('/')));

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function allows(rule: Rule, imported: Import): boolean {
  if (imported.to.startsWith('.')) {
    const file = target(imported);
    const folder = folderOf(file);
    return folder === folderOf(imported.from) || rule.folders.includes(folder) || rule.folders.includes(file);
  }
  const name = packageOf(imported.to);
  return rule.packages.some(
    (allowed) => allowed === name || (allowed.endsWith('/*') && name.startsWith(allowed.slice(0, -1))),
  );
}

describe('who may import whom', () => {
  it('knows every folder of src', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !(name in ALLOWED))).toEqual([]);
  });

  it('is kept by every file', () => {
    const broken = production.flatMap((file) => {
      const rule = ALLOWED[folderOf(file)];
      if (rule === undefined) return [`${file} lies in no known folder`];
      return importsOf(file)
        .filter((imported) => !allows(rule, imported))
        .map((imported) => `${file} imports ${imported.to}`);
    });
    expect(broken).toEqual([]);
  });

  it('is written the same way in README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const folder of Object.keys(ALLOWED))
      expect(readme).toMatch(new RegExp(`^\\| \`?${folder}/?\`? +\\|`, 'm'));
  });

  it('holds inside the engine, where features meet only at the commit event', () => {
    const rankOf = (file: string) => {
      const [, part = ''] = file.split('/');
      return ENGINE_RANKS.findIndex((rank) => rank.includes(part.replace(/\.ts$/, '')));
    };
    const broken = production
      .filter((file) => folderOf(file) === 'engine')
      .flatMap(importsOf)
      .filter((imported) => imported.to.startsWith('.'))
      .map((imported) => ({ from: imported.from, to: target(imported) }))
      .filter(({ from, to }) => folderOf(to) === 'engine' && from.split('/')[1] !== to.split('/')[1])
      .filter(({ from, to }) => rankOf(from) >= 0 && rankOf(to) >= 0 && rankOf(to) >= rankOf(from))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(broken).toEqual([]);
  });
});

describe('import circles', () => {
  it('do not exist', () => {
    const edges = new Map(
      production.map((file) => [
        file,
        importsOf(file)
          .filter((imported) => imported.to.startsWith('.'))
          .map(target)
          .filter((to) => production.includes(to)),
      ]),
    );
    expect(circlesIn(edges)).toEqual([]);
  });
});

describe('the core', () => {
  const core = production.filter((file) => ['base', 'model', 'language', 'engine'].includes(folderOf(file)));

  it('has no async, no clock, no ambient chance', () => {
    const forbidden =
      /\b(async\s|await\s|new Date\b|Date\.(now|parse|UTC)|Math\.random|setTimeout|setInterval|performance\.)/;
    expect(core.filter((file) => forbidden.test(withoutComments(read(file))))).toEqual([]);
  });
});

describe('files', () => {
  it('begin by saying what they are', () => {
    expect(sources.filter((file) => !isTest(file) && !/^(#!.*\n)?\/\*\*/.test(read(file)))).toEqual([]);
  });

  it('export nothing by default and are no barrels', () => {
    expect(production.filter((file) => /^export default\b/m.test(read(file)))).toEqual([]);
    expect(production.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
  });

  it('at the root are few and known', () => {
    const known = new Set([
      '.ci',
      '.git',
      '.gitignore',
      'LICENSE',
      'README.md',
      'bench',
      'dist',
      'dist-server',
      'docs',
      'e2e',
      'index.html',
      'node_modules',
      'package-lock.json',
      'package.json',
      'public',
      'src',
      'test-results',
      'tsconfig.json',
      'vite.config.ts',
    ]);
    expect(readdirSync(root).filter((name) => !known.has(name))).toEqual([]);
  });

  it('README names as paths exist', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('README names as npm scripts exist', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const scripts = Object.keys(
      (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts,
    );
    const named = [...readme.matchAll(/npm (?:run )?(start|test|bench|dev|build|serve)\b/g)].map(
      (match) => match[1],
    );
    expect(named).toContain('start');
    expect(named.filter((name) => name !== undefined && !scripts.includes(name))).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

/** Strongly connected components of more than one file, or a file importing itself (Tarjan). */
function circlesIn(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    low.set(file, order.get(file) ?? 0);
    stack.push(file);
    for (const to of edges.get(file) ?? []) {
      if (!order.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1 || edges.get(file)?.includes(file) === true) found.push(circle);
  };
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return found;
}
