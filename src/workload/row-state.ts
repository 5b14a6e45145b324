/** One row of a running load: where it stands, when its next request arrives, what that request holds. */
import type { JsonObject } from '../base/json.ts';
import { type Draws, PURPOSE, saltOf } from './draws.ts';
import { createKeyPicker, type KeyPicker } from './key-choice.ts';
import type { LoadRow } from './load.ts';
import { createPacing, type Pacing } from './pacing.ts';
import { createRequestMaker, type RequestMaker } from './request.ts';

/** All that a row needs to go on after a reload. Times in virtual ms. */
export interface RowPosition {
  /** The number of the row's next request, from 0 over the life of the row. */
  readonly number: number;
  /** Arrivals are reckoned from here, where `anchorNumber` was the next. */
  readonly anchorMs: number;
  readonly anchorNumber: number;
  /** Second 0 of the row's ramp. */
  readonly rampStartMs: number;
}

/** What the rows of one load share. */
export interface RowContext {
  readonly seed: number;
  readonly draws: Draws;
  /** The key attributes of a table, undefined while there is no such table. */
  readonly keyNamesOf: (table: string) => readonly string[] | undefined;
}

/**
 * Request `n` arrives somewhere within its own slot of 1/rate seconds, at a place drawn from the seed: paced
 * evenly on the whole and irregular in the small, as real traffic is, and never out of order.
 */
export class RowState {
  readonly row: LoadRow;
  readonly #context: RowContext;
  readonly #salt: number;
  readonly #pick: KeyPicker;
  readonly #pacing: Pacing;
  #position: RowPosition;
  #number: number;
  #nextMs: number;
  #make: RequestMaker | undefined;
  #keyNames: readonly string[] | undefined;

  constructor(row: LoadRow, position: RowPosition, context: RowContext) {
    this.row = row;
    this.#context = context;
    this.#salt = saltOf(context.seed, row.id);
    this.#pick = createKeyPicker(row.keys);
    this.#pacing = createPacing(row, position.rampStartMs);
    this.#position = position;
    this.#number = position.number;
    this.#nextMs = this.#arrivalMs();
  }

  get position(): RowPosition {
    return { ...this.#position, number: this.#number };
  }

  /** When the next request arrives, with a fraction; Infinity when none ever does. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** Takes the next request's number. */
  take(): number {
    const number = this.#number;
    this.#number += 1;
    this.#nextMs = this.#arrivalMs();
    return number;
  }

  /** The body of request `number`, the same whenever it is asked for. `atMs` is when that request first arrived. */
  body(number: number, atMs: number): JsonObject {
    const { draws } = this.#context;
    const make = this.#maker();
    draws.aim(this.#salt, number, PURPOSE.content);
    const key = this.#pick(draws, number);
    return make({ draws, key, number, atMs });
  }

  /** A draw in [0, 1) for the wait before attempt `attempt` of request `number`. */
  retryFraction(number: number, attempt: number): number {
    const { draws } = this.#context;
    draws.aim(this.#salt + attempt, number, PURPOSE.retry);
    return draws.float();
  }

  /** Leaves out every request that would have arrived up to `nowMs`, as if they had been sent. */
  skipTo(nowMs: number): void {
    const { anchorMs, anchorNumber, rampStartMs } = this.#position;
    const due = Math.max(0, Math.floor(this.#pacing.dueBetween(anchorMs, nowMs)));
    this.#number = Math.max(this.#number, anchorNumber + due);
    this.#position = { number: this.#number, anchorMs: nowMs, anchorNumber: this.#number, rampStartMs };
    this.#nextMs = this.#arrivalMs();
  }

  #arrivalMs(): number {
    if (!this.row.enabled) return Infinity;
    const { anchorMs, anchorNumber } = this.#position;
    const { draws } = this.#context;
    draws.aim(this.#salt, this.#number, PURPOSE.arrival);
    const place = this.#number - anchorNumber + draws.float();
    return this.#pacing.whenDue(anchorMs, place) ?? Infinity;
  }

  #maker(): RequestMaker {
    const keyNames = this.#context.keyNamesOf(this.row.table);
    if (this.#make === undefined || keyNames !== this.#keyNames) {
      this.#keyNames = keyNames;
      this.#make = createRequestMaker(this.row, keyNames);
    }
    return this.#make;
  }
}
