/** Completion, hover help and checks of the API language: computed from the operations' shapes and the live tables. */
import { splitApiCalls, type ApiCall } from '../../language/api-call/split.ts';
import { statementAt } from '../../language/statement-at.ts';
import { OPERATIONS } from '../../model/operations.ts';
import type { Member, Shape } from '../../model/shape.ts';
import { scanJson, type JsonPath, type ScannedString } from './json-scan.ts';
import type { LiveTable } from './live-names.ts';
import { operationNamed } from './statements.ts';

export interface Suggestion {
  readonly kind: 'operation' | 'member' | 'value' | 'table' | 'index' | 'attribute';
  readonly label: string;
  /** Text to insert; `$1`, `$0` are tab stops. */
  readonly insert: string;
  readonly detail: string;
  readonly doc: string;
  /** Smaller comes first. */
  readonly rank: number;
}

export interface Completion {
  /** What the suggestions replace. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

export interface Help {
  readonly offset: number;
  readonly length: number;
  /** Paragraphs; the first one names the thing. */
  readonly lines: readonly string[];
}

export interface Mark {
  readonly severity: 'error' | 'warning';
  readonly offset: number;
  readonly length: number;
  readonly message: string;
}

const BARE_WORD = /[A-Za-z_][\w-]*$/;

export function completeApi(text: string, offset: number, tables: readonly LiveTable[]): Completion {
  const call = callAround(text, offset);
  const bodyFrom = call === undefined ? -1 : call.offset + call.operation.length;
  if (call === undefined || offset <= bodyFrom) return completeOperation(text, offset);
  const { end } = scanJson(text, bodyFrom, offset);
  if (end.path.length === 0 && end.expects === 'other' && end.inside === undefined)
    return completeOperation(text, offset);
  const shape = operationNamed(call.operation)?.input;
  if (shape === undefined) return { from: offset, to: offset, suggestions: [] };
  const table = tableAsked(text.slice(call.offset, call.offset + call.length), tables);
  const word = end.inside === undefined ? (BARE_WORD.exec(text.slice(bodyFrom, offset))?.[0] ?? '') : '';
  const from = end.inside?.offset ?? offset - word.length;
  // A closing quote that the editor wrote by itself is replaced along with the rest.
  const to = end.inside !== undefined && text[offset] === '"' ? offset + 1 : offset;
  const suggestions =
    end.inside?.role === 'name' || (end.inside === undefined && end.expects === 'name')
      ? nameSuggestions(shapeAt(shape, end.inside?.path.slice(0, -1) ?? end.path), end.siblings, table)
      : valueSuggestions(shape, end.inside?.path ?? end.path, { tables, table, inside: end.inside });
  return end.inside !== undefined && isExpression(end.inside.path)
    ? wordInExpression(end.inside, offset, table)
    : { from, to, suggestions };
}

export function helpApi(text: string, offset: number): Help | undefined {
  const call = callAround(text, offset);
  if (call === undefined) return undefined;
  const operation = operationNamed(call.operation);
  if (operation === undefined) return undefined;
  const { operationSpan } = call;
  if (offset <= operationSpan.offset + operationSpan.length) {
    const required = Object.entries(operation.input.members).filter(([, member]) => member.required);
    const needs = required.length === 0 ? [] : [`Needs ${required.map(([name]) => name).join(', ')}.`];
    return { ...operationSpan, lines: [call.operation, operation.doc, ...needs] };
  }
  const { strings } = scanJson(text, operationSpan.offset + operationSpan.length, call.offset + call.length);
  const found = strings.find((string) => string.offset <= offset && offset < string.offset + string.length);
  const member = found === undefined ? undefined : memberAt(operation.input, found.path);
  if (found === undefined || member === undefined) return undefined;
  const name = found.path.at(-1) ?? '';
  const lines = [`${name}: ${shapeText(member.shape)}${member.required ? ', required' : ''}`, member.doc];
  return { offset: found.offset, length: found.length, lines };
}

/** JSON errors, unknown operations and members, absent required members, values that are none of those allowed. */
export function checkApi(text: string): readonly Mark[] {
  return splitApiCalls(text).flatMap((call) => checkCall(text, call));
}

function checkCall(text: string, call: ApiCall): readonly Mark[] {
  const { operationSpan, body } = call;
  const operation = operationNamed(call.operation);
  const wrong: readonly Mark[] =
    body.kind === 'error'
      ? [{ severity: 'error', ...body.error, length: Math.max(1, body.error.length) }]
      : [];
  if (operation === undefined) {
    if (call.operation === '') return wrong;
    const message = `There is no operation ${call.operation}`;
    return [...wrong, { severity: 'error', ...operationSpan, message }];
  }
  const { strings } = scanJson(text, operationSpan.offset + operationSpan.length, call.offset + call.length);
  const marks = strings.flatMap((string) => checkString(operation.input, string));
  if (body.kind === 'error') return [...wrong, ...marks];
  const absent = Object.entries(operation.input.members)
    .filter(([name, member]) => member.required && body.value[name] === undefined)
    .map(([name]): Mark => {
      const { offset, length } = operationSpan;
      return { severity: 'warning', offset, length, message: `${call.operation} needs ${name}` };
    });
  return [...marks, ...absent];
}

function checkString(input: Shape, string: ScannedString): readonly Mark[] {
  const { role, path, text, offset, length } = string;
  if (role === 'value') {
    const shape = shapeAt(input, path);
    if (shape?.kind !== 'enum' || shape.values.includes(text)) return [];
    return [{ severity: 'error', offset, length, message: `Expected one of ${shape.values.join(', ')}` }];
  }
  const container = shapeAt(input, path.slice(0, -1));
  if (container?.kind !== 'structure' || text in container.members) return [];
  return [
    {
      severity: 'warning',
      offset,
      length,
      message: `${container.name} has no member ${text}; it would be ignored`,
    },
  ];
}

