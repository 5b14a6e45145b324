/**
 * Runs public test suites against the server and writes docs/conformance.md:
 *
 *   node .ci/conformance.mjs --suite DIR --dynalite DIR [--endpoint URL] [--date YYYY-MM-DD]
 *
 * --suite is a checkout of nubo-db/dynamodb-conformance, --dynalite one of architect/dynalite, each with its own
 * dependencies installed; --commit and --dynalite-commit name their commits where Git cannot. Without --endpoint the
 * public suite asks a server that is built and started here, as dynalite's always does. Fails when a case fails without
 * a reason known to .ci/conformance/.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { DYNALITE_REASONS, SUITE_REASONS } from './conformance/reasons.mjs';
import { writeReport } from './conformance/report.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    suite: { type: 'string' },
    commit: { type: 'string' },
    dynalite: { type: 'string' },
    'dynalite-commit': { type: 'string' },
    endpoint: { type: 'string' },
    date: { type: 'string' },
    out: { type: 'string', default: join(root, 'docs', 'conformance.md') },
  },
});
if (options.suite === undefined && options.dynalite === undefined) {
  throw new Error('which suite? --suite DIR, --dynalite DIR or both');
}

const workDir = mkdtempSync(join(tmpdir(), 'conformance-'));
let failed = false;
try {
  await build({
    root,
    configFile: join(root, '.ci', 'vite.server.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(workDir, 'server'), emptyOutDir: true },
  });
  const main = join(workDir, 'server', 'main.js');
  const suite = options.suite && (await runSuite(resolve(options.suite), main));
  const dynalite = options.dynalite && (await runDynalite(resolve(options.dynalite), main));
  const differential = await runDifferential();
  const date = options.date ?? new Date().toISOString().slice(0, 10);
  writeFileSync(options.out, writeReport({ date, suite, dynalite, differential }));
  execFileSync(join(root, 'node_modules', '.bin', 'oxfmt'), ['--config', '.ci/oxfmt.json', options.out], {
    cwd: root,
    stdio: 'ignore',
  });
  failed =
    (suite?.unexplained.length ?? 0) + (dynalite?.unexplained.length ?? 0) + (differential?.unjudged ?? 0) >
    0;
} finally {
  rmSync(workDir, { recursive: true, force: true });
}
if (failed) {
  console.error('Some cases fail for reasons that are not known: see the report.');
  process.exitCode = 1;
}

/** The public suite: every case was recorded against AWS. */
async function runSuite(dir, main) {
  const output = join(workDir, 'suite.json');
  const server = options.endpoint === undefined ? await startServer(main) : undefined;
  try {
    const env = { ...process.env, DYNAMODB_ENDPOINT: options.endpoint ?? server.url };
    const run = spawn('npx', ['vitest', 'run', '--reporter=json', `--outputFile=${output}`], {
      cwd: dir,
      env,
      stdio: 'ignore',
    });
    await once(run, 'exit');
  } finally {
    server?.child.kill();
  }
  const cases = JSON.parse(readFileSync(output, 'utf8')).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ status, title }) => ({
      file: name.slice(name.indexOf('/tests/') + '/tests/'.length).replace('.test.ts', ''),
      title,
      status,
    })),
  );
  const areas = countBy(cases, ({ file }) => file.split('/').slice(0, 2).join('/'));
  const failures = cases.filter(({ status }) => status !== 'passed');
  const explained = failures.map((one) => ({ ...one, reason: reasonOf(SUITE_REASONS, one) }));
  console.log(`public suite: ${cases.length - failures.length} of ${cases.length}`);
  return {
    commit: options.commit ?? commitOf(dir),
    total: cases.length,
    passed: cases.length - failures.length,
    areas,
    explained: explained.filter(({ reason }) => reason !== undefined),
    unexplained: explained.filter(({ reason }) => reason === undefined),
  };
}

/**
 * Dynalite's own suite, a file at a time: one that fails would leave its tables to the next. Several of its tests go on
 * after a failed assertion, so that one difference may be counted in the test after it too.
 */
async function runDynalite(dir, main) {
  const files = readdirSync(join(dir, 'test')).filter(
    (file) => file.endsWith('.js') && !['helpers.js', 'bench.js'].includes(file),
  );
  const cases = [];
  for (const file of files) {
    const output = join(workDir, `${file}.json`);
    const mocha = join(dir, 'node_modules', '.bin', 'mocha');
    const preload = join(root, '.ci', 'conformance', 'dynalite-server.cjs');
    const args = ['--exit', '--require', 'should', '--require', preload, '-t', '30s', '--reporter', 'json'];
    const run = spawn(
      mocha,
      [...args, '--reporter-option', `output=${output}`, 'test/helpers.js', `test/${file}`],
      {
        cwd: dir,
        env: { ...process.env, SUITE_DIR: dir, SERVER_MAIN: main },
        stdio: 'ignore',
      },
    );
    await once(run, 'exit');
    const { passes, failures } = JSON.parse(readFileSync(output, 'utf8'));
    const area = basename(file, '.js');
    for (const { title } of passes) cases.push({ file: area, title, status: 'passed', message: '' });
    for (const { title, err } of failures) {
      cases.push({ file: area, title, status: 'failed', message: (err.message ?? '').replace(/\s+/g, ' ') });
    }
  }
  const failures = cases.filter(({ status }) => status === 'failed');
  const groups = new Map();
  const unexplained = [];
  for (const one of failures) {
    const reason = reasonOf(DYNALITE_REASONS, one);
    if (reason === undefined) unexplained.push(one);
    else groups.set(reason, (groups.get(reason) ?? 0) + 1);
  }
  console.log(`dynalite's suite: ${cases.length - failures.length} of ${cases.length}`);
  for (const { file, title, message } of unexplained)
    console.log(`  ${file}: ${title}: ${message.slice(0, 300)}`);
  return {
    commit: options['dynalite-commit'] ?? commitOf(dir),
    total: cases.length,
    passed: cases.length - failures.length,
    areas: countBy(cases, ({ file }) => file),
    groups: [...groups].toSorted(([, left], [, right]) => right - left),
    unexplained,
  };
}

/** Undefined where the peer is not installed. */
async function runDifferential() {
  const output = join(workDir, 'differential.json');
  const run = spawn(process.execPath, ['bench/run.mjs', 'differential'], {
    cwd: root,
    env: { ...process.env, DIFFERENTIAL_OUT: output },
    stdio: 'inherit',
  });
  await once(run, 'exit');
  try {
    const { requests, succeeded, seed, judged, unjudged } = JSON.parse(readFileSync(output, 'utf8'));
    return { requests, succeeded, seed, judged, unjudged: unjudged.length };
  } catch {
    return undefined;
  }
}

function reasonOf(reasons, one) {
  return reasons.find(({ holds }) => holds(one))?.reason;
}

function countBy(cases, areaOf) {
  const areas = new Map();
  for (const one of cases) {
    const area = areas.get(areaOf(one)) ?? { passed: 0, total: 0 };
    area.total++;
    if (one.status === 'passed') area.passed++;
    areas.set(areaOf(one), area);
  }
  return [...areas].toSorted(([left], [right]) => (left < right ? -1 : 1));
}

function commitOf(dir) {
  try {
    const git = ['-C', dir, 'log', '-1', '--format=%h of %cs'];
    return execFileSync('git', git, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown commit';
  }
}

async function startServer(main) {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  const child = spawn(process.execPath, [main, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { child, url: `http://127.0.0.1:${port}` };
}
