/** Backups at work: copies of tables, and a change log for every table with point-in-time recovery. */
import { present } from '../../base/assert.ts';
import { SortedMap } from '../../base/sorted-map.ts';
import type { BackupDoc } from '../../model/backup.ts';
import type { Change } from '../../model/changes.ts';
import type { Physics } from '../../model/physics.ts';
import type { PitrDoc, TableDoc } from '../../model/table.ts';
import type { Clock } from '../clock.ts';
import type { CommitListener, CommittedWrite } from '../storage/commit.ts';
import { addIndexEntry } from '../storage/secondary-index.ts';
import { STORED_ITEM_CODEC } from '../storage/stored-item.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { Table } from '../storage/table.ts';
import { tableSpace } from '../storage/write-batch.ts';
import type { RecordChange } from '../storage/write-batch.ts';
import type { Backups, RecoverableTimes } from './backups.ts';
import {
  appendFormer,
  type ChangeLog,
  createLog,
  type Former,
  formerItems,
  PAST_PREFIX,
  replayEntry,
  trimLog,
} from './change-log.ts';
import { DAY_MS, RECOVERY_LAG_MS, TRIMMED_AT_ONCE } from './limits.ts';

export interface BackupsDependencies {
  readonly clock: Clock;
  readonly physics: () => Physics;
  readonly recordChange: RecordChange;
}

export interface RunningBackups extends Backups, CommitListener {
  onTableChange: NonNullable<CommitListener['onTableChange']>;
  /** A `backup-due` event of the clock: a backup is ready, or has lived its time. */
  due(id: string): void;
  /** Every sorted map by space, for checkpoints. */
  spaces(): ReadonlyMap<string, SortedMap<StoredItem> | SortedMap<Former>>;
  /** The sorted map of a space of this module, made empty when there is none; undefined for other spaces. */
  space(name: string): SortedMap<StoredItem> | SortedMap<Former> | undefined;
  /** The items of a backup's space, likewise. */
  items(space: string): SortedMap<StoredItem> | undefined;
  /** A logged change of a change log; false for other spaces. */
  replay(change: Extract<Change, { readonly kind: 'put' | 'delete' }>): boolean;
  /** Drops what was only needed to be copied while a log was replayed. */
  forget(space: string): void;
  /** Documents of the module, for checkpoints. */
  docs(): Readonly<Record<string, string>>;
  /** After a restore has filled the spaces: all documents by name, without those of dropped spaces, and the tables. */
  load(docs: Readonly<Record<string, string>>, tables: readonly TableDoc[]): void;
}

const BACKUP_PREFIX = 'backup/';

interface State extends BackupsDependencies {
  /** By id. */
  readonly backups: Map<string, BackupDoc>;
  /** By space. */
  readonly copies: Map<string, SortedMap<StoredItem>>;
  readonly logs: Map<string, ChangeLog>;
}

