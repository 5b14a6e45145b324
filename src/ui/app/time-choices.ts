/** The speeds and jumps that the clock offers. */

export const SPEEDS: readonly number[] = [1, 10, 60, 1000];

export const STEPS: readonly { readonly label: string; readonly name: string; readonly ms: number }[] = [
  { label: '+1s', name: 'one second', ms: 1_000 },
  { label: '+1m', name: 'one minute', ms: 60_000 },
  { label: '+1h', name: 'one hour', ms: 3_600_000 },
  { label: '+1d', name: 'one day', ms: 86_400_000 },
];
