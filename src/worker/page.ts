/** A worker's page: what it sends is kept until there is someone to route it to. */

export interface Page {
  send(data: unknown): void;
  /** From now on, and beginning with what was kept, the page's messages go here. */
  route(receive: (data: unknown) => void): void;
  /** From now on the page's messages are kept. */
  hold(): void;
  /** To be called, in order, with everything that the page sends. */
  receive(data: unknown): void;
}

export function createPage(send: (data: unknown) => void): Page {
  const kept: unknown[] = [];
  let target: ((data: unknown) => void) | undefined;
  return {
    send,
    route(receive) {
      target = receive;
      for (const data of kept.splice(0)) receive(data);
    },
    hold() {
      target = undefined;
    },
    receive(data) {
      if (target === undefined) kept.push(data);
      else target(data);
    },
  };
}
