/** The host's real time. */
import { describe, expect, it } from 'vitest';
import { createSchedule } from './schedule.ts';

describe('createSchedule', () => {
  it('runs turns in order, not at once, and leaves out the cancelled', async () => {
    const schedule = createSchedule();
    const ran: string[] = [];
    await new Promise<void>((resolve) => {
      schedule(() => ran.push('a'), 0);
      const cancel = schedule(() => ran.push('cancelled'), 0);
      schedule(() => ran.push('b'), 0);
      cancel();
      ran.push('now');
      schedule(resolve, 0);
    });
    expect(ran).toEqual(['now', 'a', 'b']);
  });
});
