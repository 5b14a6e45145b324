/** From the Scan/Query box to the request that it stands for, written with expressions. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { AttributeType } from '../../model/attribute-value.ts';
import type { IndexDoc, KeyAttribute, KeySchema, TableDoc } from '../../model/table.ts';

export type SortOperator = '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with';

export interface SortCondition {
  /** Empty: no condition on this attribute. */
  readonly operator: SortOperator | '';
  readonly value: string;
  /** The upper bound of `between`. */
  readonly upper: string;
}

export type FilterOperator = SortOperator | '<>' | 'exists' | 'not_exists' | 'contains' | 'not_contains';

export interface Filter {
  readonly id: number;
  readonly name: string;
  readonly type: 'S' | 'N' | 'B' | 'BOOL' | 'NULL';
  readonly operator: FilterOperator;
  readonly value: string;
  readonly upper: string;
}

export interface Search {
  readonly mode: 'Scan' | 'Query';
  /** The table itself when undefined. */
  readonly index: string | undefined;
  /** One text for each partition key attribute. */
  readonly pk: readonly string[];
  /** One condition for each sort key attribute. */
  readonly sk: readonly SortCondition[];
  readonly filters: readonly Filter[];
  readonly isDescending: boolean;
  readonly isConsistent: boolean;
  /** Items evaluated a page; empty for as many as fit into 1 MB. */
  readonly limit: string;
}

export type BuiltSearch =
  | { readonly ok: true; readonly operation: 'Scan' | 'Query'; readonly input: JsonObject }
  | { readonly ok: false; readonly problem: string };

export const NO_SORT_CONDITION: SortCondition = { operator: '', value: '', upper: '' };

export function emptySearch(key: KeySchema, index: string | undefined, mode: Search['mode']): Search {
  return {
    mode,
    index,
    pk: key.pk.map(() => ''),
    sk: key.sk.map(() => NO_SORT_CONDITION),
    filters: [],
    isDescending: false,
    isConsistent: false,
    limit: '',
  };
}

export function keyOf(table: TableDoc, index: string | undefined): KeySchema {
  return indexOf(table, index)?.key ?? table.key;
}

function indexOf(table: TableDoc, index: string | undefined): IndexDoc | undefined {
  return table.indexes.find((candidate) => candidate.name === index);
}

/** A GSI never reads consistently. */
export function canReadConsistently(table: TableDoc, index: string | undefined): boolean {
  return indexOf(table, index)?.kind !== 'GSI';
}

export function buildSearch(table: TableDoc, search: Search): BuiltSearch {
  const placeholders = new Placeholders();
  const key = keyOf(table, search.index);
  const conditions = search.mode === 'Query' ? keyConditions(key, search, placeholders) : [];
  if (typeof conditions === 'string') return { ok: false, problem: conditions };
  const filters = filterConditions(search.filters, placeholders);
  if (typeof filters === 'string') return { ok: false, problem: filters };
  if (search.limit !== '' && !/^[1-9]\d*$/.test(search.limit)) {
    return { ok: false, problem: 'Page size is a whole number from 1 on.' };
  }
  const consistent = search.isConsistent && canReadConsistently(table, search.index);
  return {
    ok: true,
    operation: search.mode,
    input: {
      TableName: table.name,
      ...(search.index === undefined ? {} : { IndexName: search.index }),
      ...(conditions.length === 0 ? {} : { KeyConditionExpression: conditions.join(' AND ') }),
      ...(filters.length === 0 ? {} : { FilterExpression: filters.join(' AND ') }),
      ...placeholders.members(),
      ...(search.mode === 'Query' && search.isDescending ? { ScanIndexForward: false } : {}),
      ...(consistent ? { ConsistentRead: true } : {}),
      ...(search.limit === '' ? {} : { Limit: Number(search.limit) }),
      ReturnConsumedCapacity: 'TOTAL',
    },
  };
}

