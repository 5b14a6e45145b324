/** What the operations on tags ask of their parameters beyond each one's shape. */
import { MAX_TAG_SET_BYTES, MAX_TAGS } from '../../model/limits.ts';
import { utf8Length } from '../../base/bytes.ts';
import type { DynamoError } from '../../model/errors.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import type { Violation } from './violations.ts';
import { requestError } from './wording.ts';

type Tags = InputOf<'TagResource'>['Tags'];

/** Letters, digits and spaces of any script, and these signs. [seen, October 2026] */
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const TABLE = /^arn:aws[a-z-]*:dynamodb:[^:]+:\d+:table\/[^/]{3,255}$/;
const INDEX = /^arn:aws[a-z-]*:dynamodb:[^:]+:\d+:table\/[^/]+\/index\/[^/]+$/;

export function checkTagResource({ ResourceArn: arn, Tags: tags }: InputOf<'TagResource'>): void {
  checkResource('TagResource', arn);
  if (tags.length === 0) throw requestError('TagResource', 'Atleast one Tag needs to be provided as Input.');
  checkNewTags('TagResource', tags);
}

export function checkUntagResource({ ResourceArn: arn, TagKeys: keys }: InputOf<'UntagResource'>): void {
  checkResource('UntagResource', arn);
  if (keys.length === 0)
    throw requestError('UntagResource', 'Atleast one Tag Key needs to be provided as Input.');
  for (const key of keys) checkKey('UntagResource', key);
  checkTagCount('UntagResource', keys.length);
}

export function checkListTagsOfResource({ ResourceArn: arn }: InputOf<'ListTagsOfResource'>): void {
  checkResource('ListTagsOfResource', arn);
}

/** Of a new table too. */
export function checkNewTags(operation: OperationName, tags: Tags): void {
  const seen = new Set<string>();
  let sizeBytes = 0;
  for (const { Key: key, Value: value } of tags) {
    checkKey(operation, key);
    if (!CHARACTERS.test(value)) throw invalidTag(operation, 'Value', value);
    if (key.startsWith('aws:'))
      throw requestError(operation, `Tag Key cannot be prefixed with aws:, Key: ${key}`);
    if (seen.has(key)) {
      throw requestError(operation, `Duplicate Tag Keys provided as input: Duplicate Tag Key found ${key}`);
    }
    seen.add(key);
    sizeBytes += utf8Length(key) + utf8Length(value);
  }
  checkTagCount(operation, tags.length);
  if (sizeBytes <= MAX_TAG_SET_BYTES) return;
  throw requestError(
    operation,
    `Tag set size ${sizeBytes} bytes is above max size limit of ${MAX_TAG_SET_BYTES} bytes`,
  );
}

/** Of one request, and of what a table would have after it. */
export function checkTagCount(operation: OperationName, count: number): void {
  if (count <= MAX_TAGS) return;
  throw requestError(operation, 'Number of Tags exceed the current limit for the provided ResourceArn');
}

/**
 * The refusal of a tag's key or value that breaks its shape, in words of its own; undefined when the first violation is
 * of something else.
 */
export function tagRefusal(operation: OperationName, found: readonly Violation[]): DynamoError | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  const { apiPath, value } = first;
  const part = /^(?:Tags|TagKeys)\.\d+\.member(\.Value)?/.exec(apiPath);
  const text = typeof value === 'string' ? value : 'null';
  return part === null ? undefined : invalidTag(operation, part[1] === undefined ? 'Key' : 'Value', text);
}

function checkKey(operation: OperationName, key: string): void {
  if (!CHARACTERS.test(key)) throw invalidTag(operation, 'Key', key);
}

function invalidTag(operation: OperationName, part: 'Key' | 'Value', text: string): DynamoError {
  return requestError(operation, `The Tag ${part} provided is invalid, ${part}: ${text}`);
}

function checkResource(operation: OperationName, arn: string): void {
  const invalid = 'One or more parameter values were invalid: ';
  if (!arn.startsWith('arn:')) throw requestError(operation, `${invalid}ARNs must start with 'arn:': ${arn}`);
  if (!/^arn:aws[a-z-]*:dynamodb:/.test(arn)) {
    throw requestError(operation, `${invalid}Provided Arn is not a DynamoDB resource arn: ${arn}`);
  }
  if (INDEX.test(arn)) {
    throw requestError(
      operation,
      `${invalid}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
    );
  }
  if (!TABLE.test(arn)) throw invalidTableArn(operation, arn);
}

/** Of something that is not a table, or of a table of another region. */
export function invalidTableArn(operation: OperationName, arn: string): DynamoError {
  return requestError(operation, `Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
}
