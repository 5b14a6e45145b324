/** The folder of `--data`: one server's at a time, with a folder for each database in it. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Persistence } from '../persistence/port.ts';
import { createStoredPersistence } from '../persistence/stored-persistence.ts';
import { createFileStore } from './file-store.ts';
import { lockFolder } from './folder-lock.ts';

export interface DataFolder {
  /** What keeps the database of this name; to be asked once for each name. */
  persistenceOf(name: string): Persistence;
  /** Lets another server in; to be called when all that was handed out is closed. */
  close(): void;
}

const READABLE_CHARS = 60;
const HASH_CHARS = 12;

/** Throws a FolderError when the folder is in use or cannot be. */
export function openDataFolder(path: string): DataFolder {
  const release = lockFolder(path);
  return {
    persistenceOf: (name) => createStoredPersistence(createFileStore(join(path, folderNameOf(name)))),
    close: release,
  };
}

/** Readable, and with a hash, since names may hold what file systems do not keep apart. */
function folderNameOf(name: string): string {
  const readable = name.replaceAll(/[^\w-]+/g, '.').slice(0, READABLE_CHARS);
  return `${readable}.${createHash('sha256').update(name).digest('hex').slice(0, HASH_CHARS)}`;
}
