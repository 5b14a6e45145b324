/** A page's messages before there is anyone to take them. */
import { describe, expect, it } from 'vitest';
import { createPage } from './page.ts';

describe('a page’s messages', () => {
  it('are kept in order until they are routed, and again while they are held', () => {
    const page = createPage(() => undefined);
    const taken: unknown[] = [];
    page.receive(1);
    page.receive(2);
    page.route((data) => taken.push(data));
    page.receive(3);
    expect(taken).toEqual([1, 2, 3]);
    page.hold();
    page.receive(4);
    expect(taken).toEqual([1, 2, 3]);
    page.route((data) => taken.push(data));
    expect(taken).toEqual([1, 2, 3, 4]);
  });
});
