/** DescribeTimeToLive: whether expired items are deleted, and by which attribute. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { findTable } from './control-plane-table.ts';

export function describeTimeToLive(context: Context, input: InputOf<'DescribeTimeToLive'>): string {
  const { ttl } = findTable(context, input.TableName).doc;
  const status = ttl?.status ?? 'DISABLED';
  return JSON.stringify({
    TimeToLiveDescription: {
      TimeToLiveStatus: status,
      ...(ttl === undefined || status === 'DISABLED' ? {} : { AttributeName: ttl.attribute }),
    },
  });
}
