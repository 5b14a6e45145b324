/** Platform errors of a store as the port's faults. */
import type { StorageFault, Stored } from './port.ts';

const KIND_BY_NAME: Readonly<Record<string, StorageFault['kind']>> = {
  QuotaExceededError: 'quota',
  VersionError: 'newer-format',
  // What browsers answer when their own files are damaged.
  DataError: 'corrupt',
  NotReadableError: 'corrupt',
};

/** Dexie and aborted transactions wrap the error that says why; the innermost known one decides. */
export function errorToFault(error: unknown): StorageFault {
  const chain = causes(error);
  for (const cause of chain.toReversed()) {
    const kind = KIND_BY_NAME[nameOf(cause)];
    if (kind !== undefined) return { kind, detail: describe(cause) };
  }
  return { kind: 'refused', detail: describe(chain[0]) };
}

export function failed(fault: StorageFault): Stored<never> {
  return { ok: false, fault };
}

export function stored<T>(value: T): Stored<T> {
  return { ok: true, value };
}

/** Longer chains of wrapped errors are not followed; a cycle ends here too. */
const CAUSES_MAX = 5;

function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let cause = error;
  while (cause !== undefined && cause !== null && chain.length < CAUSES_MAX) {
    chain.push(cause);
    cause = innerOf(cause);
  }
  return chain;
}

function innerOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('inner' in error) return error.inner;
  return 'cause' in error ? error.cause : undefined;
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const name = nameOf(error);
  const message = String(error.message);
  if (message === '') return name;
  return message.startsWith(name) ? message : `${name}: ${message}`;
}
