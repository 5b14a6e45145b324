/** Which database a request speaks to: one for each region and access key, as DynamoDB Local has it, or one for all. */
import { DynamoError } from '../model/errors.ts';
import type { Credential } from '../wire/authorization.ts';
import type { DataFolder } from './data-folder.ts';
import { createDatabase, openDatabase, type Database, type DatabaseOptions } from './database.ts';

export interface DatabasesOptions extends Omit<DatabaseOptions, 'region'> {
  readonly shared: boolean;
  /** Where databases are kept; in memory if undefined. Closed with them. */
  readonly dataFolder?: DataFolder | undefined;
}

export interface Databases {
  /** Made, or opened, when first asked for. Throws a DynamoError when there are too many. */
  of(credential: Credential): Database | Promise<Database>;
  /** Resolves when everything is stored. Rejects with the first reason why something is not. */
  close(): Promise<void>;
}

/** Each costs memory for as long as the server runs, and anyone may make up access keys. */
const MAX_DATABASES = 1000;

/** The region in the ARNs of the shared database. */
const SHARED_REGION = 'us-east-1';
const SHARED_NAME = 'shared';

export function createDatabases({ shared, dataFolder, ...options }: DatabasesOptions): Databases {
  const databases = new Map<string, Database | Promise<Database>>();
  const open = (name: string, region: string): Database | Promise<Database> => {
    if (dataFolder === undefined) return createDatabase({ ...options, region });
    const opening = openDatabase(dataFolder.persistenceOf(name), { ...options, region }).then((database) => {
      databases.set(name, database);
      return database;
    });
    // Whoever waits for it hears why it failed, now or later.
    opening.catch(() => undefined);
    return opening;
  };
  return {
    of({ region, accessKey }) {
      const name = shared ? SHARED_NAME : `${region}/${accessKey}`;
      const known = databases.get(name);
      if (known !== undefined) return known;
      if (databases.size >= MAX_DATABASES) {
        throw new DynamoError(
          'LimitExceededException',
          `This server keeps ${MAX_DATABASES} databases, one for each region and access key, and no more.`,
        );
      }
      const database = open(name, shared ? SHARED_REGION : region);
      databases.set(name, database);
      return database;
    },
    async close() {
      const closed = await Promise.allSettled(
        [...databases.values()].map(async (database) => (await database).close()),
      );
      dataFolder?.close();
      const failure = closed.find((one) => one.status === 'rejected');
      if (failure !== undefined) throw failure.reason;
    },
  };
}
