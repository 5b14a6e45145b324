/** Random requests for fast-check that are wrong: drawn from the shapes with their bounds ignored, or spoiled in one place. */
import fc from 'fast-check';
import type { JsonArray, JsonObject, JsonValue } from '../../base/json.ts';
import { OPERATIONS, isOperationName } from '../../model/operations.ts';
import type { Shape } from '../../model/shape.ts';
import { type RandomRequest, wellFormedRequest } from './random-requests.ts';

const TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M', 'X'];

/** Deeper than any answer depends on, and far deeper than any honest request. */
const DEPTHS = [31, 32, 33, 64, 500];

const anyText = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'plain',
    'sorted',
    'x!',
    'pk',
    ':a',
    '#s',
    '1E126',
    '-0',
    'AQI=',
    'arn:aws:dynamodb:',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\u0000', '\ud800', '😀', 'a'.repeat(3000)),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'arn:aws:dynamodb:eu-west-2:000000000000:table/sorted',
    'SET s = :a',
    'pk = :a AND sk > :one',
    '((((((((((s = :a))))))))))',
    'NOT '.repeat(400),
    '('.repeat(500),
    'm' + '.x'.repeat(400),
    `SELECT * FROM "sorted" WHERE pk = 'a'`,
  ),
);

const anyNumber = fc.oneof(fc.constantFrom(-1, 0, 1, 1.5, 2 ** 31, 2 ** 53, 1e300), fc.integer());

const plainJson: fc.Arbitrary<JsonValue> = fc.oneof(
  anyText,
  anyNumber,
  fc.boolean(),
  fc.constantFrom<JsonValue>(null, [], {}, [null], [[]], { '': null }, { S: 'a' }, { S: 1 }, { N: 'NaN' }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
);

/** One value inside another, over and over. */
const deep = fc
  .tuple(fc.constantFrom(...DEPTHS), fc.constantFrom('M', 'L', 'array', 'object'), plainJson)
  .map(([depth, kind, leaf]) => {
    let nested: JsonValue = leaf;
    for (let level = 0; level < depth; level++) {
      if (kind === 'M') nested = { M: { x: nested } };
      else if (kind === 'L') nested = { L: [nested] };
      else nested = kind === 'array' ? [nested] : { x: nested };
    }
    return nested;
  });

const anyJson = fc.oneof({ weight: 9, arbitrary: plainJson }, { weight: 1, arbitrary: deep });

const { attributeValue } = fc.letrec<{ attributeValue: JsonValue }>((tie) => ({
  attributeValue: fc.oneof(
    { maxDepth: 3 },
    anyJson,
    fc.tuple(fc.constantFrom(...TYPES), anyJson).map(([type, content]) => ({ [type]: content })),
    anyText.map((S) => ({ S })),
    fc.dictionary(fc.constantFrom(...TYPES), anyJson, { maxKeys: 3 }) as fc.Arbitrary<JsonValue>,
    fc.array(tie('attributeValue'), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(anyText, tie('attributeValue'), { maxKeys: 3 }).map((M) => ({ M })),
  ),
}));

/** Of the shape's kind as a rule, within its bounds or not. */
function ofShape(shape: Shape, depth: number): fc.Arbitrary<JsonValue> {
  const honest = honestly(shape, depth);
  return fc.oneof({ weight: 12, arbitrary: honest }, { weight: 1, arbitrary: anyJson });
}

function honestly(shape: Shape, depth: number): fc.Arbitrary<JsonValue> {
  switch (shape.kind) {
    case 'string':
      return anyText;
    case 'enum':
      return fc.oneof(fc.constantFrom(...shape.values), fc.constant('BOGUS'));
    case 'timestamp':
    case 'integer':
    case 'long':
      return fc.oneof(
        anyNumber,
        fc.constantFrom(shape.min ?? 0, (shape.min ?? 0) - 1, shape.max ?? 9, (shape.max ?? 9) + 1),
      );
    case 'boolean':
      return fc.boolean();
    case 'attribute-value':
      return attributeValue;
    case 'list':
      return fc.array(ofShape(shape.item, depth + 1), { maxLength: depth > 3 ? 1 : 3 });
    case 'map':
      return fc.dictionary(anyText, ofShape(shape.value, depth + 1), { maxKeys: depth > 3 ? 1 : 3 });
    case 'structure': {
      const members = Object.entries(shape.members);
      const required = members.filter(([, member]) => member.required).map(([name]) => name);
      const drawn = members.map(([name, member]): [string, fc.Arbitrary<JsonValue>] => [
        name,
        ofShape(member.shape, depth + 1),
      ]);
      const model: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = Object.fromEntries(drawn);
      const record = (requiredKeys: readonly string[]): fc.Arbitrary<JsonValue> =>
        fc.record(model, { requiredKeys: [...requiredKeys] });
      return fc.oneof({ weight: 5, arbitrary: record(required) }, { weight: 1, arbitrary: record([]) });
    }
  }
}

const fromShapes: fc.Arbitrary<RandomRequest> = fc
  .constantFrom(...Object.keys(OPERATIONS).filter(isOperationName))
  .chain((operation) => ofShape(OPERATIONS[operation].input, 0).map((input) => ({ operation, input })));

/** A well-formed request with one thing in it replaced, removed or added. */
const spoiled: fc.Arbitrary<RandomRequest> = fc
  .tuple(wellFormedRequest, fc.nat({ max: 60 }), fc.option(anyJson, { nil: undefined, freq: 6 }))
  .map(([{ operation, input }, at, replacement]) => ({
    operation,
    input: replaced(input, { at }, replacement),
  }));

const unknown: fc.Arbitrary<RandomRequest> = fc
  .tuple(anyText, anyJson)
  .map(([operation, input]) => ({ operation, input }));

/** The value at the `at.at`th place, counted as they are met, becomes another one, or goes. */
function replaced(value: JsonValue, at: { at: number }, replacement: JsonValue | undefined): JsonValue {
  if (at.at-- === 0) return replacement ?? null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as JsonArray).map((one) => replaced(one, at, replacement));
  const entries: [string, JsonValue][] = [];
  for (const [name, content] of Object.entries(value as JsonObject)) {
    if (at.at === 0 && replacement === undefined) {
      at.at--;
      continue;
    }
    entries.push([name, replaced(content, at, replacement)]);
  }
  return Object.fromEntries(entries);
}

export const spoiledRequest: fc.Arbitrary<RandomRequest> = fc.oneof(
  { weight: 5, arbitrary: fromShapes },
  { weight: 5, arbitrary: spoiled },
  { weight: 1, arbitrary: unknown },
);
