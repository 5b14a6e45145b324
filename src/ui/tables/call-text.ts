/** A call as text: as it is sent, and as a command line of the AWS CLI. */
import type { JsonValue } from '../../base/json.ts';
import type { PlannedCall } from './use-call.ts';

/** Operations of the streams API, which the CLI keeps under another name. */
const STREAM_OPERATIONS: ReadonlySet<string> = new Set([
  'ListStreams',
  'DescribeStream',
  'GetShardIterator',
  'GetRecords',
]);

export function callText({ operation, input }: PlannedCall): string {
  return `${operation} ${jsonText(input, '')}`;
}

/** What fits on a line stays on one. */
const LINE_WIDTH = 76;
const INDENT = '  ';

function jsonText(value: JsonValue, indent: string): string {
  const flat = flatText(value);
  if (flat.length + indent.length <= LINE_WIDTH && indent !== '') return flat;
  if (typeof value !== 'object' || value === null) return flat;
  const inner = indent + INDENT;
  if (Array.isArray(value)) {
    const members = value.map((member: JsonValue) => inner + jsonText(member, inner));
    return `[\n${members.join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)}: ${jsonText(member, inner)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function flatText(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flatText).join(', ')}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${flatText(member)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Runs as it stands in a POSIX shell. */
export function cliText({ operation, input }: PlannedCall): string {
  const service = STREAM_OPERATIONS.has(operation) ? 'dynamodbstreams' : 'dynamodb';
  const command = operation.replace(/[a-z0-9](?=[A-Z])/g, (letter) => `${letter}-`).toLowerCase();
  return `aws ${service} ${command} --cli-input-json ${shellQuoted(JSON.stringify(input))}`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
