/** The servers that are measured, each a process of its own: how to start them, and what they weigh. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { ask, requestBytes } from './http-client.ts';

export const OURS = 'hashrange';
export const BARE = 'bare node:http';

export interface Server {
  readonly name: string;
  readonly port: number;
  readonly command: readonly [string, ...string[]];
}

export interface Running extends Server {
  /** From the start of the process to its first answer. */
  readonly startMs: number;
  readonly child: ChildProcess;
}

const MAX_START_MS = 10_000;

/** Builds ours into `outDir`. A peer that is not installed is left out. */
export async function findServers(outDir: string, repliesFile: string): Promise<readonly Server[]> {
  await build({
    configFile: '.ci/vite.server.config.ts',
    logLevel: 'warn',
    build: { outDir, emptyOutDir: false },
  });
  const modules = join(process.cwd(), 'node_modules');
  const dynalite = join(modules, 'dynalite', 'cli.js');
  const dynoxide = join(modules, '@dynoxide', 'linux-x64', 'dynoxide');
  const node = process.execPath;
  const known: readonly Known[] = [
    { name: OURS, commandOf: (port) => [node, join(outDir, 'main.js'), '--port', port] },
    { name: BARE, commandOf: (port) => [node, join('bench', 'http-bare.mjs'), port, repliesFile] },
    {
      name: 'dynalite',
      file: dynalite,
      commandOf: (port) => [node, dynalite, '--port', port, '--createTableMs', '0'],
    },
    { name: 'dynoxide', file: dynoxide, commandOf: (port) => [dynoxide, '--port', port] },
  ];
  const servers: Server[] = [];
  for (const { name, file, commandOf } of known) {
    if (file !== undefined && !existsSync(file)) continue;
    const port = await freePort();
    servers.push({ name, port, command: commandOf(String(port)) });
  }
  return servers;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

interface Known {
  readonly name: string;
  /** Without it the server is not there. */
  readonly file?: string;
  readonly commandOf: (port: string) => Server['command'];
}

/** Resolves with the first answer. */
export async function start(server: Server): Promise<Running> {
  const [program, ...args] = server.command;
  const beganMs = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  const request = requestBytes('ListTables', {});
  for (;;) {
    try {
      await ask(server.port, request);
      return { ...server, child, startMs: performance.now() - beganMs };
    } catch (error) {
      if (performance.now() - beganMs > MAX_START_MS || child.exitCode !== null) throw error;
    }
    await wait(1);
  }
}

export async function stop({ child }: Running): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Resident memory. */
export function megabytesOf({ child }: Running): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024;
}

/** Processor time, which other work on the machine does not lengthen; NaN where the system does not tell. */
export function processorMsOf({ child }: Running): number {
  const file = `/proc/${child.pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const text = readFileSync(file, 'utf8');
  // The name, in parentheses, may hold anything; user and system time are the twelfth and thirteenth field behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_A_TICK;
}

/** Linux's clock ticks, as programs see them. */
const MS_A_TICK = 10;
