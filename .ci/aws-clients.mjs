/** The AWS CLI and boto3 against the server: a long run of commands. Says so and goes on where neither is to be had. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'an example of a secret' };
const INSTALL_MS = 45_000;
/** Some 25 s where nothing else runs. */
const RUN_MS = 180_000;

/** A Python that has both, and `aws` beside it. */
function findPython() {
  for (const python of ['python3', '/usr/bin/python3']) {
    const tried = spawnSync(python, ['-c', 'import awscli.clidriver, boto3'], { timeout: 15_000 });
    if (tried.status === 0 && spawnSync('aws', ['--version'], { timeout: 15_000 }).status === 0)
      return python;
  }
  return undefined;
}

/** Only where it needs to ask nobody: as root, on Debian and its kin. */
function install() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return;
  const options = { timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['-qq', 'update'], options);
  spawnSync(
    'apt-get',
    ['-qq', '-y', 'install', '--no-install-recommends', 'awscli', 'python3-boto3'],
    options,
  );
}

/** The address that it prints when it is ready. */
async function addressOf(server) {
  for await (const line of createInterface(server.stdout)) {
    const address = /^Listening on (http\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The server ended before it listened.');
}

async function run(python, folder) {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  await build({
    configFile: '.ci/vite.server.config.ts',
    logLevel: 'warn',
    build: { outDir: join(folder, 'dist'), emptyOutDir: false },
  });
  const flags = [
    '--port=0',
    `--data=${join(folder, 'data')}`,
    `--require-signature=${Object.values(KEYS).join(':')}`,
  ];
  const server = spawn(process.execPath, [join(folder, 'dist', 'main.js'), ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    // Nothing of the user's own configuration takes part.
    const env = {
      ...process.env,
      ...KEYS,
      AWS_DEFAULT_REGION: 'eu-west-2',
      AWS_CONFIG_FILE: join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
      AWS_PAGER: '',
    };
    const client = spawn(python, ['.ci/aws-clients.py', await addressOf(server)], {
      env,
      stdio: 'inherit',
      timeout: RUN_MS,
    });
    const [status] = await once(client, 'exit');
    if (status !== 0) process.exitCode = 1;
  } finally {
    server.kill();
  }
  const [status] = await exited;
  if (status !== 0) process.exitCode = 1;
}

let python = findPython();
if (python === undefined) {
  install();
  python = findPython();
}
if (python === undefined) {
  console.log('Skipped: the AWS CLI and boto3 are not here and cannot be installed (awscli, python3-boto3).');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'aws-clients-'));
  try {
    await run(python, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
