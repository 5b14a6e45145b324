/** The attributes of an import: their names, the types their content suggests, and the types chosen for them. */
import type { AttributeMap, AttributeType, AttributeValue } from '../../model/attribute-value.ts';
import type { KeyAttribute, TableDoc } from '../../model/table.ts';
import { fromPlainValueText } from '../explorer/item-text.ts';
import { typeOf } from '../console/items.ts';
import type { ImportedFile } from './import-records.ts';

/** `as-is` keeps the types that JSON or DynamoDB JSON gave. */
export type ChosenType = 'as-is' | 'S' | 'N' | 'BOOL' | 'NULL' | 'B' | 'SS' | 'NS' | 'L' | 'M';

export interface ImportColumn {
  /** As in the file. */
  readonly source: string;
  /** The attribute to write. */
  readonly name: string;
  readonly type: ChosenType;
  readonly isIncluded: boolean;
  /** Records that have it. */
  readonly count: number;
  readonly typesSeen: readonly AttributeType[];
  /** The first few different values. */
  readonly examples: readonly string[];
}

const EXAMPLES = 3;
const EXAMPLE_LENGTH = 60;

/** DynamoDB's numbers: 38 digits, magnitude from 1E-130 to below 1E+126. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;
const MAX_DIGITS = 38;

/** Columns in order of appearance, with a type for each and the table's key attributes found among them. */
export function columnsOfFile(file: ImportedFile, table: TableDoc): readonly ImportColumn[] {
  const found = new Map<
    string,
    { types: Set<AttributeType>; examples: Set<string>; texts: TextSurvey; count: number }
  >();
  for (const { item } of file.records) {
    for (const [source, value] of Object.entries(item)) {
      const column = found.get(source) ?? {
        types: new Set(),
        examples: new Set(),
        texts: new TextSurvey(),
        count: 0,
      };
      column.count += 1;
      column.types.add(typeOf(value));
      if ('S' in value) column.texts.add(value.S);
      if (column.examples.size < EXAMPLES) column.examples.add(exampleOf(value));
      found.set(source, column);
    }
  }
  const columns = [...found].map(([source, column]): ImportColumn => ({
    source,
    name: source,
    type: file.format === 'csv' ? column.texts.guess() : 'as-is',
    isIncluded: true,
    count: column.count,
    typesSeen: [...column.types],
    examples: [...column.examples],
  }));
  return withKeys(columns, file, table);
}

/** Watches the texts of one column to say what type they are. */
class TextSurvey {
  #texts = 0;
  #numbers = 0;
  #booleans = 0;

  add(text: string): void {
    this.#texts += 1;
    if (isNumberText(text)) this.#numbers += 1;
    else if (text === 'true' || text === 'false') this.#booleans += 1;
  }

