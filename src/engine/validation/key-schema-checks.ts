/** Rules of keys, projections and throughput that tables and indexes share. */
import { DynamoError } from '../../model/errors.ts';
import { MAX_INDEX_KEY_ATTRIBUTES, MAX_NAMED_CAPACITY_UNITS } from '../../model/limits.ts';
import type { InputOf } from '../../model/operations.ts';

export type KeySchema = InputOf<'CreateTable'>['KeySchema'];
type GlobalIndex = NonNullable<InputOf<'CreateTable'>['GlobalSecondaryIndexes']>[number];

const INVALID = 'One or more parameter values were invalid: ';

/** A rule between a table's parameters is broken. */
export function invalidParameters(problem: string): DynamoError {
  return new DynamoError('ValidationException', INVALID + problem);
}

export function namesOf(keySchema: KeySchema): readonly string[] {
  return keySchema.map(({ AttributeName: name }) => name);
}

/** A partition key, then perhaps a sort key of another name. */
export function checkSimpleKeySchema(keySchema: KeySchema): void {
  const [first, second] = keySchema;
  if (first?.AttributeName === second?.AttributeName) {
    throw new DynamoError(
      'ValidationException',
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    );
  }
  if (first?.KeyType !== 'HASH') {
    throw new DynamoError(
      'ValidationException',
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    );
  }
  if (second !== undefined && second.KeyType !== 'RANGE') {
    throw new DynamoError(
      'ValidationException',
      'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type',
    );
  }
}

/** A global index may have several attributes of each kind: all HASH before all RANGE, no name twice. */
export function checkGlobalKeySchema(keySchema: KeySchema): void {
  const hashes = keySchema.filter(({ KeyType: type }) => type === 'HASH').length;
  const ranges = keySchema.length - hashes;
  if (keySchema.length <= 2 && hashes < 2) return checkSimpleKeySchema(keySchema);
  if (new Set(namesOf(keySchema)).size < keySchema.length) {
    throw new DynamoError(
      'ValidationException',
      'The KeySchema contains multiple key attributes with the same name',
    );
  }
  if (keySchema[0]?.KeyType !== 'HASH') return checkSimpleKeySchema(keySchema);
  if (keySchema.slice(0, hashes).some(({ KeyType: type }) => type !== 'HASH')) {
    throw invalidParameters('All HASH key attributes must precede RANGE key attributes in the KeySchema');
  }
  if (hashes > MAX_INDEX_KEY_ATTRIBUTES || ranges > MAX_INDEX_KEY_ATTRIBUTES) {
    const kind = hashes > MAX_INDEX_KEY_ATTRIBUTES ? 'HASH' : 'RANGE';
    throw invalidParameters(`The KeySchema exceeds the maximum allowed number of ${kind} key attributes`);
  }
}

/** A list of attributes goes with INCLUDE, and only with it. */
export function checkProjection({
  ProjectionType: type,
  NonKeyAttributes: names,
}: GlobalIndex['Projection']): void {
  if (type === undefined) throw invalidParameters('Unknown ProjectionType: null');
  if (type === 'INCLUDE') {
    if (names === undefined) {
      throw invalidParameters('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
    }
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated === undefined) return;
    throw invalidParameters(`Duplicate element in NonKeyAttributes: ${repeated}`);
  }
  if (names !== undefined)
    throw invalidParameters(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
}

export function checkCapacityBounds(throughput: GlobalIndex['ProvisionedThroughput']): void {
  if (throughput === undefined) return;
  checkBound('ReadCapacityUnits', throughput.ReadCapacityUnits);
  checkBound('WriteCapacityUnits', throughput.WriteCapacityUnits);
}

function checkBound(member: string, units: number): void {
  if (units <= MAX_NAMED_CAPACITY_UNITS) return;
  throw new DynamoError('ValidationException', `Given value ${units} for ${member} is out of bounds`);
}
