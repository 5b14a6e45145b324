/** Request tokens and what they were used for, for as long as they count. */
import { SortedMap } from '../../base/sorted-map.ts';
import type { RecordChange } from '../storage/write-batch.ts';
import { MAX_TOKENS, TOKEN_LIFE_MS } from './limits.ts';
import type { TokenUse } from './transactions.ts';

/** Where the uses are stored, in the order in which their requests finished. */
export const TOKEN_SPACE = 'transactions/tokens';

const TIME_DIGITS = 15;

/** The sorted map is what is stored; `#keys` finds a use in it. */
export class RequestTokens {
  readonly space = new SortedMap<string>({ toJson: (text) => text, fromJson: (text) => text });
  readonly #record: RecordChange;
  readonly #keys = new Map<string, string>();

  constructor(record: RecordChange) {
    this.#record = record;
  }

  find(operation: string, token: string, nowMs: number): TokenUse | undefined {
    const key = this.#keys.get(idOf(operation, token));
    const json = key === undefined ? undefined : this.space.get(key);
    if (json === undefined) return undefined;
    const use = JSON.parse(json) as TokenUse;
    return use.finishedMs + TOKEN_LIFE_MS > nowMs ? use : undefined;
  }

  remember(use: TokenUse, nowMs: number): void {
    this.#forget(nowMs);
    const id = idOf(use.operation, use.token);
    const known = this.#keys.get(id);
    if (known !== undefined) this.#drop(known);
    const key = `${timeText(use.finishedMs)} ${id}`;
    const json = JSON.stringify(use);
    this.space.set(key, json, json.length);
    this.#keys.set(id, key);
    this.#record({ kind: 'put', space: TOKEN_SPACE, key, json });
  }

  /** After a restore has filled the space. */
  index(): void {
    this.#keys.clear();
    this.space.forEach({}, (_json, key) => void this.#keys.set(key.slice(TIME_DIGITS + 1), key));
  }

  /** Drops what counts no more, and the oldest where there are too many. */
  #forget(nowMs: number): void {
    const over = timeText(nowMs - TOKEN_LIFE_MS);
    for (let key = this.space.firstKey(); key !== undefined; key = this.space.firstKey()) {
      if (key.slice(0, TIME_DIGITS) >= over && this.space.size < MAX_TOKENS) return;
      this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.space.delete(key);
    this.#keys.delete(key.slice(TIME_DIGITS + 1));
    this.#record({ kind: 'delete', space: TOKEN_SPACE, key });
  }
}

function idOf(operation: string, token: string): string {
  return `${operation} ${token}`;
}

function timeText(ms: number): string {
  return String(Math.max(0, Math.floor(ms))).padStart(TIME_DIGITS, '0');
}
