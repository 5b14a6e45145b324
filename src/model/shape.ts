/** The shape DSL: an API's structures as data that can be walked, with their TypeScript types inferred. */
import type { AttributeValue } from './attribute-value.ts';

export type Shape =
  | StringShape
  | EnumShape
  | NumberShape
  | BooleanShape
  | AttributeValueShape
  | ListShape
  | MapShape
  | StructureShape;

/** Lengths count UTF-16 code units. */
export interface StringShape {
  readonly kind: 'string';
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Source of a regular expression that the whole string matches. */
  readonly pattern?: string;
}

export interface EnumShape<Value extends string = string> {
  readonly kind: 'enum';
  /** In the order in which DynamoDB lists them when it refuses another. */
  readonly values: readonly Value[];
}

/** `integer` is 32 bits wide, `long` 64; a `timestamp` is seconds since 1970, with a fraction or without. */
export interface NumberShape {
  readonly kind: 'integer' | 'long' | 'timestamp';
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape {
  readonly kind: 'boolean';
}

/** The recursive union of the ten attribute types; its bytes are base64 text. */
export interface AttributeValueShape {
  readonly kind: 'attribute-value';
}

export interface ListShape<Item extends Shape = Shape> {
  readonly kind: 'list';
  readonly item: Item;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface MapShape<Value extends Shape = Shape> {
  readonly kind: 'map';
  readonly key: StringShape;
  readonly value: Value;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface StructureShape<Members extends MemberTable = MemberTable> {
  readonly kind: 'structure';
  /** The API's name of the structure, `KeySchemaElement`. */
  readonly name: string;
  readonly members: Members;
}

export interface Member<S extends Shape = Shape, Required extends boolean = boolean> {
  readonly shape: S;
  readonly required: Required;
  /** One line for hover help. */
  readonly doc: string;
}

export interface MemberTable {
  readonly [name: string]: Member;
}

/** The TypeScript type of what a shape describes. A member that is null counts as absent. */
export type Infer<S> =
  S extends EnumShape<infer Value>
    ? Value
    : S extends StringShape
      ? string
      : S extends NumberShape
        ? number
        : S extends BooleanShape
          ? boolean
          : S extends AttributeValueShape
            ? AttributeValue
            : S extends ListShape<infer Item>
              ? readonly Infer<Item>[]
              : S extends MapShape<infer Value>
                ? { readonly [name: string]: Infer<Value> }
                : S extends StructureShape<infer Members>
                  ? InferMembers<Members>
                  : never;

type NamesByRequired<Members, Required extends boolean> = {
  [Name in keyof Members]: Members[Name] extends Member<Shape, Required> ? Name : never;
}[keyof Members];

type InferMembers<Members extends MemberTable> = {
  readonly [Name in NamesByRequired<Members, true>]: Infer<Members[Name]['shape']>;
} & {
  readonly [Name in NamesByRequired<Members, false>]?: Infer<Members[Name]['shape']>;
};

/** Bounds of a length or a number, both inclusive. */
interface LengthBounds {
  readonly minLength?: number;
  readonly maxLength?: number;
}

export function string(bounds: LengthBounds & { readonly pattern?: string } = {}): StringShape {
  return { kind: 'string', ...bounds };
}

export function oneOf<const Value extends string>(...values: readonly Value[]): EnumShape<Value> {
  return { kind: 'enum', values };
}

export function integer(bounds: { readonly min?: number; readonly max?: number } = {}): NumberShape {
  return { kind: 'integer', ...bounds };
}

export function long(bounds: { readonly min?: number; readonly max?: number } = {}): NumberShape {
  return { kind: 'long', ...bounds };
}

export function timestamp(): NumberShape {
  return { kind: 'timestamp' };
}

export function boolean(): BooleanShape {
  return { kind: 'boolean' };
}

export function attributeValue(): AttributeValueShape {
  return { kind: 'attribute-value' };
}

export function list<Item extends Shape>(item: Item, bounds: LengthBounds = {}): ListShape<Item> {
  return { kind: 'list', item, ...bounds };
}

export function map<Value extends Shape>(
  key: StringShape,
  value: Value,
  bounds: LengthBounds = {},
): MapShape<Value> {
  return { kind: 'map', key, value, ...bounds };
}

export function structure<const Members extends MemberTable>(
  name: string,
  members: Members,
): StructureShape<Members> {
  return { kind: 'structure', name, members };
}

export function required<S extends Shape>(shape: S, doc: string): Member<S, true> {
  return { shape, required: true, doc };
}

export function optional<S extends Shape>(shape: S, doc: string): Member<S, false> {
  return { shape, required: false, doc };
}
