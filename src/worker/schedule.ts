/** Real time for the host: delays by timer, and turns between messages without a timer's least delay of 4 ms. */

/** Gives what cancels it. */
export type Schedule = (callback: () => void, delayMs: number) => () => void;

export function createSchedule(): Schedule {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();

  return (callback, delayMs) => {
    if (delayMs > 0) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    }
    let cancelled = false;
    waiting.push(() => {
      if (!cancelled) callback();
    });
    port2.postMessage(0);
    return () => {
      cancelled = true;
    };
  };
}
