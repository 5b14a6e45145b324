/** The ways in which a load row chooses its keys, and the one number that each of them has. */
import type { KeyChoice } from '../../workload/load.ts';

export const KEY_CHOICES: readonly { readonly kind: KeyChoice['kind']; readonly name: string }[] = [
  { kind: 'uniform', name: 'uniform' },
  { kind: 'zipf', name: 'Zipf' },
  { kind: 'hot', name: 'one hot key' },
  { kind: 'sequential', name: 'sequential' },
];

const FIRST_EXPONENT = 1.1;
const FIRST_SHARE = 0.6;

/** Another kind for the same number of keys. An unknown kind leaves the choice as it is. */
export function keyChoiceOf(kind: string, before: KeyChoice): KeyChoice {
  const { keys } = before;
  switch (kind) {
    case 'uniform':
      return { kind, keys };
    case 'sequential':
      return { kind, keys };
    case 'zipf':
      return { kind, keys, exponent: FIRST_EXPONENT };
    case 'hot':
      return { kind, keys, share: FIRST_SHARE };
    default:
      return before;
  }
}

export interface KeyParameter {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** The number that shapes the choice, as the user sees it; a hot key's share in per cent. */
export function keyParameter(choice: KeyChoice): KeyParameter | undefined {
  switch (choice.kind) {
    case 'zipf':
      return { name: 'Exponent', unit: 'exponent', value: choice.exponent, min: 0.1, max: 4 };
    case 'hot':
      return {
        name: 'Share',
        unit: '% on one key',
        value: Math.round(choice.share * 1000) / 10,
        min: 0,
        max: 100,
      };
    default:
      return undefined;
  }
}

export function withKeyParameter(choice: KeyChoice, value: number): KeyChoice {
  switch (choice.kind) {
    case 'zipf':
      return { ...choice, exponent: value };
    case 'hot':
      return { ...choice, share: value / 100 };
    default:
      return choice;
  }
}
