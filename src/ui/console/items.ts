/** The items in a response, whatever operation it answers, and the columns in which to show them. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { AttributeMap, AttributeType, AttributeValue } from '../../model/attribute-value.ts';

export interface Column {
  readonly name: string;
  /** The types seen in it, in order of appearance. */
  readonly types: readonly AttributeType[];
}

/** Undefined where the response is of a kind that holds no items. */
export function itemsOf(operation: string, response: JsonValue): readonly AttributeMap[] | undefined {
  if (!isObject(response)) return undefined;
  switch (operation) {
    case 'Query':
    case 'Scan':
    case 'ExecuteStatement':
      return mapsIn(response['Items']);
    case 'GetItem':
      return mapsIn([response['Item'] ?? []]);
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return response['Attributes'] === undefined ? undefined : mapsIn([response['Attributes']]);
    case 'BatchGetItem':
      return isObject(response['Responses']) ? Object.values(response['Responses']).flatMap(mapsIn) : [];
    case 'GetRecords':
      return recordsIn(response['Records']);
    default:
      return undefined;
  }
}

/** The attributes of all items: `first` leading (keys), then in order of appearance. */
export function columnsOf(items: readonly AttributeMap[], first: readonly string[]): readonly Column[] {
  const types = new Map<string, Set<AttributeType>>(first.map((name) => [name, new Set()]));
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      const seen = types.get(name) ?? new Set();
      seen.add(typeOf(value));
      types.set(name, seen);
    }
  }
  return [...types].filter(([, seen]) => seen.size > 0).map(([name, seen]) => ({ name, types: [...seen] }));
}

export function typeOf(value: AttributeValue): AttributeType {
  for (const type of ATTRIBUTE_TYPES) if (type in value) return type;
  return 'NULL';
}

export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  'S',
  'N',
  'B',
  'BOOL',
  'NULL',
  'SS',
  'NS',
  'BS',
  'L',
  'M',
];

/** One line for a cell; nested values as their kind and size. */
export function cellText(value: AttributeValue): string {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return value.B;
  if ('BOOL' in value) return String(value.BOOL);
  if ('NULL' in value) return 'null';
  if ('SS' in value) return `{ ${value.SS.join(', ')} }`;
  if ('NS' in value) return `{ ${value.NS.join(', ')} }`;
  if ('BS' in value) return `{ ${value.BS.join(', ')} }`;
  if ('L' in value) return `[ ${counted(value.L.length, 'element')} ]`;
  return `{ ${counted(Object.keys(value.M).length, 'attribute')} }`;
}

/** Lists, maps and sets open. */
export function isNested(value: AttributeValue): boolean {
  return !('S' in value || 'N' in value || 'B' in value || 'BOOL' in value || 'NULL' in value);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapsIn(value: JsonValue | undefined): readonly AttributeMap[] {
  // A response's items are attribute maps by contract: the engine wrote them.
  return Array.isArray(value)
    ? value.filter((item): item is JsonObject & AttributeMap => isObject(item))
    : [];
}

/** A stream record as one flat item: what happened, then the key and the images. */
function recordsIn(value: JsonValue | undefined): readonly AttributeMap[] {
  if (!Array.isArray(value)) return [];
  return value.filter((record) => isObject(record)).map(recordItem);
}

function recordItem(record: JsonObject): AttributeMap {
  const dynamodb = isObject(record['dynamodb']) ? record['dynamodb'] : {};
  const text = (name: string, from: JsonObject): AttributeMap =>
    typeof from[name] === 'string' ? { [name]: { S: from[name] } } : {};
  const image = (name: string): AttributeMap => {
    const [map] = mapsIn([dynamodb[name] ?? []]);
    return map === undefined ? {} : { [name]: { M: map } };
  };
  return {
    ...text('eventName', record),
    ...image('Keys'),
    ...image('OldImage'),
    ...image('NewImage'),
    ...text('SequenceNumber', dynamodb),
  };
}
