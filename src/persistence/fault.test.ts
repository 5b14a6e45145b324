/** Which platform error becomes which fault. */
import { describe, expect, it } from 'vitest';
import { errorToFault } from './fault.ts';

const named = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('errorToFault', () => {
  it.each([
    ['QuotaExceededError', 'quota'],
    ['VersionError', 'newer-format'],
    ['DataError', 'corrupt'],
    ['NotReadableError', 'corrupt'],
    ['SecurityError', 'refused'],
    ['InvalidStateError', 'refused'],
    ['AnyOtherError', 'refused'],
  ])('takes %s for %s', (name, kind) => {
    expect(errorToFault(named(name, 'said so'))).toEqual({ kind, detail: `${name}: said so` });
  });

  it('finds the reason inside an aborted transaction', () => {
    const aborted = named('AbortError', 'Transaction aborted', {
      inner: named('QuotaExceededError', 'disk full'),
    });
    expect(errorToFault(aborted)).toEqual({ kind: 'quota', detail: 'QuotaExceededError: disk full' });
  });

  it('follows causes, and stops where they go round', () => {
    const round = named('AbortError', 'again');
    Object.assign(round, { cause: round });
    expect(errorToFault(round)).toEqual({ kind: 'refused', detail: 'AbortError: again' });
  });

  it('says the name where the platform says no more', () => {
    expect(errorToFault(named('QuotaExceededError', ''))).toEqual({
      kind: 'quota',
      detail: 'QuotaExceededError',
    });
  });

  it('words what is no error', () => {
    expect(errorToFault('just text')).toEqual({ kind: 'refused', detail: 'just text' });
  });
});
