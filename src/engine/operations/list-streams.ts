/** ListStreams: the streams of one table or of all, page by page; disabled ones for as long as they can be read. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { MAX_STREAMS_A_PAGE } from '../streams/limits.ts';

export function listStreams({ catalog }: Context, input: InputOf<'ListStreams'>): string {
  const { TableName, Limit = MAX_STREAMS_A_PAGE, ExclusiveStartStreamArn: start } = input;
  const all = catalog
    .all()
    .filter(({ doc }) => TableName === undefined || doc.name === TableName)
    .flatMap(({ doc }) =>
      doc.streams.map(({ arn, label }) => ({ StreamArn: arn, TableName: doc.name, StreamLabel: label })),
    );
  const from = start === undefined ? 0 : all.findIndex(({ StreamArn }) => StreamArn === start) + 1;
  const page = all.slice(from, from + Math.min(Limit, MAX_STREAMS_A_PAGE));
  const isMore = from + page.length < all.length;
  return JSON.stringify({
    Streams: page,
    ...(isMore ? { LastEvaluatedStreamArn: page.at(-1)?.StreamArn } : {}),
  });
}
