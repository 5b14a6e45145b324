/**
 * The trees of DynamoDB's PartiQL. Conditions, updates and paths are those of `expressions/`, so that one evaluator
 * serves both: every literal and parameter stands in them as a value `:0`, `:1` … that `values` lists.
 */
import type { Condition, Path, Span, Update } from '../expressions/tree.ts';

export interface StringLiteral extends Span {
  readonly kind: 'string';
  readonly text: string;
}

/** `-1.5e3`: the text as written, without blanks. */
export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly text: string;
}

export interface BooleanLiteral extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullLiteral extends Span {
  readonly kind: 'null';
}

/** `?`, the `index`th of the request's Parameters. */
export interface Parameter extends Span {
  readonly kind: 'parameter';
  readonly index: number;
}

export interface ListLiteral extends Span {
  readonly kind: 'list';
  readonly items: readonly Literal[];
}

/** `<<1, 2>>`. */
export interface SetLiteral extends Span {
  readonly kind: 'set';
  readonly items: readonly Literal[];
}

export interface MapEntry {
  readonly name: StringLiteral;
  readonly value: Literal;
}

export interface MapLiteral extends Span {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

export type Literal =
  | StringLiteral
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | Parameter
  | ListLiteral
  | SetLiteral
  | MapLiteral;

/** `"Orders"."by-day"`. */
export interface TableRef extends Span {
  readonly table: string;
  readonly index: string | undefined;
}

export interface OrderKey extends Span {
  readonly path: Path;
  readonly descending: boolean;
}

export interface Returning extends Span {
  readonly scope: 'ALL' | 'MODIFIED';
  readonly image: 'OLD' | 'NEW';
}

interface StatementBase extends Span {
  readonly from: TableRef;
  /** What stands in `where` and `update` as `:0`, `:1` … */
  readonly values: readonly Literal[];
  /** How many `?` the statement holds. */
  readonly parameterCount: number;
}

export interface SelectStatement extends StatementBase {
  readonly kind: 'select';
  /** Undefined for `*`. */
  readonly projection: readonly Path[] | undefined;
  readonly where: Condition | undefined;
  readonly orderBy: readonly OrderKey[];
}

export interface InsertStatement extends StatementBase {
  readonly kind: 'insert';
  readonly item: MapLiteral;
}

export interface UpdateStatement extends StatementBase {
  readonly kind: 'update';
  readonly update: Update;
  readonly where: Condition | undefined;
  readonly returning: Returning | undefined;
}

export interface DeleteStatement extends StatementBase {
  readonly kind: 'delete';
  readonly where: Condition | undefined;
  readonly returning: Returning | undefined;
}

/** `EXISTS(SELECT …)`, the condition check of transactions. */
export interface ExistsStatement extends StatementBase {
  readonly kind: 'exists';
  readonly select: SelectStatement;
}

export type Statement =
  | SelectStatement
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | ExistsStatement;