/** Names and values of one request's expressions, numbered as they come. */
class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #values: [string, JsonValue][] = [];

  name(attribute: string): string {
    const known = this.#names.get(attribute);
    if (known !== undefined) return known;
    const placeholder = `#n${this.#names.size}`;
    this.#names.set(attribute, placeholder);
    return placeholder;
  }

  value(type: AttributeType, text: string): string {
    const placeholder = `:v${this.#values.length}`;
    this.#values.push([placeholder, attributeValue(type, text)]);
    return placeholder;
  }

  members(): JsonObject {
    const names = Object.fromEntries(
      [...this.#names].map(([attribute, placeholder]) => [placeholder, attribute]),
    );
    return {
      ...(this.#names.size === 0 ? {} : { ExpressionAttributeNames: names }),
      ...(this.#values.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(this.#values) }),
    };
  }
}

function attributeValue(type: AttributeType, text: string): JsonObject {
  if (type === 'BOOL') return { BOOL: text === 'true' };
  if (type === 'NULL') return { NULL: true };
  return { [type]: text };
}

/** The conditions, or what is missing for them. */
function keyConditions(
  key: KeySchema,
  search: Search,
  placeholders: Placeholders,
): readonly string[] | string {
  const conditions: string[] = [];
  for (const [place, attribute] of key.pk.entries()) {
    const text = search.pk[place] ?? '';
    if (text === '') return `A Query needs a value for the partition key ${attribute.name}.`;
    conditions.push(`${placeholders.name(attribute.name)} = ${placeholders.value(attribute.type, text)}`);
  }
  for (const [place, attribute] of key.sk.entries()) {
    const condition = search.sk[place] ?? NO_SORT_CONDITION;
    if (condition.operator === '') continue;
    const problem = sortProblem(key.sk, search.sk, place);
    if (problem !== undefined) return problem;
    conditions.push(comparison(attribute, condition.operator, condition, placeholders));
  }
  return conditions;
}

/** Sort key attributes are conditioned from the left without a gap, and all but the last by equality. */
function sortProblem(
  attributes: readonly KeyAttribute[],
  conditions: readonly SortCondition[],
  place: number,
): string | undefined {
  const name = attributes[place]?.name ?? '';
  const condition = conditions[place] ?? NO_SORT_CONDITION;
  if (condition.value === '') return `The condition on ${name} needs a value.`;
  if (condition.operator === 'between' && condition.upper === '')
    return `“Between” on ${name} needs both bounds.`;
  const before = conditions.slice(0, place);
  const loose = before.findIndex((earlier) => earlier.operator !== '=');
  if (loose < 0) return undefined;
  return `A condition on ${name} needs “=” on ${attributes[loose]?.name ?? 'the attribute before it'}.`;
}

function filterConditions(
  filters: readonly Filter[],
  placeholders: Placeholders,
): readonly string[] | string {
  const conditions: string[] = [];
  for (const filter of filters) {
    if (filter.name === '') return 'A filter needs the name of an attribute.';
    if (filter.operator === 'between' && (filter.value === '' || filter.upper === '')) {
      return `“Between” on ${filter.name} needs both bounds.`;
    }
    conditions.push(comparison(filter, filter.operator, filter, placeholders));
  }
  return conditions;
}

function comparison(
  attribute: { readonly name: string; readonly type: AttributeType },
  operator: FilterOperator,
  bounds: { readonly value: string; readonly upper: string },
  placeholders: Placeholders,
): string {
  const name = placeholders.name(attribute.name);
  const value = (): string => placeholders.value(attribute.type, bounds.value);
  switch (operator) {
    case 'exists':
      return `attribute_exists(${name})`;
    case 'not_exists':
      return `attribute_not_exists(${name})`;
    case 'contains':
      return `contains(${name}, ${value()})`;
    case 'not_contains':
      return `NOT contains(${name}, ${value()})`;
    case 'begins_with':
      return `begins_with(${name}, ${value()})`;
    case 'between':
      return `${name} BETWEEN ${value()} AND ${placeholders.value(attribute.type, bounds.upper)}`;
    default:
      return `${name} ${operator} ${value()}`;
  }
}
