/** TagResource: gives a table tags, new ones after those it has and new values to those. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { checkTagCount } from '../validation/tag-checks.ts';
import { putTags, taggedTable } from './resource-tags.ts';

export function tagResource(context: Context, { ResourceArn: arn, Tags }: InputOf<'TagResource'>): string {
  const table = taggedTable(context, 'TagResource', arn);
  const values = new Map(table.doc.tags.map(({ Key, Value }) => [Key, Value]));
  for (const { Key, Value } of Tags) values.set(Key, Value);
  // What counts is what there would be afterwards. [seen, October 2026]
  checkTagCount('TagResource', values.size);
  putTags(
    context,
    table,
    Array.from(values, ([Key, Value]) => ({ Key, Value })),
  );
  return '{}';
}