function completeOperation(text: string, offset: number): Completion {
  const word = /[A-Za-z]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const suggestions = Object.entries(OPERATIONS).map(([name, { doc, input }]): Suggestion => {
    const required = Object.entries<Member>(input.members).filter(([, member]) => member.required);
    const lines = required.map(([member, { shape }], at) => `  "${member}": ${emptyValue(shape, at + 1)}`);
    const body = lines.length === 0 ? '{ $0 }' : `{\n${lines.join(',\n')}$0\n}`;
    return { kind: 'operation', label: name, insert: `${name} ${body}`, detail: '', doc, rank: 0 };
  });
  return { from: offset - word.length, to: offset, suggestions };
}

function nameSuggestions(
  container: Shape | undefined,
  siblings: readonly string[],
  table: LiveTable | undefined,
): readonly Suggestion[] {
  if (container?.kind === 'structure') {
    return Object.entries(container.members)
      .filter(([name]) => !siblings.includes(name))
      .map(([name, { shape, required, doc }]) => ({
        kind: 'member',
        label: name,
        insert: `"${name}": ${emptyValue(shape, 1)}$0`,
        detail: `${shapeText(shape)}${required ? ', required' : ''}`,
        doc,
        rank: required ? 0 : doc.startsWith('Legacy') ? 2 : 1,
      }));
  }
  if (container?.kind === 'map' && container.value.kind === 'attribute-value') {
    return attributeSuggestions(table, (name) => `"${name}": $0`);
  }
  return [];
}

interface ValueContext {
  readonly tables: readonly LiveTable[];
  readonly table: LiveTable | undefined;
  readonly inside: ScannedString | undefined;
}

function valueSuggestions(
  input: Shape,
  path: JsonPath,
  { tables, table }: ValueContext,
): readonly Suggestion[] {
  const shape = shapeAt(input, path);
  const name = path.at(-1);
  if (name === 'TableName') {
    return tables.map(({ name: table, indexes }) =>
      plain('table', table, indexes.length === 0 ? '' : `indexes ${indexes.join(', ')}`),
    );
  }
  if (name === 'IndexName') return (table?.indexes ?? []).map((index) => plain('index', index));
  if (name === 'AttributeName') return attributeSuggestions(table, (attribute) => `"${attribute}"`);
  if (shape?.kind === 'enum') return shape.values.map((value) => plain('value', value));
  if (shape?.kind === 'boolean') {
    return ['true', 'false'].map((word) => ({
      kind: 'value',
      label: word,
      insert: word,
      detail: '',
      doc: '',
      rank: 0,
    }));
  }
  // The values of ExpressionAttributeNames are attribute names.
  return path.at(-2) === 'ExpressionAttributeNames'
    ? attributeSuggestions(table, (attribute) => `"${attribute}"`)
    : [];
}

function wordInExpression(inside: ScannedString, offset: number, table: LiveTable | undefined): Completion {
  const word = /[A-Za-z_][\w]*$/.exec(inside.text)?.[0] ?? '';
  return { from: offset - word.length, to: offset, suggestions: attributeSuggestions(table, (name) => name) };
}

function plain(kind: Suggestion['kind'], label: string, detail = ''): Suggestion {
  return { kind, label, insert: `"${label}"`, detail, doc: '', rank: 0 };
}

function attributeSuggestions(
  table: LiveTable | undefined,
  insert: (name: string) => string,
): readonly Suggestion[] {
  return (table?.attributes ?? []).map(({ name, role }) => ({
    kind: 'attribute',
    label: name,
    insert: insert(name),
    detail: role,
    doc: '',
    rank: role === '' ? 1 : 0,
  }));
}

function callAround(text: string, offset: number): ApiCall | undefined {
  const call = statementAt(splitApiCalls(text), offset);
  return call !== undefined && call.offset <= offset ? call : undefined;
}

function tableAsked(callText: string, tables: readonly LiveTable[]): LiveTable | undefined {
  const name = /"TableName"\s*:\s*"([^"]*)"/.exec(callText)?.[1];
  return tables.find((table) => table.name === name);
}

function isExpression(path: JsonPath): boolean {
  return path.at(-1)?.endsWith('Expression') === true;
}

/** What stands at a path; inside attribute values nothing is known. */
function shapeAt(shape: Shape, path: JsonPath): Shape | undefined {
  let at: Shape | undefined = shape;
  for (const name of path) {
    if (at?.kind === 'structure') at = at.members[name]?.shape;
    else if (at?.kind === 'map') at = at.value;
    else if (at?.kind === 'list') at = at.item;
    else return undefined;
  }
  return at;
}

function memberAt(shape: Shape, path: JsonPath): Member | undefined {
  const container = shapeAt(shape, path.slice(0, -1));
  const name = path.at(-1);
  return container?.kind === 'structure' && name !== undefined ? container.members[name] : undefined;
}

function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'enum':
      return shape.values.join(' | ');
    case 'list':
      return `list of ${shapeText(shape.item)}`;
    case 'map':
      return `map of ${shapeText(shape.value)}`;
    case 'structure':
      return shape.name;
    case 'attribute-value':
      return 'attribute value';
    default:
      return shape.kind;
  }
}

function emptyValue(shape: Shape, tabStop: number): string {
  switch (shape.kind) {
    case 'string':
    case 'enum':
      return `"$${tabStop}"`;
    case 'list':
      return `[$${tabStop}]`;
    case 'map':
    case 'structure':
      return `{ $${tabStop} }`;
    case 'boolean':
      return 'true';
    default:
      return `$${tabStop}`;
  }
}
