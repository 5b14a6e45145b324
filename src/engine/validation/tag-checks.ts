/** What the operations on tags ask of their parameters beyond each one's shape. */
import { MAX_TAGS } from '../../model/limits.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { requestError } from './wording.ts';

type Tags = InputOf<'TagResource'>['Tags'];

export function checkTagResource({ ResourceArn: arn, Tags: tags }: InputOf<'TagResource'>): void {
  checkResource('TagResource', arn);
  if (tags.length === 0) throw requestError('TagResource', 'Atleast one Tag needs to be provided as Input.');
  checkNewTags('TagResource', tags);
}

export function checkUntagResource({ ResourceArn: arn, TagKeys: keys }: InputOf<'UntagResource'>): void {
  checkResource('UntagResource', arn);
  if (keys.length === 0)
    throw requestError('UntagResource', 'Atleast one Tag Key needs to be provided as Input.');
}

export function checkListTagsOfResource({ ResourceArn: arn }: InputOf<'ListTagsOfResource'>): void {
  checkResource('ListTagsOfResource', arn);
}

/** Of a new table too. */
export function checkNewTags(operation: OperationName, tags: Tags): void {
  const seen = new Set<string>();
  for (const { Key: key } of tags) {
    if (key.startsWith('aws:'))
      throw requestError(operation, `Tag Key cannot be prefixed with aws:, Key: ${key}`);
    if (seen.has(key)) {
      throw requestError(operation, `Duplicate Tag Keys provided as input: Duplicate Tag Key found ${key}`);
    }
    seen.add(key);
  }
  if (tags.length > MAX_TAGS) {
    throw requestError(operation, 'Number of Tags exceed the current limit for the provided ResourceArn');
  }
}

function checkResource(operation: OperationName, arn: string): void {
  const invalid = 'One or more parameter values were invalid: ';
  if (!arn.startsWith('arn:')) throw requestError(operation, `${invalid}ARNs must start with 'arn:': ${arn}`);
  if (!/^arn:aws[a-z-]*:dynamodb:/.test(arn)) {
    throw requestError(operation, `${invalid}Provided Arn is not a DynamoDB resource arn: ${arn}`);
  }
  if (!/^arn:aws[a-z-]*:dynamodb:[^:]+:\d+:table\/[^/]{3,255}$/.test(arn)) {
    throw requestError(operation, `Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  }
}
