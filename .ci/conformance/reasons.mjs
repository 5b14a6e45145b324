/** Why cases of public suites fail that ought to: each with what AWS answers now and when that was recorded. */

function titled(...pairs) {
  const known = new Set(pairs.map(([file, title]) => `${file}: ${title}`));
  return ({ file, title }) => known.has(`${file}: ${title}`);
}

/** The public suite of May 2026; the answers are those of eu-west-2. First that holds. */
export const SUITE_REASONS = [
  {
    reason:
      'Values and parameters of PutItem, UpdateItem and DeleteItem are refused behind `1 validation error detected: ` (captured 2026-09-20; asserted byte by byte by the suite’s successor, 2026-10-09).',
    holds: titled(
      ['tier3/error-messages/putItem', 'empty string set: full parameter-values-invalid error'],
      ['tier3/error-messages/putItem', 'empty number set: full parameter-values-invalid error'],
      ['tier3/error-messages/putItem', 'duplicate values in SS: full duplicates error'],
      ['tier3/error-messages/putItem', 'NULL attr with false: full null-attribute error'],
      ['tier3/error-messages/putItem', 'mixing expression and non-expression: full conflict error'],
      ['tier3/error-messages/putItem', 'ExpressionAttributeValues without expression: full unused-EAV error'],
      ['tier3/error-messages/updateItem', 'invalid UpdateExpression syntax'],
      ['tier3/error-messages/updateItem', 'unused ExpressionAttributeNames'],
      ['tier3/error-messages/updateItem', 'unused ExpressionAttributeValues'],
      ['tier3/error-messages/updateItem', 'missing ExpressionAttributeValues reference'],
      ['tier3/error-messages/updateItem', 'mixing UpdateExpression with AttributeUpdates'],
      ['tier3/error-messages/updateItem', 'empty UpdateExpression'],
    ),
  },
  {
    reason:
      "An empty TableName reads `Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1`, alone and without the value (captured 2026-09-20, confirmed in three runs on 2026-10-07). The case looks for `tableName`.",
    holds: titled(
      ['tier3/error-messages/putItem', 'empty table name: minimum length 1 error'],
      ['tier3/validation-ordering/putItem', 'empty TableName reports tableName constraint (stops early)'],
      [
        'tier3/validation-ordering/putItem',
        'empty TableName with invalid ReturnValues reports only tableName',
      ],
      ['tier3/validation-ordering/deleteItem', 'empty TableName reports only tableName constraint'],
      ['tier3/validation-ordering/updateItem', 'empty TableName reports only tableName constraint'],
    ),
  },
  {
    reason:
      'A bad ReturnValues reads `Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]`, which names no member; PutItem and DeleteItem list it beside the others (captured 2026-09-20).',
    holds: titled(
      [
        'tier3/validation-ordering/putItem',
        'reports invalid ReturnConsumedCapacity, ReturnItemCollectionMetrics, and ReturnValues together',
      ],
      [
        'tier3/validation-ordering/deleteItem',
        'reports invalid ReturnValues and invalid ReturnConsumedCapacity together',
      ],
    ),
  },
  {
    reason:
      'UpdateItem stops at a bad ReturnValues and reports it alone (captured 2026-09-20 and 2026-10-07).',
    holds: titled([
      'tier3/validation-ordering/updateItem',
      'reports invalid ReturnValues and invalid ReturnConsumedCapacity together',
    ]),
  },
  {
    reason:
      "BatchGetItem without tables reads `Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1` (eu-west-2 since 2026-08-17).",
    holds: titled(
      ['tier3/error-messages/batchGetItem', 'empty RequestItems: full required-parameter error'],
      ['tier3/validation-ordering/batchOperations', 'BatchGetItem rejects empty RequestItems'],
    ),
  },
  {
    reason:
      "The size of a list of transaction items is told as `Value at 'TransactItems' failed to satisfy constraint: …`, without the items (eu-west-2, 2026-10-08: TransactWriteItems six times out of six, TransactGetItems now one way and now the other).",
    holds: titled(
      ['tier3/error-messages/transactGetItems', 'empty TransactItems: full minimum-length error'],
      ['tier3/error-messages/transactGetItems', '> 100 gets: anchored regex on the constraint phrase'],
      ['tier3/error-messages/transactWriteItems', 'empty TransactItems: full minimum-length error'],
      ['tier3/error-messages/transactWriteItems', '> 100 actions: anchored regex on the constraint phrase'],
    ),
  },
];

/** What is asserted of what; a test that goes on after a failed assertion takes the failure with it. */
function asserted(pattern, files) {
  return ({ file, message }) => (files === undefined || files.includes(file)) && pattern.test(message);
}

const ENVELOPE = '1 validation error detected: ';

