import { describe, expect, it } from 'vitest';
import { createEventQueue } from './event-queue.ts';
import { createRandom } from './random.ts';

describe('an event queue', () => {
  it('gives events in order of time, and of one time in the order they were scheduled', () => {
    const queue = createEventQueue<string>();
    queue.push(20, 'late');
    queue.push(10, 'first');
    queue.push(10, 'second');
    queue.push(5, 'early');
    const taken = Array.from({ length: 4 }, () => queue.popDue(100)?.event);
    expect(taken).toEqual(['early', 'first', 'second', 'late']);
    expect(queue.popDue(100)).toBeUndefined();
  });

  it('holds back what is not yet due', () => {
    const queue = createEventQueue<string>();
    queue.push(10, 'event');
    expect(queue.popDue(9)).toBeUndefined();
    expect(queue.peekMs()).toBe(10);
    expect(queue.popDue(10)?.event).toBe('event');
    expect(queue.peekMs()).toBeUndefined();
  });

  it('sorts thousands of random events, pushed and taken in turns', () => {
    const random = createRandom(11);
    const queue = createEventQueue<number>();
    const waiting: { atMs: number; event: number }[] = [];
    for (let event = 0; event < 5000; event++) {
      const atMs = random.int(200);
      queue.push(atMs, event);
      waiting.push({ atMs, event });
      if (random.int(3) > 0) continue;
      waiting.sort((a, b) => a.atMs - b.atMs || a.event - b.event);
      expect(queue.popDue(Infinity)).toMatchObject({ ...waiting.shift() });
    }
    expect(queue.size).toBe(waiting.length);
  });
});
