/**
 * A write transaction: actions on up to 100 items, all or none. What TransactWriteItems and a PartiQL transaction have
 * in common once their expressions have been read.
 *
 * Its life: each action is read against its table (what is wrong there cancels before any item is looked at); no item
 * may come twice; a repeat of a finished request is answered without writing; then every item is prepared (free of other
 * transactions, its condition true, its new image valid), the units are taken, and the writes staged.
 */
import { DynamoError } from '../../model/errors.ts';
import { MAX_TRANSACTION_BYTES } from '../../model/limits.ts';
import type { Context } from '../context.ts';
import { writeLatencyMs } from '../latency.ts';
import { cancelIfAny, eachOrCancel, isEmptyKeyValue } from './cancellation.ts';
import { itemCollectionJson } from './item-collection.ts';
import { explainBatch } from './plan.ts';
import { findReplay, rememberRequest } from './request-replay.ts';
import type {
  TransactionAction,
  TransactionPart,
  TransactionResult,
  TransactionTarget,
  WriteTransaction,
} from './transaction-action.ts';
import { admitPreparation, admitReplay, admitTransaction } from './transaction-admission.ts';
import { prepareAction } from './transaction-write.ts';

/**
 * Stages the transaction's writes. Throws TransactionCanceledException with a reason for each action,
 * ValidationException for what is wrong with the request as a whole, and the two errors of request tokens.
 */
export function runWriteTransaction(context: Context, transaction: WriteTransaction): TransactionResult {
  const actions = eachOrCancel(transaction.actions, isEmptyKeyValue);
  refuseRepeatedItems(actions);
  refuseOversize(actions);
  const replay = findReplay(context, transaction);
  explainBatch(context, actions, 0);
  if (replay !== undefined) {
    return { consumed: admitReplay(context, actions, replay), unitsOf: 'read', collections: new Map() };
  }
  const parts = prepareAll(context, actions);
  const consumed = admitTransaction(context, parts);
  for (const { action, write } of parts) if (action.kind !== 'check') context.batch.write(write);
  const untilMs = context.nowMs + (context.physics.latency === true ? writeLatencyMs(context.operation) : 0);
  holdItems(context, actions, untilMs);
  rememberRequest(context, transaction, { parts, finishedMs: untilMs });
  return { consumed, unitsOf: 'write', collections: collectionsOf(transaction, actions) };
}

/** Throws ValidationException where two of a transaction's parts are about the same item. */
export function refuseRepeatedItems(targets: readonly Pick<TransactionTarget, 'table' | 'key'>[]): void {
  const items = new Set(targets.map(({ table, key }) => `${table.doc.id} ${key}`));
  if (items.size === targets.length) return;
  throw new DynamoError(
    'ValidationException',
    'Transaction request cannot include multiple operations on one item',
  );
}

/** What is known of sizes before any item is looked at. */
function refuseOversize(actions: readonly TransactionAction[]): void {
  let bytes = 0;
  for (const action of actions) if (action.kind === 'put') bytes += action.item.sizeBytes;
  refuseTooManyBytes(bytes);
}

/** Throws ValidationException for more than a transaction may move. */
export function refuseTooManyBytes(bytes: number): void {
  if (bytes <= MAX_TRANSACTION_BYTES) return;
  // Our words: the service's are not known.
  throw new DynamoError(
    'ValidationException',
    'The aggregate size of the items in the transaction cannot exceed 4 MB',
  );
}

/** Cancels unless every action may go ahead. */
function prepareAll(context: Context, actions: readonly TransactionAction[]): readonly TransactionPart[] {
  const prepared = actions.map((action) => ({ action, ...prepareAction(context, action) }));
  const parts: TransactionPart[] = [];
  for (const { action, write } of prepared) if (write !== undefined) parts.push({ action, write });
  const refusals = prepared.map(({ refusal }) => refusal);
  if (refusals.some((refusal) => refusal !== undefined)) {
    const throttled = admitPreparation(context, parts);
    cancelIfAny(prepared.map(({ action, refusal }) => throttled.get(action) ?? refusal));
  }
  let bytes = 0;
  for (const { action, write } of parts) if (action.kind !== 'check') bytes += write.newItem?.sizeBytes ?? 0;
  refuseTooManyBytes(bytes);
  return parts;
}

function holdItems(context: Context, actions: readonly TransactionAction[], untilMs: number): void {
  const { batch, transactions, nowMs, client } = context;
  if (untilMs <= nowMs) return;
  const items = actions.map(({ table, key }) => ({ tableId: table.doc.id, key }));
  batch.follow(() => transactions.hold(items, { nowMs, client, untilMs }));
}

function collectionsOf(
  { returnItemCollectionMetrics: mode }: WriteTransaction,
  actions: readonly TransactionAction[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const collections = new Map<string, Set<string>>();
  if (mode !== 'SIZE') return collections;
  for (const { kind, table, tableName, keyAttributes } of actions) {
    const metrics = kind === 'check' ? undefined : itemCollectionJson(table, keyAttributes, mode);
    if (metrics === undefined) continue;
    const known = collections.get(tableName) ?? new Set();
    collections.set(tableName, known.add(metrics));
  }
  return collections;
}
