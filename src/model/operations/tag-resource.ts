/** TagResource, as data. */
import { operation } from '../operation.ts';
import { required, structure } from '../shape.ts';
import { resourceArn } from '../shapes/names.ts';
import { tags } from '../shapes/table-settings.ts';

export const tagResource = operation(
  'Adds tags to a table, or gives them new values.',
  structure('TagResourceInput', {
    ResourceArn: required(resourceArn, 'ARN of the table.'),
    Tags: required(tags, 'The tags.'),
  }),
);
