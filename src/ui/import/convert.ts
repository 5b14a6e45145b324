/** Rows as items: each cell as the attribute value that its column's type makes of it. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { cellText } from '../console/items.ts';
import { fromPlainValueText } from '../explorer/item-text.ts';
import type { ColumnType, ImportColumn } from './columns.ts';
import { isNumberText } from './number-text.ts';
import type { Cell, ImportRow } from './rows.ts';

export type ConvertedItem =
  | { readonly ok: true; readonly item: AttributeMap }
  | { readonly ok: false; readonly why: string };

const SHOWN_CHARACTERS = 60;

/** `columns` in the order of the row's cells. */
export function convertRow(row: ImportRow, columns: readonly ImportColumn[]): ConvertedItem {
  const attributes: [string, AttributeValue][] = [];
  for (const [place, column] of columns.entries()) {
    if (column.type === 'skip') continue;
    const cell = row.cells[place];
    if (cell === undefined || cell === '') {
      if (column.isNullWhenEmpty) attributes.push([column.name, { NULL: true }]);
      continue;
    }
    const value = convertCell(cell, column.type);
    if (value === undefined) return { ok: false, why: mismatch(cell, column) };
    attributes.push([column.name, value]);
  }
  return { ok: true, item: Object.fromEntries(attributes) };
}

function mismatch(cell: string | AttributeValue, { name, type }: ImportColumn): string {
  const text = cellLine(cell);
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return `${name}: “${shown}” is not ${TYPE_WORDS[type]}.`;
}

/** One line to read; empty where the row has nothing. */
export function cellLine(cell: Cell): string {
  return cell === undefined || typeof cell === 'string' ? (cell ?? '') : cellText(cell);
}

const TYPE_WORDS: Readonly<Record<ColumnType, string>> = {
  'as-is': 'a value',
  S: 'a string',
  N: 'a number of at most 38 digits',
  BOOL: 'true or false',
  B: 'base64 text',
  JSON: 'JSON',
  skip: 'wanted',
};

/** Undefined where the cell cannot be of that type. */
export function convertCell(cell: string | AttributeValue, type: ColumnType): AttributeValue | undefined {
  if (typeof cell !== 'string' && (type === 'as-is' || type in cell)) return cell;
  const text = scalarText(cell);
  if (text === undefined) return undefined;
  switch (type) {
    case 'as-is':
    case 'S':
      return { S: text };
    case 'N':
      return isNumberText(text.trim()) ? { N: text.trim() } : undefined;
    case 'BOOL':
      return booleanOf(text.trim().toLowerCase());
    case 'B':
      return isBase64(text) ? { B: text } : undefined;
    case 'JSON': {
      const parsed = fromPlainValueText(text);
      return parsed.ok ? parsed.value : undefined;
    }
    case 'skip':
      return undefined;
  }
}

function scalarText(cell: string | AttributeValue): string | undefined {
  if (typeof cell === 'string') return cell;
  return 'S' in cell || 'N' in cell || 'BOOL' in cell ? cellText(cell) : undefined;
}

function booleanOf(word: string): AttributeValue | undefined {
  if (['true', 'yes', '1'].includes(word)) return { BOOL: true };
  return ['false', 'no', '0'].includes(word) ? { BOOL: false } : undefined;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