/** Dynalite's suite records the service between 2013 and 2023. First that holds. */
export const DYNALITE_REASONS = [
  {
    reason:
      'Values and parameters of PutItem, UpdateItem and DeleteItem are refused behind `1 validation error detected: ` (eu-west-2, 2026-09-20 and 2026-10-09).',
    holds: ({ file, message }) =>
      ['putItem', 'updateItem', 'deleteItem'].includes(file) && message.startsWith(`expected '${ENVELOPE}`),
  },
  {
    reason:
      'A duplicate in a set is told with the members quoted, and a number that is none with a colon: the newer layer’s words (eu-west-2, 2026-10-09).',
    holds: asserted(/contains duplicates|cannot be converted to a numeric value/),
  },
  {
    reason:
      'A table’s name may have one character where items are concerned, and may be an ARN; so there is one complaint the fewer (eu-west-2, 2026-09-20).',
    holds: asserted(/at \\'tableName\\'|Value at \\'TableName\\'/, [
      'getItem',
      'putItem',
      'updateItem',
      'deleteItem',
      'query',
      'scan',
    ]),
  },
  {
    reason:
      'Sizes of lists and maps that the newer layer checks are told without the value, those of BatchGetItem alone; BatchWriteItem says nothing of its tables’ names while anything else is wrong (eu-west-2, 2026-08-17 and 2026-10-09).',
    holds: asserted(/RequestItems|requestItems parameter is required|returnConsumedCapacity/, [
      'batchGetItem',
      'batchWriteItem',
    ]),
  },
  {
    reason:
      "A bad name of a new table is listed among the other violations, not told alone (AWS, 2026-10-09: `Value 'ab' at 'tableName' …`).",
    holds: asserted(/at \\'tableName\\'/, ['createTable']),
  },
  {
    reason:
      'ARNs are refused by their form, as parameters, before anyone’s permissions are looked at (AWS, 2026-10-09).',
    holds: asserted(
      /AccessDeniedException' \(|ARNs must start with|to be 'com\.amazon\.coral\.service#AccessDenied/,
      ['tagResource', 'untagResource', 'listTagsOfResource'],
    ),
  },
  {
    reason:
      'The server’s account is 000000000000, which is nobody’s: of its tables that are not there AWS says AccessDeniedException (public suite, 2026-03). With any other account it is ResourceNotFoundException.',
    holds: asserted(/AccessDeniedException/, ['tagResource', 'untagResource', 'listTagsOfResource']),
  },
  {
    reason:
      'Where partitions lie, and so the order of a Scan, of its segments and of equal keys in a global index, follows from a hash that is documented nowhere; ours is another.',
    holds: (one) =>
      (one.file === 'scan' && /hash order|hash segments/.test(one.title)) ||
      (one.file === 'query' && /global index/.test(one.title)),
  },
  {
    reason:
      'A page ends before the item that would take it past 1 MB by the published sizes of items; dynalite holds it to a guess at the stored size, and ends it after that item. Not settled by any newer record.',
    holds: asserted(/ScannedCount|expected \d+ to be \d+/, ['query', 'scan']),
  },
  {
    reason: 'BatchGetItem answers with up to 16 MB, as documented, where it once stopped far earlier.',
    holds: ({ file, title }) => file === 'batchGetItem' && /very over the limit/.test(title),
  },
  {
    reason:
      'Tables and indexes are ready at once, and throughput is set at once and as often as one likes: the server’s default (`--physics lifelike` brings the waiting back).',
    // What is asserted too late falls to the preparations of the tests that follow.
    holds: ({ title, message }) =>
      /table is being created|state to ACTIVE|eventually delete|triple rates/.test(title) ||
      (title.includes('"before all" hook') && message.includes('expected 200 to be 400')),
  },
  {
    reason:
      'Descriptions have members that came later: DeletionProtectionEnabled (2023), WarmThroughput (2024).',
    holds: asserted(/DeletionProtectionEnabled|WarmThroughput/, [
      'createTable',
      'updateTable',
      'describeTable',
    ]),
  },
  {
    reason:
      'Keys of an index that are the same attribute are told as `The KeySchema contains multiple key attributes with the same name` (AWS, 2026-10-09), and an index without a projection before its second key.',
    holds: asserted(/multiple key attributes with the same name|Unknown ProjectionType/, ['createTable']),
  },
  {
    reason: 'UpdateTable names more members that one of must be there (AWS, 2026-10-09).',
    holds: asserted(/At least one of ProvisionedThroughput/, ['updateTable']),
  },
  {
    reason:
      'An index may be updated in other ways than by its throughput, which is therefore not required (2024).',
    holds: asserted(/globalSecondaryIndexUpdates\.1\.member\.update/, ['updateTable']),
  },
  {
    reason:
      'Throughput out of all bounds is refused for indexes as for tables, before the table is looked for. Not settled by any newer record.',
    holds: asserted(/is out of bounds/, ['updateTable']),
  },
  {
    reason:
      'Without an expression, values are refused in the same words by every operation of the newer layer (eu-west-2, 2026-10-09).',
    holds: asserted(/can only be specified when using expressions/),
  },
  {
    reason:
      'A key condition is checked in two passes, with the words of each (eu-west-2, 2026-10: `Invalid KeyConditionExpression: …`, and more conditions than the key has attributes only once the table is known).',
    holds: asserted(/KeyConditionExpressions must only|ResourceNotFoundException' to be/, ['query']),
  },
  {
    reason:
      'Of several faults in one filter the number of a function’s operands is told before how it may be used, and that before its names and values. Not settled by any newer record.',
    holds: asserted(/Incorrect number of operands|requires a document path/, ['scan', 'query']),
  },
  {
    reason:
      'Of two clashes between the paths of a projection the one that is met first in the text is told. Not settled by any newer record.',
    holds: asserted(/document paths conflict/, ['getItem']),
  },
  {
    reason: 'An empty key reads `One or more parameter values are not valid. …` (eu-west-2, 2026-09-20).',
    holds: asserted(/parameter values are not valid\. The AttributeValue for a key/),
  },
  {
    reason:
      'Not served by design: TLS, answers to any GET (there is /health), and calls from pages unless `--cors` names them.',
    holds: (one) => one.file === 'connection' || (one.file === 'listTables' && /CORS/.test(one.title)),
  },
  {
    reason:
      'Of two faults that an update has with the keys of indexes, a path into one is told before a value of the wrong type, and that in the words of PutItem. Not settled by any newer record.',
    holds: asserted(/Key attributes must be scalars|Type mismatch for Index Key/, ['updateItem']),
  },
];
