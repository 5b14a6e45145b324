/** One server a folder: a lock file that names its owner, and that does not outlive the owner's death. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { codeOf } from './store-error.ts';

const LOCK = 'lock';
/** Each failed try meets another server that is just coming or going. */
const MAX_TRIES = 10;

/** The folder is in use, or cannot be used; the message is for the user. */
export class FolderError extends Error {}

/** Makes the folder if need be, and takes its lock; gives what releases it. Throws a FolderError. */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, LOCK);
  const mine = join(folder, `${LOCK}.${process.pid}`);
  const owner = ownerText(process.pid);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(mine, owner);
    try {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        if (isLinked(mine, lock)) return () => release(lock, owner);
        removeAbandoned(lock, folder);
      }
    } finally {
      rmSync(mine, { force: true });
    }
  } catch (error) {
    if (error instanceof FolderError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new FolderError(`The folder '${folder}' cannot be used: ${reason}`, { cause: error });
  }
  throw new FolderError(`The folder '${folder}' cannot be locked: other servers come and go.`);
}

/** Linking, unlike writing, puts the whole content there at once or finds somebody else's. */
function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeAbandoned(lock: string, folder: string): void {
  const seen = textOf(lock);
  if (seen === undefined) return;
  if (isAlive(seen)) {
    const pid = seen.split(' ')[0] ?? '';
    throw new FolderError(
      `The folder '${folder}' is in use by another server, process ${pid}. ` +
        `Stop it, or give this one a folder of its own.`,
    );
  }
  const aside = `${lock}.abandoned.${process.pid}`;
  renameSync(lock, aside);
  const moved = textOf(aside);
  // Between the look and the move another server may have taken the lock: it gets it back.
  if (moved !== seen) isLinked(aside, lock);
  rmSync(aside, { force: true });
}

function release(lock: string, owner: string): void {
  if (textOf(lock) === owner) rmSync(lock, { force: true });
}

/** The process's number and, where the system tells, when it began: numbers are used again, above all in containers. */
function ownerText(pid: number): string {
  return `${pid} ${beginningOf(pid) ?? ''}\n`;
}

function isAlive(owner: string): boolean {
  const pid = Number.parseInt(owner, 10);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Without the right to signal it, it is there all the same.
    if (codeOf(error) !== 'EPERM') return false;
  }
  return ownerText(pid) === owner;
}

/** Linux's clock ticks from the machine's start to the process's, with the machine's own start. */
function beginningOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  const boot = textOf('/proc/sys/kernel/random/boot_id')?.trim();
  // The name, in parentheses, may hold anything; the start is the twentieth field behind it.
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined || boot === undefined ? undefined : `${ticks} ${boot}`;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
