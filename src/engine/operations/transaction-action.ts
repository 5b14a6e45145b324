/** A write transaction as data: its actions with their expressions read, and what it gives back. */
import type { JsonValue } from '../../base/json.ts';
import type { Update } from '../../language/expressions/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { ItemWrite } from '../storage/item-write.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import type { Consumed } from './consumed-capacity.ts';
import type { WriteCondition } from './write-condition.ts';

/** One item and what the transaction does with it; its expressions are parsed and checked. */
export type TransactionAction = TransactionTarget &
  (
    | { readonly kind: 'put'; readonly item: StoredItem }
    | { readonly kind: 'update'; readonly update: Update }
    | { readonly kind: 'delete' }
    /** Nothing is written, but nobody else may write the item until the transaction is over. */
    | { readonly kind: 'check' }
  );

export interface TransactionTarget {
  readonly table: Table;
  /** As the request names the table. */
  readonly tableName: string;
  /** Encoded. */
  readonly key: string;
  /** The item's key attributes, or more. */
  readonly keyAttributes: AttributeMap;
  /** Its scope is the update's too. */
  readonly condition: WriteCondition;
  /**
   * What PartiQL asks beside the condition: INSERT wants no item (`absent`), UPDATE wants one (`present`), DELETE asks
   * its condition only of an item that is there (`optional`).
   */
  readonly presence?: 'absent' | 'present' | 'optional';
}

export interface WriteTransaction {
  /** Each reads one action against its table; a ValidationException that it throws becomes the action's reason. */
  readonly actions: readonly (() => TransactionAction)[];
  readonly token: string | undefined;
  /** What tells this request from another with the same token. */
  readonly payload: JsonValue;
  readonly returnItemCollectionMetrics: 'SIZE' | 'NONE' | undefined;
}

export interface TransactionResult {
  /** One entry a table, in the order of the request. */
  readonly consumed: readonly Consumed[];
  /** A repeat is charged as reads. */
  readonly unitsOf: 'read' | 'write';
  /** ItemCollectionMetrics as JSON texts, by the table's name in the request. */
  readonly collections: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An action with what it writes; a check's write leaves the item as it is. */
export interface TransactionPart {
  readonly action: TransactionAction;
  readonly write: ItemWrite;
}
