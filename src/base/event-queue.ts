/** Things that fall due: a binary heap ordered by time, then by the order in which they were scheduled. */

export interface Due<Event> {
  readonly atMs: number;
  readonly event: Event;
}

/**
 * Nothing is ever taken out before its time: whoever schedules an event that has lost its meaning ignores it when it
 * falls due.
 */
export interface EventQueue<Event> {
  readonly size: number;
  push(atMs: number, event: Event): void;
  /** When the earliest event is due. */
  peekMs(): number | undefined;
  /** Takes the earliest event if it is due at or before `untilMs`. */
  popDue(untilMs: number): Due<Event> | undefined;
}

interface Node<Event> extends Due<Event> {
  readonly sequence: number;
}

export function createEventQueue<Event>(): EventQueue<Event> {
  const heap: Node<Event>[] = [];
  let sequence = 0;

  return {
    get size() {
      return heap.length;
    },
    push(atMs, event) {
      heap.push({ atMs, event, sequence: sequence++ });
      siftUp(heap);
    },
    peekMs: () => heap[0]?.atMs,
    popDue(untilMs) {
      const first = heap[0];
      if (first === undefined || first.atMs > untilMs) return undefined;
      const last = heap.pop();
      if (last !== undefined && last !== first) {
        heap[0] = last;
        siftDown(heap);
      }
      return first;
    },
  };
}

function isBefore<Event>(a: Node<Event>, b: Node<Event>): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}

function siftUp<Event>(heap: Node<Event>[]): void {
  let at = heap.length - 1;
  const node = heap[at];
  if (node === undefined) return;
  while (at > 0) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt];
    if (parent === undefined || !isBefore(node, parent)) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = node;
}

function siftDown<Event>(heap: Node<Event>[]): void {
  const node = heap[0];
  if (node === undefined) return;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    if (left === undefined) break;
    const isRight = right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (!isBefore(child, node)) break;
    heap[at] = child;
    at = 2 * at + (isRight ? 2 : 1);
  }
  heap[at] = node;
}