export function createBackups(dependencies: BackupsDependencies): RunningBackups {
  const state: State = { ...dependencies, backups: new Map(), copies: new Map(), logs: new Map() };
  const { backups, copies, logs } = state;
  const copyOf = (space: string) => (space.startsWith(BACKUP_PREFIX) ? copyIn(state, space) : undefined);
  return {
    // Ids begin with the time; they also tell apart what was made at one moment.
    all: () => [...backups.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    byArn: (arn) => [...backups.values()].find((backup) => backup.arn === arn),
    recoverable: (doc, nowMs) => doc.pitr && recoverable(state, doc.pitr, nowMs),
    create: (doc, table) => create(state, doc, table),
    remove: (id) => remove(state, id),
    restore(id, target) {
      fill(target, copyIn(state, BACKUP_PREFIX + id));
      state.recordChange({ kind: 'copy-space', from: BACKUP_PREFIX + id, to: tableSpace(target.doc.id) });
    },
    restorePast: (source, atMs, target) => restorePast(state, { source, atMs, target }),
    onCommit: (write, nowMs) => remember(state, write, nowMs),
    onTableChange: (_table, before, after, nowMs) => follow(state, { before, after, nowMs }),
    due: (id) => due(state, id),
    spaces: () =>
      new Map<string, SortedMap<StoredItem> | SortedMap<Former>>([
        ...copies,
        ...[...logs.values()].map(({ space, entries }) => [space, entries] as const),
      ]),
    space: (name) => copyOf(name) ?? (name.startsWith(PAST_PREFIX) ? logIn(state, name).entries : undefined),
    items: copyOf,
    replay(change) {
      if (!change.space.startsWith(PAST_PREFIX)) return false;
      const log = logIn(state, change.space);
      if (change.kind === 'delete') log.entries.delete(change.key);
      else replayEntry(log, change.key, change.json);
      return true;
    },
    forget: (space) => void copies.delete(space),
    docs: () =>
      Object.fromEntries([
        ...[...backups.values()].map(
          (backup) => [BACKUP_PREFIX + backup.id, JSON.stringify(backup)] as const,
        ),
        ...[...logs.values()].map(({ space, floorMs }) => [space, JSON.stringify({ floorMs })] as const),
      ]),
    load: (docs, tables) => load(state, docs, tables),
  };
}

function copyIn({ copies }: State, space: string): SortedMap<StoredItem> {
  const known = copies.get(space);
  if (known !== undefined) return known;
  const copy = new SortedMap(STORED_ITEM_CODEC);
  copies.set(space, copy);
  return copy;
}

function logIn({ logs }: State, space: string): ChangeLog {
  const known = logs.get(space);
  if (known !== undefined) return known;
  const log = createLog(space.slice(PAST_PREFIX.length));
  logs.set(space, log);
  return log;
}

function create(state: State, doc: BackupDoc, table: Table): void {
  const space = BACKUP_PREFIX + doc.id;
  const copy = copyIn(state, space);
  table.items.forEach({}, (item, key, sizeBytes) => void copy.set(key, item, sizeBytes));
  state.recordChange({ kind: 'copy-space', from: tableSpace(table.doc.id), to: space });
  put(state, doc);
}

function put(state: State, doc: BackupDoc): void {
  state.backups.set(doc.id, doc);
  state.recordChange({ kind: 'doc', name: BACKUP_PREFIX + doc.id, json: JSON.stringify(doc) });
  schedule(state, doc);
}

function schedule({ clock }: State, { id, changesAtMs, expiresAtMs }: BackupDoc): void {
  const dueMs = changesAtMs ?? expiresAtMs;
  if (dueMs !== undefined) clock.schedule(dueMs, { kind: 'backup-due', backupId: id });
}

function remove({ backups, copies, recordChange }: State, id: string): void {
  const space = BACKUP_PREFIX + id;
  if (!backups.delete(id)) return;
  copies.delete(space);
  recordChange({ kind: 'drop-doc', name: space });
  recordChange({ kind: 'drop-space', space });
}

function due(state: State, id: string): void {
  const backup = state.backups.get(id);
  if (backup === undefined) return;
  const { changesAtMs, ...rest } = backup;
  const { nowMs } = state.clock;
  if (changesAtMs !== undefined && changesAtMs <= nowMs) put(state, { ...rest, status: 'AVAILABLE' });
  else if ((backup.expiresAtMs ?? Infinity) <= nowMs) remove(state, id);
}

/** The items come from elsewhere in the order of their keys; the table's indexes are entered with them. */
function fill({ items, indexes }: Table, from: SortedMap<StoredItem>): void {
  from.forEach({}, (item, key, sizeBytes) => {
    items.set(key, item, sizeBytes);
    for (const index of indexes.values()) addIndexEntry(index, key, item);
  });
}

function restorePast(
  state: State,
  { source, atMs, target }: { readonly source: Table; readonly atMs: number; readonly target: Table },
): void {
  const { recordChange } = state;
  const pitr = present(source.doc.pitr, 'the change log of a table with recovery');
  const former = formerItems(logIn(state, PAST_PREFIX + pitr.logId), atMs);
  const space = tableSpace(target.doc.id);
  recordChange({ kind: 'copy-space', from: tableSpace(source.doc.id), to: space });
  const past = new SortedMap<StoredItem>();
  source.items.forEach({}, (item, key, sizeBytes) => {
    if (!former.has(key)) past.set(key, item, sizeBytes);
  });
  for (const [key, item] of former) {
    if (item === undefined) recordChange({ kind: 'delete', space, key });
    else {
      past.set(key, item, item.sizeBytes);
      recordChange({ kind: 'put', space, key, json: item.json });
    }
  }
  fill(target, past);
}

/** An entry for every change of a table with recovery. */
function remember(state: State, { table, key, oldItem }: CommittedWrite, nowMs: number): void {
  const { pitr } = table.doc;
  if (pitr === undefined) return;
  const log = logIn(state, PAST_PREFIX + pitr.logId);
  appendFormer(log, { key, item: oldItem }, nowMs, state.recordChange);
  trimLog(log, { horizonMs: horizonMs(pitr, nowMs), limit: TRIMMED_AT_ONCE }, state.recordChange);
}

function horizonMs({ recoveryPeriodDays, sinceMs }: PitrDoc, nowMs: number): number {
  return Math.max(sinceMs, nowMs - recoveryPeriodDays * DAY_MS);
}

/** Logs of tables whose recovery was turned off go; a shorter period takes effect at once. */
function follow(
  state: State,
  {
    before,
    after,
    nowMs,
  }: { readonly before: TableDoc | undefined; readonly after: TableDoc | undefined; readonly nowMs: number },
): void {
  const [was, is] = [before?.pitr, after?.pitr];
  if (was === is) return;
  if (was !== undefined && was.logId !== is?.logId) {
    const space = PAST_PREFIX + was.logId;
    state.logs.delete(space);
    state.recordChange({ kind: 'drop-doc', name: space });
    state.recordChange({ kind: 'drop-space', space });
  }
  if (is === undefined) return;
  const log = logIn(state, PAST_PREFIX + is.logId);
  trimLog(log, { horizonMs: horizonMs(is, nowMs), limit: Infinity }, state.recordChange);
}

/** The latest is a whole second, as times are given; at first the earliest moment is the only one. */
function recoverable(state: State, pitr: PitrDoc, nowMs: number): RecoverableTimes {
  const floorMs = state.logs.get(PAST_PREFIX + pitr.logId)?.floorMs ?? 0;
  const earliestMs = Math.ceil(Math.max(horizonMs(pitr, nowMs), floorMs));
  const lagMs = state.physics().controlPlaneDelays ? RECOVERY_LAG_MS : 0;
  const latestMs = Math.floor((nowMs - lagMs) / 1000) * 1000;
  return { earliestMs, latestMs: Math.max(earliestMs, latestMs) };
}

function load(state: State, docs: Readonly<Record<string, string>>, tables: readonly TableDoc[]): void {
  for (const [name, json] of Object.entries(docs)) {
    if (!name.startsWith(BACKUP_PREFIX)) continue;
    const backup = JSON.parse(json) as BackupDoc;
    state.backups.set(backup.id, backup);
    schedule(state, backup);
  }
  for (const { pitr } of tables) {
    if (pitr === undefined) continue;
    const log = logIn(state, PAST_PREFIX + pitr.logId);
    const json = docs[log.space];
    if (json !== undefined) log.floorMs = (JSON.parse(json) as Pick<ChangeLog, 'floorMs'>).floorMs;
  }
}
