/** RestoreTableToPointInTime: a new table with what another held at a second of its recoverable past. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { RecoverableTimes } from '../backups/backups.ts';
import type { Context } from '../context.ts';
import { findSource } from './backup-sources.ts';
import { restoreTable } from './restored-table.ts';

type Input = InputOf<'RestoreTableToPointInTime'>;

export function restoreTableToPointInTime(context: Context, input: Input): string {
  const sourceName = input.SourceTableArn ?? input.SourceTableName;
  if (sourceName === undefined) {
    throw invalid('One of SourceTableArn and SourceTableName must be specified');
  }
  const source = findSource(context, sourceName);
  const { doc } = source;
  const times = context.backups.recoverable(doc, context.nowMs);
  if (times === undefined) {
    throw new DynamoError(
      'PointInTimeRecoveryUnavailableException',
      `Point in time recovery is not enabled for table '${doc.name}'`,
    );
  }
  const atMs = restoreTimeMs(input, times);
  return restoreTable(context, input, {
    source: doc,
    from: { tableArn: doc.arn, atMs },
    fill: (target) => context.backups.restorePast(source, atMs, target),
  });
}

/** Whole seconds: a fraction goes, but for the earliest moment's. */
function restoreTimeMs(
  { RestoreDateTime: atS, UseLatestRestorableTime: isLatest = false }: Input,
  { earliestMs, latestMs }: RecoverableTimes,
): number {
  if (isLatest === (atS !== undefined)) {
    throw invalid('Exactly one of RestoreDateTime and UseLatestRestorableTime must be specified');
  }
  if (atS === undefined) return latestMs;
  const atMs = Math.floor(atS) * 1000;
  if (Math.round(atS * 1000) >= earliestMs && atMs <= latestMs) return Math.max(atMs, earliestMs);
  throw new DynamoError(
    'InvalidRestoreTimeException',
    'An invalid restore time was specified. ' +
      'RestoreDateTime must be between EarliestRestorableDateTime and LatestRestorableDateTime.',
  );
}

function invalid(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}
