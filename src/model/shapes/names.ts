/** Shapes of names: tables, indexes, attributes, resources. */
import { list, string } from '../shape.ts';

const NAME_PATTERN = '[a-zA-Z0-9_.-]+';

/** A new table's name, or a position in the list of names. */
export const tableName = string({ minLength: 3, maxLength: 255, pattern: NAME_PATTERN });

/** Most operations take the table's ARN in the name's place. */
export const tableNameOrArn = string({ minLength: 1, maxLength: 1024 });

export const indexName = string({ minLength: 3, maxLength: 255, pattern: NAME_PATTERN });

export const attributeName = string({ maxLength: 65_535 });
export const keyAttributeName = string({ minLength: 1, maxLength: 255 });
export const attributeNames = list(attributeName, { minLength: 1 });

export const resourceArn = string({ minLength: 1, maxLength: 1283 });
