/** ListTagsOfResource, as data. */
import { operation } from '../operation.ts';
import { optional, required, string, structure } from '../shape.ts';
import { resourceArn } from '../shapes/names.ts';

export const listTagsOfResource = operation(
  'Lists the tags of a table.',
  structure('ListTagsOfResourceInput', {
    ResourceArn: required(resourceArn, 'ARN of the table.'),
    NextToken: optional(string(), 'NextToken of the page before.'),
  }),
);
