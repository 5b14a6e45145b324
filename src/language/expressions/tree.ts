/** The trees of DynamoDB's expressions: readonly, with the position of every node, placeholders unresolved. */

/** Where a node stands in its text, in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** `a`, `#c`: one attribute name of a path. */
export interface NameSegment extends Span {
  readonly kind: 'name';
  /** As written; a placeholder with its `#`. */
  readonly text: string;
  /** True for `#c`, to be looked up in ExpressionAttributeNames. Literal names may begin with `#` in PartiQL. */
  readonly placeholder: boolean;
}

/** `[0]`. */
export interface IndexSegment extends Span {
  readonly kind: 'index';
  readonly index: number;
}

export type PathSegment = NameSegment | IndexSegment;

/** `a.b[0].#c`. The first segment is always a name. */
export interface Path extends Span {
  readonly kind: 'path';
  readonly segments: readonly [NameSegment, ...PathSegment[]];
}

/** `:v`, to be looked up in ExpressionAttributeValues. */
export interface ValueRef extends Span {
  readonly kind: 'value';
  /** As written, with its `:`. */
  readonly text: string;
}

/** `size(a)`, `size(:v)`. */
export interface SizeOf extends Span {
  readonly kind: 'size';
  readonly operand: Operand;
}

/** What a condition compares and what its functions take. */
export type Operand = Path | ValueRef | SizeOf;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** `a AND b AND c`: two operands at least. An operand is itself an `and` only where it stood in parentheses. */
export interface And extends Span {
  readonly kind: 'and';
  readonly operands: readonly Condition[];
}

export interface Or extends Span {
  readonly kind: 'or';
  readonly operands: readonly Condition[];
}

export interface Not extends Span {
  readonly kind: 'not';
  readonly operand: Condition;
}

export interface Comparison extends Span {
  readonly kind: 'compare';
  readonly comparator: Comparator;
  readonly left: Operand;
  readonly right: Operand;
}

export interface Between extends Span {
  readonly kind: 'between';
  readonly operand: Operand;
  readonly low: Operand;
  readonly high: Operand;
}

/** 1 to 100 candidates. */
export interface In extends Span {
  readonly kind: 'in';
  readonly operand: Operand;
  readonly candidates: readonly Operand[];
}

export interface AttributeExists extends Span {
  readonly kind: 'attribute_exists' | 'attribute_not_exists';
  readonly path: Path;
}

/** The type is the text of a value, `{S: 'SS'}`; whether it names a type is known only with the values. */
export interface AttributeTypeIs extends Span {
  readonly kind: 'attribute_type';
  readonly path: Path;
  readonly type: Operand;
}

export interface BeginsWith extends Span {
  readonly kind: 'begins_with';
  readonly operand: Operand;
  readonly prefix: Operand;
}

export interface Contains extends Span {
  readonly kind: 'contains';
  readonly operand: Operand;
  readonly member: Operand;
}

/** A condition, filter or key condition expression. */
export type Condition =
  | And
  | Or
  | Not
  | Comparison
  | Between
  | In
  | AttributeExists
  | AttributeTypeIs
  | BeginsWith
  | Contains;

/** `a + :v`. Both sides are single operands: the grammar has no chains. */
export interface Arithmetic extends Span {
  readonly kind: 'plus' | 'minus';
  readonly left: SetOperand;
  readonly right: SetOperand;
}

export interface IfNotExists extends Span {
  readonly kind: 'if_not_exists';
  readonly path: Path;
  readonly otherwise: SetOperand;
}

export interface ListAppend extends Span {
  readonly kind: 'list_append';
  readonly left: SetOperand;
  readonly right: SetOperand;
}

export type SetOperand = Path | ValueRef | IfNotExists | ListAppend;
export type SetValue = SetOperand | Arithmetic;

/** `SET path = value`, one of the section's comma-separated actions. */
export interface SetAction extends Span {
  readonly path: Path;
  readonly value: SetValue;
}

/** `ADD path :value` and `DELETE path :value`. */
export interface PathValueAction extends Span {
  readonly path: Path;
  readonly value: ValueRef;
}

/** An update expression; sections that were not written are empty. */
export interface Update extends Span {
  readonly kind: 'update';
  readonly set: readonly SetAction[];
  readonly remove: readonly Path[];
  readonly add: readonly PathValueAction[];
  readonly delete: readonly PathValueAction[];
}

/** A projection expression. */
export interface ProjectionList extends Span {
  readonly kind: 'projection';
  readonly paths: readonly Path[];
}

/** `pk = :v`, `sk BETWEEN :a AND :b`, `begins_with(sk, :p)`: one attribute tested once. */
export interface KeyTerm extends Span {
  /** A single name, never nested. */
  readonly path: Path;
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';
  /** One, for BETWEEN two. */
  readonly values: readonly ValueRef[];
}

/** A key condition expression: a condition, and the same read as terms that all must hold, in the order written. */
export interface KeyCondition extends Span {
  readonly kind: 'key-condition';
  readonly condition: Condition;
  /** Empty where the condition is not one of keys; `checkKeyCondition` then says why. */
  readonly terms: readonly KeyTerm[];
}
