/** Which database a request speaks to: one for each region and access key, as DynamoDB Local has it, or one for all. */
import { DynamoError } from '../model/errors.ts';
import type { Credential } from '../wire/credential.ts';
import { createDatabase, type Database, type DatabaseOptions } from './database.ts';

export interface DatabasesOptions extends Omit<DatabaseOptions, 'region'> {
  readonly shared: boolean;
}

export interface Databases {
  /** Made when first asked for. Throws a DynamoError when there are too many. */
  of(credential: Credential): Database;
  close(): void;
}

/** Each costs memory for as long as the server runs, and anyone may make up access keys. */
const MAX_DATABASES = 1000;

/** The region in the ARNs of the shared database. */
const SHARED_REGION = 'us-east-1';

export function createDatabases({ shared, ...options }: DatabasesOptions): Databases {
  const databases = new Map<string, Database>();
  return {
    of({ region, accessKey }) {
      const name = shared ? '' : `${region}/${accessKey}`;
      const known = databases.get(name);
      if (known !== undefined) return known;
      if (databases.size >= MAX_DATABASES) {
        throw new DynamoError(
          'LimitExceededException',
          `This server keeps ${MAX_DATABASES} databases, one for each region and access key, and no more.`,
        );
      }
      const database = createDatabase({ ...options, region: shared ? SHARED_REGION : region });
      databases.set(name, database);
      return database;
    },
    close() {
      for (const database of databases.values()) database.close();
    },
  };
}
