/** A call as text: as it is sent, and as a command line of the AWS CLI. */
import type { PlannedCall } from './use-call.ts';

/** Operations of the streams API, which the CLI keeps under another name. */
const STREAM_OPERATIONS: ReadonlySet<string> = new Set([
  'ListStreams',
  'DescribeStream',
  'GetShardIterator',
  'GetRecords',
]);

export function callText({ operation, input }: PlannedCall): string {
  return `${operation} ${JSON.stringify(input, undefined, 2)}`;
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
