/** DescribeContinuousBackups: whether the past can be restored, and from when to when. */
import type { InputOf } from '../../model/operations.ts';
import type { Context } from '../context.ts';
import { findSource } from './backup-sources.ts';
import { continuousBackupsJson } from './continuous-backups-description.ts';

export function describeContinuousBackups(
  context: Context,
  input: InputOf<'DescribeContinuousBackups'>,
): string {
  const { doc } = findSource(context, input.TableName);
  return JSON.stringify({ ContinuousBackupsDescription: continuousBackupsJson(context, doc) });
}
