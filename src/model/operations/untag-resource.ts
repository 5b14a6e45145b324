/** UntagResource, as data. */
import { operation } from '../operation.ts';
import { required, structure } from '../shape.ts';
import { resourceArn } from '../shapes/names.ts';
import { tagKeys } from '../shapes/table-settings.ts';

export const untagResource = operation(
  'Takes tags off a table.',
  structure('UntagResourceInput', {
    ResourceArn: required(resourceArn, 'ARN of the table.'),
    TagKeys: required(tagKeys, 'Names of the tags.'),
  }),
);
