/** An item's JSON text, its size and its canonical form in one walk: what storing an item needs. */
import { base64Length, utf8Length } from '../../base/bytes.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import { canonicalNumber, numberSizeBytes } from './number.ts';
import { DOCUMENT_BYTES, MEMBER_BYTES } from './size.ts';

export interface WrittenItem {
  /** DynamoDB JSON with canonical numbers. */
  readonly json: string;
  readonly sizeBytes: number;
  /** True when the item given has nothing but canonical numbers. */
  readonly isCanonical: boolean;
}

interface Output {
  readonly pieces: string[];
  sizeBytes: number;
  isCanonical: boolean;
}

/** All but printable ASCII without quote and backslash: what needs escaping, or more than a byte. */
const NOT_PLAIN = /[^ !#-[\]-~]/;

/** Of an item whose values are valid. Throws DynamoDB's error for a number that cannot be stored. */
export function writeItem(attributes: AttributeMap): WrittenItem {
  const output: Output = { pieces: [], sizeBytes: 0, isCanonical: true };
  writeMembers(output, attributes, 0);
  const { pieces, sizeBytes, isCanonical } = output;
  // Joined, not added: the text is then one piece of memory from the beginning.
  return { json: pieces.join(''), sizeBytes, isCanonical };
}

function writeMembers(output: Output, members: AttributeMap, memberBytes: number): void {
  let before = '{';
  for (const name in members) {
    const value = members[name];
    if (value === undefined) continue;
    output.sizeBytes += memberBytes;
    writeText(output, before, name);
    writeValue(output, ':', value);
    before = ',';
  }
  output.pieces.push(before === '{' ? '{}' : '}');
}

/** A JSON string after `before`, and its bytes. */
function writeText(output: Output, before: string, text: string): void {
  if (NOT_PLAIN.test(text)) {
    output.pieces.push(before, JSON.stringify(text));
    output.sizeBytes += utf8Length(text);
  } else {
    output.pieces.push(before, '"', text, '"');
    output.sizeBytes += text.length;
  }
}

function writeValue(output: Output, before: string, value: AttributeValue): void {
  if ('S' in value) {
    writeText(output, `${before}{"S":`, value.S);
    output.pieces.push('}');
  } else if ('N' in value) {
    output.pieces.push(before, '{"N":"', writtenNumber(output, value.N), '"}');
  } else if ('BOOL' in value) {
    output.pieces.push(before, value.BOOL ? '{"BOOL":true}' : '{"BOOL":false}');
    output.sizeBytes += 1;
  } else if ('NULL' in value) {
    output.pieces.push(before, '{"NULL":true}');
    output.sizeBytes += 1;
  } else if ('M' in value) {
    output.sizeBytes += DOCUMENT_BYTES;
    output.pieces.push(before, '{"M":');
    writeMembers(output, value.M, MEMBER_BYTES);
    output.pieces.push('}');
  } else if ('L' in value) writeList(output, before, value.L);
  else writeBytesOrSet(output, before, value);
}

function writeList(output: Output, before: string, elements: readonly AttributeValue[]): void {
  output.sizeBytes += DOCUMENT_BYTES;
  output.pieces.push(before, '{"L":[');
  let separator = '';
  for (const element of elements) {
    output.sizeBytes += MEMBER_BYTES;
    writeValue(output, separator, element);
    separator = ',';
  }
  output.pieces.push(']}');
}

type BytesOrSet = Extract<
  AttributeValue,
  { B: string } | { SS: unknown } | { NS: unknown } | { BS: unknown }
>;

function writeBytesOrSet(output: Output, before: string, value: BytesOrSet): void {
  output.pieces.push(before);
  if ('B' in value) {
    output.pieces.push('{"B":"', value.B, '"}');
    output.sizeBytes += base64Length(value.B) ?? 0;
    return;
  }
  let separator = 'SS' in value ? '{"SS":[' : 'NS' in value ? '{"NS":[' : '{"BS":[';
  for (const member of 'SS' in value ? value.SS : 'NS' in value ? value.NS : value.BS) {
    if ('SS' in value) writeText(output, separator, member);
    else if ('NS' in value) output.pieces.push(separator, '"', writtenNumber(output, member), '"');
    else {
      output.pieces.push(separator, '"', member, '"');
      output.sizeBytes += base64Length(member) ?? 0;
    }
    separator = ',';
  }
  output.pieces.push(']}');
}

function writtenNumber(output: Output, text: string): string {
  const number = canonicalNumber(text);
  if (number !== text) output.isCanonical = false;
  output.sizeBytes += numberSizeBytes(number);
  return number;
}
