/** ListTagsOfResource: a table's tags, in the order in which they were given; fifty fit on one page. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { taggedTable } from './resource-tags.ts';

export function listTagsOfResource(context: Context, input: InputOf<'ListTagsOfResource'>): string {
  const { doc } = taggedTable(context, 'ListTagsOfResource', input.ResourceArn);
  // No page is followed by another [seen, October 2026], so that no answer ever held a token.
  if (input.NextToken !== undefined) throw new DynamoError('ValidationException', 'Invalid NextToken');
  return JSON.stringify({ Tags: doc.tags });
}
