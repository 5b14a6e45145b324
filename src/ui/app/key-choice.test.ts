import { describe, expect, it } from 'vitest';
import { keyChoiceOf, keyParameter, withKeyParameter } from './key-choice.ts';

describe('key choice', () => {
  it('keeps the number of keys when its kind changes', () => {
    expect(keyChoiceOf('uniform', { kind: 'hot', keys: 300, share: 0.6 })).toEqual({
      kind: 'uniform',
      keys: 300,
    });
    expect(keyChoiceOf('zipf', { kind: 'uniform', keys: 7 })).toMatchObject({ kind: 'zipf', keys: 7 });
    expect(keyChoiceOf('nonsense', { kind: 'uniform', keys: 7 })).toEqual({ kind: 'uniform', keys: 7 });
  });

  it('shows a hot key’s share in per cent and takes it back', () => {
    expect(keyParameter({ kind: 'hot', keys: 3, share: 0.6 })?.value).toBe(60);
    expect(withKeyParameter({ kind: 'hot', keys: 3, share: 0.6 }, 25)).toEqual({
      kind: 'hot',
      keys: 3,
      share: 0.25,
    });
    expect(keyParameter({ kind: 'uniform', keys: 3 })).toBeUndefined();
  });
});
