/** An item while it is being written: as a form, as JSON or as DynamoDB JSON, one of them at a time. */
import type { AttributeMap, AttributeType, AttributeValue } from '../../model/attribute-value.ts';
import type { KeyAttribute, KeySchema } from '../../model/table.ts';
import { typeOf } from '../console/items.ts';
import {
  fromDynamoText,
  fromPlainText,
  fromPlainValueText,
  plainValue,
  toDynamoText,
  toPlainText,
  type ParsedItem,
} from './item-text.ts';

export type DraftView = 'form' | 'json' | 'dynamodb';

export interface FormRow {
  readonly id: number;
  readonly name: string;
  readonly type: AttributeType;
  /** Sets hold one member a line; lists and maps plain JSON; BOOL `true` or `false`. */
  readonly text: string;
}

export type Draft =
  | { readonly view: 'form'; readonly rows: readonly FormRow[] }
  | { readonly view: 'json' | 'dynamodb'; readonly text: string };

/** What a new item starts with: its key attributes, empty. */
export function newItem(key: KeySchema): AttributeMap {
  return Object.fromEntries([...key.pk, ...key.sk].map(({ name, type }) => [name, emptyValue(type)]));
}

export function draftOf(item: AttributeMap, view: DraftView): Draft {
  if (view === 'json') return { view, text: toPlainText(item) };
  if (view === 'dynamodb') return { view, text: toDynamoText(item) };
  return {
    view,
    rows: Object.entries(item).map(([name, value], id) => ({
      id,
      name,
      type: typeOf(value),
      text: rowText(value),
    })),
  };
}

export function parseDraft(draft: Draft): ParsedItem {
  if (draft.view !== 'form')
    return draft.view === 'json' ? fromPlainText(draft.text) : fromDynamoText(draft.text);
  const members = new Map<string, AttributeValue>();
  for (const row of draft.rows) {
    if (row.name === '') return { ok: false, problem: 'Every attribute needs a name.' };
    if (members.has(row.name)) return { ok: false, problem: `The attribute “${row.name}” is there twice.` };
    const value = rowValue(row);
    if (typeof value === 'string') return { ok: false, problem: value };
    members.set(row.name, value);
  }
  return { ok: true, item: Object.fromEntries(members) };
}

/** What stands in the way of writing the item, beside its form: the key attributes. */
export function keyProblem(
  item: AttributeMap,
  key: KeySchema,
  original: AttributeMap | undefined,
): string | undefined {
  for (const attribute of [...key.pk, ...key.sk]) {
    const problem = attributeProblem(item, attribute);
    if (problem !== undefined) return problem;
    const before = original?.[attribute.name];
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(item[attribute.name])) {
      return `${attribute.name} is part of the key and cannot change. Duplicate the item to write it under another key.`;
    }
  }
  return undefined;
}

function attributeProblem(item: AttributeMap, { name, type }: KeyAttribute): string | undefined {
  const value = item[name];
  if (value === undefined) return `The key attribute ${name} is missing.`;
  if (!(type in value)) return `The key attribute ${name} must be of type ${type}, not ${typeOf(value)}.`;
  const text = 'S' in value ? value.S : 'N' in value ? value.N : 'B' in value ? value.B : '';
  return text === '' ? `The key attribute ${name} must not be empty.` : undefined;
}

/** A row of another type keeps what can be kept of its text. */
export function retyped(row: FormRow, type: AttributeType): FormRow {
  if (type === 'BOOL') return { ...row, type, text: row.text === 'true' ? 'true' : 'false' };
  if (type === 'NULL') return { ...row, type, text: '' };
  if (type === 'L' && !row.text.startsWith('[')) return { ...row, type, text: '[]' };
  if (type === 'M' && !row.text.startsWith('{')) return { ...row, type, text: '{}' };
  return { ...row, type };
}

function emptyValue(type: AttributeType): AttributeValue {
  if (type === 'N') return { N: '' };
  return type === 'B' ? { B: '' } : { S: '' };
}

function rowText(value: AttributeValue): string {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return value.B;
  if ('BOOL' in value) return String(value.BOOL);
  if ('NULL' in value) return '';
  if ('SS' in value) return value.SS.join('\n');
  if ('NS' in value) return value.NS.join('\n');
  if ('BS' in value) return value.BS.join('\n');
  return plainValue(value, '');
}

/** The value, or what is wrong with its text. */
function rowValue(row: FormRow): AttributeValue | string {
  const { name, type, text } = row;
  switch (type) {
    case 'S':
      return { S: text };
    case 'N':
      return { N: text.trim() };
    case 'B':
      return { B: text.trim() };
    case 'BOOL':
      return { BOOL: text === 'true' };
    case 'NULL':
      return { NULL: true };
    case 'SS':
      return { SS: lines(text) };
    case 'NS':
      return { NS: lines(text) };
    case 'BS':
      return { BS: lines(text) };
    case 'L':
    case 'M': {
      const parsed = fromPlainValueText(text);
      if (!parsed.ok) return `“${name}”: ${parsed.problem}`;
      const kind = type === 'L' ? 'a list, [ … ]' : 'a map, { … }';
      return type in parsed.value ? parsed.value : `“${name}” must be ${kind}.`;
    }
  }
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
