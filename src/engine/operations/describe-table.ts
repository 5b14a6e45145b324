/** DescribeTable: a table with its keys, indexes, throughput, stream and exact counts. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { findTable } from './control-plane-table.ts';
import { countsOf, describeTableDoc } from './table-description.ts';

export function describeTable(context: Context, input: InputOf<'DescribeTable'>): string {
  const table = findTable(context, input.TableName);
  return JSON.stringify({ Table: describeTableDoc(table.doc, countsOf(table), context.nowMs) });
}
