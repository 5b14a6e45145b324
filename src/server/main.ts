#!/usr/bin/env node
/** The program: DynamoDB over HTTP, until a signal stops it. */
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { createDatabases } from './databases.ts';
import { readFlags, USAGE, type Flags } from './flags.ts';
import { FolderError } from './folder-lock.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import { StorageError } from './keeper.ts';
import { signatureCheckFor } from './key-pair.ts';

/** Exit status of a program called wrongly. */
const WRONG_USE = 2;
const nowMs = (): number => Date.now();

const read = readFlags(process.argv.slice(2));
if (read.kind === 'help') process.stdout.write(USAGE);
else if (read.kind === 'flags') serve(read.flags);
else {
  process.stderr.write(`${read.message}\n\n${USAGE}`);
  process.exitCode = WRONG_USE;
}

function serve({ host, port, physics, seed, cors, shared, data, keyPair }: Flags): void {
  const dataFolder = data === undefined ? undefined : openFolder(data);
  if (dataFolder === 'refused') return;
  const databases = createDatabases({ physics, seed, shared, dataFolder, nowMs, schedule });
  const signature = keyPair === undefined ? undefined : signatureCheckFor(keyPair, nowMs);
  const http = createHttpServer({
    databases,
    cors,
    signature,
    onFault(error, operation) {
      process.stderr.write(`${describeFault(error)} (in ${operation}, seed ${seed})\n`);
    },
  });
  http.server.on('error', (error) => {
    process.stderr.write(`Cannot listen on ${host}:${port}: ${error.message}\n`);
    process.exitCode = 1;
    dataFolder?.close();
  });
  http.server.listen(port, host, () => {
    process.stdout.write(`Listening on ${addressOf(http.server.address(), host)}\n`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(http));
}

function openFolder(path: string): DataFolder | 'refused' {
  try {
    return openDataFolder(path);
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return 'refused';
  }
}

async function stop({ stop: finish }: HttpServer): Promise<void> {
  try {
    await finish();
  } catch (error) {
    process.stderr.write(`${describeFault(error)}\n`);
    process.exitCode = 1;
  }
}

function describeFault(error: unknown): string {
  if (error instanceof StorageError)
    return `Storage fails, nothing that needs it is answered: ${error.message}`;
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `A fault of this server: ${trace}`;
}

/** A timer that keeps no process alive. */
function schedule(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}

/** With the port that was taken, should any free one have been asked for. */
function addressOf(address: AddressInfo | string | null, host: string): string {
  const port = typeof address === 'object' && address !== null ? address.port : '';
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
