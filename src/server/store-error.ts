/** Errors of the file system and of stored files, named as the persistence port names what can be wrong with a store. */

/** What the port takes for a store that is full, and for one whose data is not as it was written. */
type FaultName = 'QuotaExceededError' | 'DataError';

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export function storeError(name: FaultName, message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? {} : { cause });
  error.name = name;
  return error;
}

/** Runs `work`; an error that means a full disk comes out named so, any other as it is. */
export async function withNamedErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!FULL_CODES.has(codeOf(error))) throw error;
    throw storeError('QuotaExceededError', error instanceof Error ? error.message : String(error), error);
  }
}

/** `ENOENT` and its like; empty for an error that has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
