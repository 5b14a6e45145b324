/** The response of a Query or Scan. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { consumedJson } from './consumed-capacity.ts';
import type { Consumed } from './consumed-capacity.ts';
import { jsonBody } from './json-body.ts';
import type { Page } from './read-page.ts';
import type { ReadSource } from './read-source.ts';
import { lastEvaluatedKey } from './start-key.ts';

export interface AnsweredPage {
  readonly source: ReadSource;
  readonly page: Page;
  readonly consumed: Consumed;
}

/** JSON text. The items' own texts are joined, never parsed. */
export function pageBody(
  { source, page, consumed }: AnsweredPage,
  input: Pick<InputOf<'Query'>, 'Select' | 'ReturnConsumedCapacity'>,
): string {
  const { items, count, scannedCount, last } = page;
  return jsonBody([
    ['Items', input.Select === 'COUNT' ? undefined : `[${items.join(',')}]`],
    ['Count', String(count)],
    ['ScannedCount', String(scannedCount)],
    ['LastEvaluatedKey', last && lastEvaluatedKey(source, last)],
    ['ConsumedCapacity', consumedJson(consumed, input.ReturnConsumedCapacity)],
  ]);
}

export function explainPageAccess(
  context: Context,
  { source, page }: AnsweredPage,
  { access, remark }: { readonly access: 'query' | 'scan'; readonly remark: string | undefined },
): void {
  if (context.receipt === undefined) return;
  const { table, index, throughputOf } = source;
  const partitions = page.parts.map(({ hash, key }) =>
    context.capacity.partitionOf(table, throughputOf, hash, key),
  );
  context.receipt.plan({
    access,
    table: table.doc.name,
    ...(index === undefined ? {} : { index: index.doc.name }),
    partitions: [...new Set(partitions)],
    itemsWalked: page.scannedCount,
    itemsFiltered: page.scannedCount - page.count,
    itemsReturned: page.count,
    ...(remark === undefined ? {} : { remark }),
  });
}
