/** Whether two answers are the same, and of each kind of difference which side is right and why. */
import type { JsonObject, JsonValue } from '../src/base/json.ts';
import type { RandomRequest } from '../src/engine/testing/random-requests.ts';

export interface Answer {
  readonly isOk: boolean;
  readonly body: Record<string, JsonValue | undefined>;
  /** Of an error: `ValidationException`. */
  readonly code: string;
  readonly message: string;
}

export interface Difference extends RandomRequest {
  readonly ours: Answer;
  readonly theirs: Answer;
}

/** `same`, `unjudged`, or the judgement. */
export function judge(difference: Difference): string {
  if (isSame(difference)) return 'same';
  return JUDGEMENTS.find(({ holds }) => holds(difference))?.verdict ?? 'unjudged';
}

interface Judgement {
  readonly verdict: string;
  readonly holds: (difference: Difference) => boolean;
}

/** Ours and theirs as text: `ok`, or the error's code and message. */
function said(ours: RegExp, theirs: RegExp): Judgement['holds'] {
  return (difference) => ours.test(textOf(difference.ours)) && theirs.test(textOf(difference.theirs));
}

function textOf({ isOk, code, message }: Answer): string {
  return isOk ? 'ok' : `${code}: ${message}`;
}

/** In this order: the first that holds is the judgement. */
const JUDGEMENTS: readonly Judgement[] = [
  {
    verdict:
      'ours: ADD and DELETE name the set of types that they take (`typeSet: ALLOWED_FOR_ADD_OPERAND`), as the service does',
    holds: ({ ours, theirs }) => ours.message.replace(/, typeSet: \w+$/, '') === theirs.message && !ours.isOk,
  },
  {
    verdict:
      'ours: functions name a wrong type by its short name (`BOOL`, `L`), as recorded of eu-west-2 in October 2026',
    holds: ({ ours, theirs }) =>
      !ours.isOk &&
      /operator or function: \S+, operand type: \w+$/.test(ours.message) &&
      ours.message.replace(/\w+$/, '') === theirs.message.replace(/\w+$/, ''),
  },
  {
    verdict:
      'ours: paths that overlap or conflict are told before operands of a wrong type; the order that dynalite recorded',
    holds: said(/document paths (overlap|conflict)/, /Incorrect operand type|Cannot update attribute/),
  },
  {
    verdict: 'ours: of two clashes, or of two paths, the one that stands first in the text is told',
    holds: said(/document paths (overlap|conflict)/, /document paths (overlap|conflict)/),
  },
  {
    verdict:
      'ours: of several operands of a wrong type the last action’s is told, as actions are checked from the last to the first',
    holds: said(/Incorrect operand type/, /Incorrect operand type/),
  },
  {
    verdict: 'ours: an expression is held to its rules before anything is asked of the table’s keys',
    holds: said(/Invalid UpdateExpression: /, /Cannot update attribute/),
  },
  {
    verdict: 'ours: `size` is a function that an update may not use, not an unknown one',
    holds: said(/not allowed in an update expression/, /Invalid function name/),
  },
  {
    verdict:
      'ours: a document path whose parent is missing is refused by REMOVE, ADD and DELETE as by SET; dynalite recorded the same',
    holds: said(/document path provided in the update expression is invalid/, /^ok$|incorrect data type/),
  },
  {
    verdict:
      'ours: a key condition’s value of a type that is not the key’s is refused; recorded of eu-west-2 in October 2026',
    holds: said(
      /Condition parameter type does not match schema type/,
      /^ok$|Cannot convert partition key value|BETWEEN operator requires|Select type/,
    ),
  },
  {
    verdict:
      'ours: a key condition’s value that no key could have is refused by operator, before the table is looked at; recorded of eu-west-2 in October 2026',
    holds: said(
      /Invalid KeyConditionExpression: Incorrect operand type/,
      /^ok$|Cannot convert|BETWEEN operator requires|Consistent reads|Select type|Invalid \w+Expression/,
    ),
  },
  {
    verdict: 'ours: an empty text or binary is no key to be searched for',
    holds: said(/key attribute cannot contain an empty/, /^ok$|Select type|Cannot convert/),
  },
  {
    verdict: 'ours: the same key twice is told of numbers however they are written (`1` and `1.0`)',
    holds: said(/Provided list of item keys contains duplicates/, /^ok$/),
  },
  {
    verdict: 'ours: Scan as well as Query refuses attributes that a global index does not project',
    holds: said(/does not project/, /^ok$/),
  },
  {
    verdict: 'ours: a projection is held to its rules before the keys are looked at',
    holds: said(
      /Invalid (Projection|Filter)Expression: /,
      /Cannot convert|Condition parameter|Consistent reads|Select type|does not project/,
    ),
  },
  {
    verdict:
      'ours: transactions hold every expression to its rules before they start, as eu-west-2 does since October 2026',
    holds: ({ operation, ours, theirs }) =>
      operation.startsWith('Transact') &&
      ours.code === 'ValidationException' &&
      (theirs.code !== '' || ours.message.startsWith('Invalid ConditionExpression')),
  },
  {
    verdict: 'ours: transactions hold ADD and DELETE to the types that they take, as single updates do',
    holds: ({ operation, ours, theirs }) =>
      operation === 'TransactWriteItems' && theirs.isOk && /typeSet: ALLOWED/.test(ours.message),
  },
  {
    verdict: 'ours: a transaction refuses a document path whose parent is missing, as single updates do',
    holds: ({ operation, ours, theirs }) =>
      operation === 'TransactWriteItems' && theirs.isOk && /ValidationError/.test(ours.message),
  },
  {
    verdict: 'ours: an update that only takes away makes no item of one that is not there',
    holds: ({ operation, ours, theirs }) =>
      operation === 'GetItem' && ours.isOk && theirs.isOk && ours.body['Item'] === undefined,
  },
  {
    verdict: 'ours: a Scan of a local index is charged to the index, not to the table',
    holds: ({ operation, input, ours, theirs }) =>
      operation === 'Scan' && ours.isOk && theirs.isOk && (input as JsonObject)['IndexName'] === 'local',
  },
  {
    verdict: 'ours: operators that no key condition takes are named in the service’s words',
    holds: said(/Invalid operator used in KeyCondition/, /Unexpected operator in KeyCondition/),
  },
  {
    verdict: 'ours: what is wrong with an expression is told before what is wrong with the item',
    holds: said(
      /Invalid UpdateExpression: /,
      /refers to an attribute that does not exist|document path provided|list_append requires|incorrect data type/,
    ),
  },
  {
    verdict: 'open: `if_not_exists` with the same path twice; ours refuses it as conditions refuse theirs',
    holds: said(/first operand must be distinct/, /./),
  },
  {
    verdict:
      'open: a missing attribute and a missing parent in one update; ours reads all values before it writes any',
    holds: said(/refers to an attribute that does not exist/, /document path provided/),
  },
  {
    verdict: 'open: bounds of two types are repeated with numbers as stored; theirs as sent',
    holds: said(/BETWEEN operator requires same data type/, /BETWEEN operator requires same data type/),
  },
];

function isSame({ input, ours, theirs }: Difference): boolean {
  if (ours.isOk !== theirs.isOk) return false;
  if (!ours.isOk) return ours.code === theirs.code && ours.message === theirs.message;
  return canonical(shown(ours.body, input)) === canonical(shown(theirs.body, input));
}

/** A page that a limit ends depends on the order of partitions, which is nobody's business: its items are not compared. */
function shown(body: Answer['body'], input: JsonValue): JsonValue {
  const { Limit, IndexName, KeyConditionExpression } = input as JsonObject;
  const isOrdered =
    KeyConditionExpression !== undefined && (IndexName === undefined || IndexName === 'local');
  if (Limit === undefined || isOrdered) return body as JsonObject;
  return {};
}

/** Lists and sets as multisets: in these answers no order of a list but that of a sorted page says anything. */
function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, content]) => `${name}:${canonical(content)}`).join()}}`;
}
