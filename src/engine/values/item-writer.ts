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

/** What is found out about the item beside its text. */
interface Findings {
  sizeBytes: number;
  isCanonical: boolean;
}

/** With quote and backslash, which are found faster by themselves: what needs escaping, or more than a byte. */
const NOT_PRINTABLE = /[^ -~]/;

/** Of an item whose values are valid. Throws DynamoDB's error for a number that cannot be stored. */
export function writeItem(attributes: AttributeMap): WrittenItem {
  const findings: Findings = { sizeBytes: 0, isCanonical: true };
  const members = membersText(findings, attributes, 0);
  // Joined at the end: a text that was added up is otherwise put together only when it is first read.
  return { json: ['{', members, '}'].join(''), ...findings };
}

function membersText(findings: Findings, members: AttributeMap, memberBytes: number): string {
  let text = '';
  for (const name in members) {
    const value = members[name];
    if (value === undefined) continue;
    const label = labelOf(name);
    findings.sizeBytes += memberBytes + label.bytes;
    text += (text === '' ? label.text : `,${label.text}`) + valueText(findings, value);
  }
  return text;
}

interface Label {
  /** `"name":` */
  readonly text: string;
  /** Of the name. */
  readonly bytes: number;
}

/** Attribute names come again and again; a full cache starts again empty. */
const MAX_LABELS = 1000;
const labels = new Map<string, Label>();

function labelOf(name: string): Label {
  const known = labels.get(name);
  if (known !== undefined) return known;
  const label = { text: `${JSON.stringify(name)}:`, bytes: utf8Length(name) };
  if (labels.size >= MAX_LABELS) labels.clear();
  labels.set(name, label);
  return label;
}

function quoted(findings: Findings, text: string): string {
  if (NOT_PRINTABLE.test(text) || text.includes('"') || text.includes('\\')) {
    findings.sizeBytes += utf8Length(text);
    return JSON.stringify(text);
  }
  findings.sizeBytes += text.length;
  return `"${text}"`;
}

function valueText(findings: Findings, value: AttributeValue): string {
  if ('S' in value) return `{"S":${quoted(findings, value.S)}}`;
  if ('N' in value) return `{"N":"${numberText(findings, value.N)}"}`;
  if ('BOOL' in value) {
    findings.sizeBytes += 1;
    return value.BOOL ? '{"BOOL":true}' : '{"BOOL":false}';
  }
  if ('NULL' in value) {
    findings.sizeBytes += 1;
    return '{"NULL":true}';
  }
  if ('M' in value) {
    findings.sizeBytes += DOCUMENT_BYTES;
    return `{"M":{${membersText(findings, value.M, MEMBER_BYTES)}}}`;
  }
  if ('L' in value) return listText(findings, value.L);
  if ('B' in value) return `{"B":${base64Text(findings, value.B)}}`;
  if ('SS' in value) return setText(findings, 'SS', { members: value.SS, textOf: quoted });
  if ('NS' in value) return setText(findings, 'NS', { members: value.NS, textOf: quotedNumber });
  return setText(findings, 'BS', { members: value.BS, textOf: base64Text });
}

function listText(findings: Findings, elements: readonly AttributeValue[]): string {
  findings.sizeBytes += DOCUMENT_BYTES;
  let text = '';
  for (const element of elements) {
    findings.sizeBytes += MEMBER_BYTES;
    text += (text === '' ? '' : ',') + valueText(findings, element);
  }
  return `{"L":[${text}]}`;
}

interface SetParts {
  readonly members: readonly string[];
  textOf(findings: Findings, member: string): string;
}

function setText(findings: Findings, type: 'SS' | 'NS' | 'BS', { members, textOf }: SetParts): string {
  let text = '';
  for (const member of members) text += (text === '' ? '' : ',') + textOf(findings, member);
  return `{"${type}":[${text}]}`;
}

function quotedNumber(findings: Findings, text: string): string {
  return `"${numberText(findings, text)}"`;
}

function numberText(findings: Findings, text: string): string {
  const number = canonicalNumber(text);
  if (number !== text) findings.isCanonical = false;
  findings.sizeBytes += numberSizeBytes(number);
  return number;
}

function base64Text(findings: Findings, text: string): string {
  findings.sizeBytes += base64Length(text) ?? 0;
  return `"${text}"`;
}
