import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { type Asking, createAsking, keySchema } from '../testing/asking.ts';

const TABLE: JsonObject = {
  TableName: 'tab',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema('pk'),
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'g', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'ALL' } },
  ],
};

function createSeeded(): Asking {
  const asking = createAsking();
  asking.ok('CreateTable', TABLE);
  for (const pk of ['a', 'b', 'c']) {
    asking.ok('ExecuteStatement', {
      Statement: `INSERT INTO tab VALUE {'pk': '${pk}', 'n': 1, 'g': 'x', 's': <<'${pk}'>>}`,
    });
  }
  return asking;
}

/** Of the table and its index. */
function contents(asking: Asking): readonly JsonValue[] {
  return ['tab', '"tab"."by-g"'].map(
    (from) => asking.ok('ExecuteStatement', { Statement: `SELECT * FROM ${from}` })['Items'] ?? null,
  );
}

/** One statement for each of some items, there or not, good or bad. */
const writes = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(9)), {
    minLength: 1,
    maxLength: 5,
    selector: ([pk]) => pk,
  })
  .map((all) => all.map(([pk, what]) => writeOf(pk, what)));

function writeOf(pk: string, what: number): string {
  const where = `WHERE pk = '${pk}'`;
  const all = [
    `INSERT INTO tab VALUE {'pk': '${pk}', 'n': 5, 'g': 'y'}`,
    `UPDATE tab SET n = n + 1 ${where}`,
    `UPDATE tab SET g = 'z', s = set_add(s, <<'new'>>) ${where} AND n = 1`,
    `UPDATE tab REMOVE g ${where} AND attribute_exists(g)`,
    `DELETE FROM tab ${where}`,
    `DELETE FROM tab ${where} AND n > 0`,
    `UPDATE tab SET n = s + 1 ${where}`,
    `UPDATE tab SET n = 1 ${where} AND n > 5`,
    `UPDATE tab SET g = 1 ${where}`,
    `UPDATE tab SET n = nothing ${where}`,
  ];
  return all[what] ?? '';
}

function asStatements(statements: readonly string[]): JsonObject[] {
  return statements.map((Statement) => ({ Statement }));
}

describe('statements on items of their own', () => {
  it('do in a batch what each does alone', () => {
    fc.assert(
      fc.property(writes, (statements) => {
        const [alone, batch] = [createSeeded(), createSeeded()];
        const replies = statements.map((Statement) => alone.reply('ExecuteStatement', { Statement }));
        const { Responses: responses } = batch.ok('BatchExecuteStatement', {
          Statements: asStatements(statements),
        }) as unknown as { readonly Responses: readonly { readonly Error?: { readonly Message: string } }[] };
        expect(responses.map((response) => response.Error?.Message)).toEqual(
          replies.map((reply) => (reply.kind === 'error' ? reply.message : undefined)),
        );
        expect(contents(batch)).toEqual(contents(alone));
      }),
      { numRuns: 60 },
    );
  });

  it('do in a transaction what each does alone, or nothing at all', () => {
    fc.assert(
      fc.property(writes, (statements) => {
        const [alone, transaction] = [createSeeded(), createSeeded()];
        const before = contents(transaction);
        const replies = statements.map((Statement) => alone.reply('ExecuteStatement', { Statement }));
        const reply = transaction.reply('ExecuteTransaction', {
          TransactStatements: asStatements(statements),
        });
        const areGood = replies.every(({ kind }) => kind === 'ok');
        expect(reply.kind).toBe(areGood ? 'ok' : 'error');
        expect(contents(transaction)).toEqual(areGood ? contents(alone) : before);
      }),
      { numRuns: 60 },
    );
  });
});
