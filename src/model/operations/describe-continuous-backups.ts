/** DescribeContinuousBackups, as data. */
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const describeContinuousBackups = operation(
  'Tells whether point-in-time recovery is on, and which moments can be restored.',
  structure('DescribeContinuousBackupsInput', { TableName: tableParameter }),
);