  guess(): 'S' | 'N' | 'BOOL' {
    if (this.#texts > 0 && this.#numbers === this.#texts) return 'N';
    return this.#texts > 0 && this.#booleans === this.#texts ? 'BOOL' : 'S';
  }
}

/** True where writing the text as a number loses nothing: no leading zeros, no plus sign, at most 38 digits. */
export function isNumberText(text: string): boolean {
  if (!NUMBER.test(text)) return false;
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.replace(/0+$/, '').length <= MAX_DIGITS && Math.abs(Number(exponent)) + digits.length <= 126;
}

/** Gives the key attributes their types, and a nameless file's best columns their names. */
function withKeys(
  columns: readonly ImportColumn[],
  file: ImportedFile,
  table: TableDoc,
): readonly ImportColumn[] {
  const keys = [...table.key.pk, ...table.key.sk];
  const named = file.format === 'csv' && !file.hasHeader ? withKeyNames(columns, keys, file) : columns;
  return named.map((column) => {
    const key = table.attributeDefinitions.find((attribute) => attribute.name === column.name);
    if (key === undefined || isOnly(column, key)) return column;
    return Object.assign({}, column, { type: key.type });
  });
}

/** Already of the key's type as it stands. */
function isOnly(column: ImportColumn, key: KeyAttribute): boolean {
  if (column.type === 'as-is') return column.typesSeen.every((type) => type === key.type);
  return column.type === key.type;
}

/** A file without names: the first columns that could be the key are taken for it. */
function withKeyNames(
  columns: readonly ImportColumn[],
  keys: readonly KeyAttribute[],
  file: ImportedFile,
): readonly ImportColumn[] {
  const named = [...columns];
  for (const key of keys) {
    const place = named.findIndex(
      (column) =>
        column.name === column.source &&
        column.count === file.records.length &&
        (key.type !== 'N' || column.type === 'N'),
    );
    const column = named[place];
    if (column !== undefined) named[place] = { ...column, name: key.name };
  }
  return named;
}

export type ConvertedItem =
  | { readonly ok: true; readonly item: AttributeMap }
  | { readonly ok: false; readonly why: string };

/** A record as the item that the chosen columns make of it. */
export function convertItem(item: AttributeMap, columns: ReadonlyMap<string, ImportColumn>): ConvertedItem {
  const converted: [string, AttributeValue][] = [];
  for (const [source, value] of Object.entries(item)) {
    const column = columns.get(source);
    if (column === undefined || !column.isIncluded) continue;
    const typed = convertValue(value, column.type);
    if (typed === undefined) {
      return { ok: false, why: `${column.name}: “${exampleOf(value)}” is not ${TYPE_WORDS[column.type]}.` };
    }
    converted.push([column.name, typed]);
  }
  return { ok: true, item: Object.fromEntries(converted) };
}

export const TYPE_WORDS: Readonly<Record<ChosenType, string>> = {
  'as-is': 'as it is',
  S: 'a string',
  N: 'a number',
  B: 'base64 text',
  BOOL: 'true or false',
  NULL: 'null',
  SS: 'a JSON list of strings',
  NS: 'a JSON list of numbers',
  L: 'a JSON list',
  M: 'a JSON object',
};

/** Undefined where the value cannot be of that type. */
export function convertValue(value: AttributeValue, type: ChosenType): AttributeValue | undefined {
  if (type === 'as-is' || type in value) return value;
  const text = scalarText(value);
  if (type === 'NULL') return { NULL: true };
  if (text === undefined) return undefined;
  switch (type) {
    case 'S':
      return { S: text };
    case 'N':
      return isNumberText(text.trim()) || /^[+-]?\d+(?:\.\d+)?$/.test(text.trim())
        ? { N: text.trim() }
        : undefined;
    case 'B':
      return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
        ? { B: text }
        : undefined;
    case 'BOOL':
      return convertBoolean(text);
    case 'SS':
    case 'NS':
      return convertSet(text, type);
    case 'L':
    case 'M': {
      const parsed = fromPlainValueText(text);
      return parsed.ok && type in parsed.value ? parsed.value : undefined;
    }
  }
}

function scalarText(value: AttributeValue): string | undefined {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return value.B;
  return 'BOOL' in value ? String(value.BOOL) : undefined;
}

function convertBoolean(text: string): AttributeValue | undefined {
  const word = text.trim().toLowerCase();
  if (['true', 'yes', '1'].includes(word)) return { BOOL: true };
  return ['false', 'no', '0'].includes(word) ? { BOOL: false } : undefined;
}

function convertSet(text: string, type: 'SS' | 'NS'): AttributeValue | undefined {
  const parsed = fromPlainValueText(text);
  if (!parsed.ok || !('L' in parsed.value)) return undefined;
  const members = parsed.value.L.map((member) => {
    if (type === 'SS') return 'S' in member ? member.S : undefined;
    return 'N' in member ? member.N : undefined;
  });
  if (members.length === 0 || members.includes(undefined)) return undefined;
  const texts = members.map(String);
  return type === 'SS' ? { SS: texts } : { NS: texts };
}

function exampleOf(value: AttributeValue): string {
  const text = scalarText(value) ?? ('NULL' in value ? 'null' : JSON.stringify(Object.values(value)[0]));
  return text.length > EXAMPLE_LENGTH ? `${text.slice(0, EXAMPLE_LENGTH)}…` : text;
}
