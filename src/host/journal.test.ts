/** What counts as a change, and how the journal merges into a timeline. */
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../workload/setup.ts';
import { EMPTY_JOURNAL, isMutating, Journal, MAX_JOURNAL_ENTRIES } from './journal.ts';

function callAt(atMs: number, operation: string): TimelineEntry {
  return { kind: 'call', atMs, operation, input: {} };
}

describe('the journal', () => {
  it.each([
    'PutItem',
    'BatchWriteItem',
    'UpdateTimeToLive',
    'TransactWriteItems',
    'DeleteTable',
    'TagResource',
  ])('takes %s for a change', (operation) => expect(isMutating(operation, {})).toBe(true));

  it.each([
    'GetItem',
    'BatchGetItem',
    'Query',
    'Scan',
    'DescribeTable',
    'ListStreams',
    'GetRecords',
    'TransactGetItems',
  ])('takes %s for a read', (operation) => expect(isMutating(operation, {})).toBe(false));

  it('looks into PartiQL', () => {
    expect(isMutating('ExecuteStatement', { Statement: ' select * from "T"' })).toBe(false);
    expect(isMutating('ExecuteStatement', { Statement: 'INSERT INTO "T" VALUE {}' })).toBe(true);
    const [read, write] = [{ Statement: 'SELECT * FROM T' }, { Statement: 'DELETE FROM T WHERE a = 1' }];
    expect(isMutating('BatchExecuteStatement', { Statements: [read] })).toBe(false);
    expect(isMutating('ExecuteTransaction', { TransactStatements: [read, write] })).toBe(true);
  });

  it('comes after the run’s own entries of the same ms, and before later ones', () => {
    const journal = new Journal([callAt(5, 'own 5'), callAt(9, 'own 9')], EMPTY_JOURNAL);
    for (const entry of [callAt(5, 'mine 5'), callAt(7, 'mine 7')]) journal.add(entry);
    const names = journal.merged().map((entry) => (entry.kind === 'call' ? entry.operation : ''));
    expect(names).toEqual(['own 5', 'mine 5', 'mine 7', 'own 9']);
  });

  it('leaves out everything after the first entry that has no room', () => {
    const journal = new Journal([], EMPTY_JOURNAL);
    for (let number = 0; number < MAX_JOURNAL_ENTRIES + 5; number += 1)
      journal.add(callAt(number, 'PutItem'));
    expect(journal.merged()).toHaveLength(MAX_JOURNAL_ENTRIES);
    expect(journal.dropped).toBe(5);
    expect(new Journal([], journal.state).dropped).toBe(5);
  });
});
