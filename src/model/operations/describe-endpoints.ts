/** DescribeEndpoints, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';

export const describeEndpoints = operation(
  'Shows the addresses of the service.',
  structure('DescribeEndpointsRequest', {}),
);
