/** The log's line format. */
import { describe, expect, it } from 'vitest';
import { commitToText, textToChanges } from './log-text.ts';

describe('the log’s text', () => {
  it('is a letter and length-prefixed fields for each change', () => {
    const text = commitToText({
      atMs: 1700,
      changes: [
        { kind: 'put', space: 'table/a', key: 'k', json: '{}' },
        { kind: 'drop-doc', name: 'd' },
      ],
    });
    expect(text).toBe('T4:1700P7:table/a1:k2:{}X1:d');
  });

  it('reads back as the changes of all its commits and the latest of their times', () => {
    const first = { atMs: 20, changes: [{ kind: 'delete', space: 's', key: '7:T' }] } as const;
    const second = { atMs: 10, changes: [{ kind: 'doc', name: 'n', json: '' }] } as const;
    expect(textToChanges(commitToText(first) + commitToText(second))).toEqual({
      changes: [...first.changes, ...second.changes],
      atMs: 20,
    });
  });

  it.each(['Q1:a', 'P1:a', 'P1:a1:b9:c', 'S', 'Sx:a', 'S-1:a', 'S1.5:ab', 'plain text'])(
    'is not %j',
    (text) => {
      expect(textToChanges(text)).toBeUndefined();
    },
  );
});
