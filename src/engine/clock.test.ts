import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

const event = (tableId: string) => ({ kind: 'table-due', tableId }) as const;

describe('the clock', () => {
  it('stands at the time of each event that it gives out', () => {
    const clock = createClock(1000);
    clock.schedule(3000, event('b'));
    clock.schedule(2000, event('a'));
    expect(clock.nextEventMs()).toBe(2000);
    expect(clock.takeDue(5000)).toEqual(event('a'));
    expect(clock.nowMs).toBe(2000);
    expect(clock.takeDue(2500)).toBeUndefined();
    expect(clock.takeDue(5000)).toEqual(event('b'));
    expect(clock.nowMs).toBe(3000);
  });

  it('never goes back, and lets what is scheduled for the past fall due now', () => {
    const clock = createClock(1000);
    clock.moveTo(500);
    clock.schedule(200, event('a'));
    expect(clock.nextEventMs()).toBe(1000);
    clock.moveTo(4000);
    expect(clock.takeDue(4000)).toEqual(event('a'));
    expect(clock.nowMs).toBe(4000);
  });
});
