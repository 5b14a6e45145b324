/** UntagResource: takes tags off a table; those that it does not have are no error. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { putTags, taggedTable } from './resource-tags.ts';

export function untagResource(context: Context, input: InputOf<'UntagResource'>): string {
  const table = taggedTable(context, 'UntagResource', input.ResourceArn);
  const keys = new Set(input.TagKeys);
  putTags(
    context,
    table,
    table.doc.tags.filter(({ Key }) => !keys.has(Key)),
  );
  return '{}';
}
