/**
 * One connection of a client that asks plainly: it answers request after request without what node:http does for any
 * possible one, which is two thirds of the cost of a small request. At the first request that is not plain the
 * connection is handed over, with all of its bytes, and never comes back.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { MAX_BODY_BYTES } from './request-body.ts';
import { readHead, type RequestHead } from './request-head.ts';
import type { Answered, Responder } from './responder.ts';

export interface ConnectionOptions {
  readonly respond: Responder;
  /** Names this connection. */
  readonly client: string;
  /** Sent with every answer. */
  readonly extraHeaders: Readonly<Record<string, string>>;
  /** Whoever says nothing for so long is cut off. */
  readonly idleMs: number;
  /** The socket has no listeners of ours any more, and is paused; `bytes` came from it. */
  readonly handOver: (socket: Socket, bytes: Buffer) => void;
}

const NOTHING = Buffer.alloc(0);
const CLOSE = 'Connection: close\r\n\r\n';

export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #tail: string;
  readonly #keepAlive: string;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  #head: RequestHead | undefined;
  /** An answer is being made, or waits for the client to take it. */
  #isBusy = false;
  /** The request that is being read or answered is the last one. */
  #isLast = false;
  /** The client sends no more. */
  #isEnded = false;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#tail = Object.entries(options.extraHeaders)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const idleS = Math.floor(options.idleMs / 1000);
    this.#keepAlive = `Connection: keep-alive\r\nKeep-Alive: timeout=${idleS}\r\n\r\n`;
    socket.setTimeout(options.idleMs);
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('drain', this.#onDrain);
    socket.on('timeout', this.#cut);
    socket.on('error', this.#cut);
  }

  /** Closes it once the request that has begun to come in is answered; at once when there is none. */
  close(): void {
    this.#isLast = true;
    if (!this.#isBusy && this.#sizeBytes === 0) this.#socket.destroySoon();
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#chunks.push(chunk);
    this.#sizeBytes += chunk.length;
    if (this.#isBusy) this.#socket.pause();
    else this.#proceed();
  };

  /** The client may wait for an answer all the same. */
  readonly #onEnd = (): void => {
    this.#isEnded = true;
    if (!this.#isBusy) this.#socket.destroySoon();
  };

  readonly #onDrain = (): void => {
    this.#isBusy = false;
    this.#goOn();
  };

  readonly #cut = (): void => {
    this.#socket.destroy();
  };

  #goOn(): void {
    if (this.#isLast) return this.#socket.destroySoon();
    if (this.#socket.isPaused()) this.#socket.resume();
    this.#proceed();
    if (!this.#isBusy && this.#isEnded) this.#socket.destroySoon();
  }

  #proceed(): void {
    for (let head = this.#nextHead(); head !== undefined; head = this.#nextHead()) {
      this.#answer(head);
      if (this.#isBusy) return;
      if (this.#isLast) return this.#socket.destroySoon();
    }
  }

  /** Undefined while the next request is not there as a whole, and when the connection was given away. */
  #nextHead(): RequestHead | undefined {
    if (this.#sizeBytes === 0) return undefined;
    if (this.#head === undefined) {
      const head = readHead(this.#joined(), MAX_BODY_BYTES);
      if (head === 'more') return undefined;
      if (head === 'unusual') {
        this.#giveAway();
        return undefined;
      }
      this.#head = head;
    }
    return this.#sizeBytes < this.#head.sizeBytes + this.#head.bodyBytes ? undefined : this.#head;
  }

  #answer({ url, headers, sizeBytes, bodyBytes }: RequestHead): void {
    const bytes = this.#joined();
    const body = bytes.subarray(sizeBytes, sizeBytes + bodyBytes);
    this.#sizeBytes -= sizeBytes + bodyBytes;
    this.#chunks = this.#sizeBytes === 0 ? [] : [bytes.subarray(sizeBytes + bodyBytes)];
    this.#head = undefined;
    const answer = this.#options.respond({
      method: 'POST',
      url,
      headers,
      body,
      client: this.#options.client,
    });
    if (answer instanceof Promise) {
      this.#isBusy = true;
      void this.#sendLater(answer);
    } else {
      this.#isBusy = !this.#send(answer);
    }
  }

  async #sendLater(answer: Promise<Answered>): Promise<void> {
    this.#isBusy = !this.#send(await answer);
    if (!this.#isBusy) this.#goOn();
  }

  /** False when the client has to take some of it before it is sent more. */
  #send({ status, headers, body }: Answered): boolean {
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`;
    for (const name of Object.keys(headers)) head += `${name}: ${headers[name]}\r\n`;
    head +=
      `${this.#tail}Content-Length: ${length}\r\nDate: ${httpDate()}\r\n` +
      (this.#isLast ? CLOSE : this.#keepAlive);
    if (typeof body !== 'string')
      return this.#socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
    // In plain ASCII, as almost always, a character is a byte, which saves the encoder.
    return this.#socket.write(head + body, length === body.length ? 'latin1' : 'utf8');
  }

  #giveAway(): void {
    const socket = this.#socket;
    // Nothing can be put back behind the end, and whoever pipelines the unusual and leaves hears no more.
    if (this.#isEnded) return socket.destroySoon();
    socket.off('data', this.#onData);
    socket.off('end', this.#onEnd);
    socket.off('drain', this.#onDrain);
    socket.off('timeout', this.#cut);
    socket.off('error', this.#cut);
    socket.setTimeout(0);
    socket.pause();
    const bytes = this.#joined();
    this.#chunks = [];
    this.#sizeBytes = 0;
    this.#options.handOver(socket, bytes);
  }

  #joined(): Buffer {
    const [first = NOTHING] = this.#chunks;
    if (this.#chunks.length <= 1) return first;
    const joined = Buffer.concat(this.#chunks, this.#sizeBytes);
    this.#chunks = [joined];
    return joined;
  }
}

let dateS = 0;
let date = '';

/** Made once a second. */
function httpDate(): string {
  const nowS = Math.floor(Date.now() / 1000);
  if (nowS !== dateS) {
    dateS = nowS;
    date = new Date(nowS * 1000).toUTCString();
  }
  return date;
}
