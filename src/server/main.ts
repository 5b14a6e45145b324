/** The program: DynamoDB over HTTP, in memory, until a signal stops it. */
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { createDatabases } from './databases.ts';
import { readFlags, USAGE, type Flags } from './flags.ts';
import { createHttpServer } from './http-server.ts';

/** Exit status of a program called wrongly. */
const WRONG_USE = 2;

const read = readFlags(process.argv.slice(2));
if (read.kind === 'help') process.stdout.write(USAGE);
else if (read.kind === 'flags') serve(read.flags);
else {
  process.stderr.write(`${read.message}\n\n${USAGE}`);
  process.exitCode = WRONG_USE;
}

function serve({ host, port, physics, seed, cors, shared }: Flags): void {
  const databases = createDatabases({ physics, seed, shared, nowMs: () => Date.now(), schedule });
  const { server, stop } = createHttpServer({
    databases,
    cors,
    onFault(error, operation) {
      const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`A fault of this server in ${operation}, seed ${seed}: ${trace}\n`);
    },
  });
  server.on('error', (error) => {
    process.stderr.write(`Cannot listen on ${host}:${port}: ${error.message}\n`);
    process.exitCode = 1;
  });
  server.listen(port, host, () => {
    process.stdout.write(`Listening on ${addressOf(server.address(), host)}\n`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
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
