/** A raw HTTP/1.1 client over keep-alive connections: ready-made bytes out, and of the answer no more read than must be. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Measured {
  readonly perSecond: number;
  /** Of every answer. */
  readonly latenciesMs: readonly number[];
}

export interface Measurement {
  readonly port: number;
  /** Sent one after the other, over and over. */
  readonly requests: readonly Buffer[];
  readonly inFlight: number;
  /** It ends with whichever comes first. */
  readonly forMs: number;
  readonly atMost: number;
}

const HEADERS_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

export function requestBytes(operation: string, body: unknown): Buffer {
  const text = JSON.stringify(body);
  const head = [
    'POST / HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/x-amz-json-1.0',
    `X-Amz-Target: DynamoDB_20120810.${operation}`,
    'X-Amz-Date: 20260101T000000Z',
    'Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/eu-west-2/dynamodb/aws4_request, ' +
      'SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}${HEADERS_END}${text}`);
}

/** Throws when an answer is not a 200. */
export async function measure(measurement: Measurement): Promise<Measured> {
  const { port, inFlight, forMs } = measurement;
  const connections = await Promise.all(Array.from({ length: inFlight }, () => open(port)));
  const latenciesMs: number[] = [];
  let sent = 0;
  const beganMs = performance.now();
  const next = (): Buffer | undefined =>
    sent < measurement.atMost && performance.now() - beganMs < forMs
      ? measurement.requests[sent++ % measurement.requests.length]
      : undefined;
  try {
    await Promise.all(connections.map((socket) => drive(socket, next, latenciesMs)));
  } finally {
    for (const socket of connections) socket.destroy();
  }
  return { perSecond: (latenciesMs.length * 1000) / (performance.now() - beganMs), latenciesMs };
}

/** The body of one answer. */
export async function ask(port: number, request: Buffer): Promise<string> {
  const socket = await open(port);
  let body = '';
  try {
    await drive(socket, onlyOnce(request), [], (text) => (body = text));
  } finally {
    socket.destroy();
  }
  return body;
}

function onlyOnce<T>(value: T): () => T | undefined {
  let isGiven = false;
  return () => {
    if (isGiven) return undefined;
    isGiven = true;
    return value;
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Sends a request, awaits its answer, and so on until there is none left. */
function drive(
  socket: Socket,
  next: () => Buffer | undefined,
  latenciesMs: number[],
  onBody?: (body: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentMs = 0;
    let missing = -1;
    let head = Buffer.alloc(0);
    const kept: Buffer[] = [];
    const send = (): void => {
      const request = next();
      if (request === undefined) return resolve();
      sentMs = performance.now();
      socket.write(request);
    };
    const settle = (): void => {
      latenciesMs.push(performance.now() - sentMs);
      onBody?.(Buffer.concat(kept).toString('utf8'));
      missing = -1;
      send();
    };
    socket.on('data', (chunk) => {
      let body = chunk;
      if (missing === -1) {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
        const end = head.indexOf(HEADERS_END);
        if (end === -1) return;
        const headers = head.toString('latin1', 0, end);
        const length = LENGTH.exec(headers)?.[1];
        if (!headers.startsWith('HTTP/1.1 200') || length === undefined) {
          return reject(new Error(`not a plain answer: ${head.toString()}`));
        }
        body = head.subarray(end + HEADERS_END.length);
        missing = Number(length);
        head = Buffer.alloc(0);
      }
      if (onBody !== undefined) kept.push(body);
      missing -= body.length;
      if (missing === 0) settle();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    send();
  });
}
