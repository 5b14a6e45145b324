/** One metric: statistics of the running minute, and those of the minutes before it. */
import type { JsonArray } from '../../base/json.ts';
import type { Datapoint } from '../../model/metrics.ts';

/** Whole minutes kept, as a CloudWatch that forgets sooner. Our choice: three hours. */
export const MINUTES_KEPT = 180;

const MINUTE_S = 60;

/** Numbers a past minute takes: its number, samples, sum, least, most. */
const WIDTH = 5;

export class Counter {
  #minute = -1;
  #samples = 0;
  #sum = 0;
  #least = Infinity;
  #most = -Infinity;
  #past: number[] = [];

  add(value: number, minute: number): void {
    if (minute !== this.#minute) this.#begin(minute);
    this.#samples++;
    this.#sum += value;
    if (value < this.#least) this.#least = value;
    if (value > this.#most) this.#most = value;
  }

  /** The sum of a minute, 0 where nothing was measured. */
  sumOf(minute: number): number {
    if (minute === this.#minute) return this.#sum;
    for (let at = this.#past.length - WIDTH; at >= 0; at -= WIDTH) {
      if (this.#past[at] === minute) return this.#past[at + 2] ?? 0;
    }
    return 0;
  }

  /** Minutes from `from` up to but without `to`. */
  datapoints(from: number, to: number): readonly Datapoint[] {
    const numbers = this.save();
    const points: Datapoint[] = [];
    for (let at = 0; at < numbers.length; at += WIDTH) {
      const [minute = 0, samples = 0, sum = 0, least = 0, most = 0] = numbers.slice(at, at + WIDTH);
      if (minute < from || minute >= to) continue;
      points.push({
        Timestamp: minute * MINUTE_S,
        SampleCount: samples,
        Sum: sum,
        Average: sum / samples,
        Minimum: least,
        Maximum: most,
      });
    }
    return points;
  }

  /** The last minute in which anything was measured, -1 for none. */
  get lastMinute(): number {
    return this.#minute;
  }

  /** The minutes kept as numbers, the running one last. */
  save(): readonly number[] {
    const past = this.#past.slice(-MINUTES_KEPT * WIDTH);
    return this.#samples === 0
      ? past
      : [...past, this.#minute, this.#samples, this.#sum, this.#least, this.#most];
  }

  load(numbers: JsonArray): void {
    this.#past = numbers.map(Number);
    this.#samples = 0;
    const last = this.#past.splice(-WIDTH);
    const [minute = -1, samples = 0, sum = 0, least = 0, most = 0] = last;
    this.#minute = minute;
    this.#samples = samples;
    this.#sum = sum;
    this.#least = least;
    this.#most = most;
  }

  #begin(minute: number): void {
    if (this.#samples > 0) {
      this.#past.push(this.#minute, this.#samples, this.#sum, this.#least, this.#most);
      if (this.#past.length > 2 * MINUTES_KEPT * WIDTH) this.#past.splice(0, MINUTES_KEPT * WIDTH);
    }
    this.#minute = minute;
    this.#samples = 0;
    this.#sum = 0;
    this.#least = Infinity;
    this.#most = -Infinity;
  }
}
