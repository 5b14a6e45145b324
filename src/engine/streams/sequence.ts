/** Sequence numbers: 21 digits, ever increasing over all streams, the time of issue inside them. */

/** `1`, 13 digits of virtual milliseconds, 7 digits that count within the millisecond. */
const TIME_DIGITS = 13;
const COUNT_DIGITS = 7;

export interface Sequence {
  /** The next number; never the same twice. */
  next(nowMs: number): string;
  /** The last number given out, or one lower than any that will be. */
  last(nowMs: number): string;
  /** Numbers after this one from now on. */
  advancePast(sequenceNumber: string): void;
}

export function createSequence(): Sequence {
  let ms = -1;
  let count = 0;
  return {
    next(nowMs) {
      if (nowMs > ms) {
        ms = Math.floor(nowMs);
        count = 0;
      }
      count++;
      return sequenceText(ms, count);
    },
    last: (nowMs) => (nowMs > ms ? sequenceText(Math.floor(nowMs), 0) : sequenceText(ms, count)),
    advancePast(sequenceNumber) {
      const issuedMs = issuedAtMs(sequenceNumber);
      const issued = Number(sequenceNumber.slice(1 + TIME_DIGITS));
      if (issuedMs > ms) [ms, count] = [issuedMs, issued];
      else if (issuedMs === ms) count = Math.max(count, issued);
    },
  };
}

/** Virtual time in ms at which a number was given out. */
export function issuedAtMs(sequenceNumber: string): number {
  return Number(sequenceNumber.slice(1, 1 + TIME_DIGITS));
}

function sequenceText(ms: number, count: number): string {
  return `1${String(ms).padStart(TIME_DIGITS, '0')}${String(count).padStart(COUNT_DIGITS, '0')}`;
}
