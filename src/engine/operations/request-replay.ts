/** Request tokens: a transaction that comes again within ten minutes is answered and not done again. */
import { hash32 } from '../../base/hash.ts';
import type { JsonValue } from '../../base/json.ts';
import { DynamoError } from '../../model/errors.ts';
import type { Context } from '../context.ts';
import { readUnits } from './read-units.ts';
import type { TransactionPart, WriteTransaction } from './transaction-action.ts';

/**
 * Of a request that repeats a finished one, the read units of each action. Throws IdempotentParameterMismatchException
 * for another payload, TransactionInProgressException while the first request is in flight.
 */
export function findReplay(
  { transactions, operation, nowMs, client }: Context,
  { token, payload }: WriteTransaction,
): readonly number[] | undefined {
  const use = token === undefined ? undefined : transactions.useOf(operation, token, nowMs);
  if (use === undefined) return undefined;
  // Both messages are the API reference's words for the errors: what the service sends is not known.
  if (use.payload !== payloadMark(payload)) {
    throw new DynamoError(
      'IdempotentParameterMismatchException',
      'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
    );
  }
  if (use.finishedMs > nowMs && (client === undefined || client !== use.client)) {
    throw new DynamoError(
      'TransactionInProgressException',
      'The transaction with the given request token is already in progress.',
    );
  }
  return use.readUnits;
}

/** Takes effect with the transaction's writes. */
export function rememberRequest(
  { batch, transactions, operation, client }: Context,
  { token, payload }: WriteTransaction,
  { parts, finishedMs }: { readonly parts: readonly TransactionPart[]; readonly finishedMs: number },
): void {
  if (token === undefined) return;
  const units = parts.map(({ write: { oldItem, newItem } }) =>
    readUnits(Math.max(oldItem?.sizeBytes ?? 0, newItem?.sizeBytes ?? 0)),
  );
  const use = { operation, token, payload: payloadMark(payload), finishedMs, client, readUnits: units };
  batch.follow((nowMs) => transactions.remember(use, nowMs));
}

/** The same for the same members in any order; two hashes of the text and its length, so that no two meet by chance. */
function payloadMark(payload: JsonValue): string {
  const text = sortedText(payload);
  return `${hash32(text)}.${hash32(`.${text}`)}.${text.length}`;
}

function sortedText(payload: JsonValue): string {
  return JSON.stringify(payload, (_name, value: JsonValue) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}
