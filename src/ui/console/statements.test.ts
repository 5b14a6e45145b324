import { describe, expect, it } from 'vitest';
import { placeText, prepareAll, prepareWanted } from './statements.ts';

const TWO = 'GetItem { "TableName": "A", "Key": { "id": "x" } }\n\nScan { "TableName": "B" }\n';

describe('statements', () => {
  it('become requests in DynamoDB JSON', () => {
    const [first] = prepareAll('api', TWO);
    expect(first).toMatchObject({
      kind: 'call',
      call: { operation: 'GetItem', statement: TWO.slice(0, 50) },
    });
    expect(first?.kind === 'call' ? JSON.parse(first.call.body) : undefined).toEqual({
      TableName: 'A',
      Key: { id: { S: 'x' } },
    });
  });

  it('are chosen by the cursor', () => {
    const at = (offset: number) =>
      prepareWanted('api', TWO, { kind: 'cursor', offset }).map((one) =>
        one.kind === 'call' ? one.call.operation : one.message,
      );
    expect(at(10)).toEqual(['GetItem']);
    expect(at(TWO.indexOf('Scan') + 2)).toEqual(['Scan']);
    expect(at(TWO.length)).toEqual(['Scan']);
  });

  it('are chosen by the cursor even when an earlier one is broken', () => {
    const text = 'GetItem { "TableName": }\n\nScan { "TableName": "B" }';
    const wanted = prepareWanted('api', text, { kind: 'cursor', offset: text.length });
    expect(wanted.map(({ kind }) => kind)).toEqual(['call']);
  });

  it('of a selection are read by themselves, with places in the whole text', () => {
    const from = TWO.indexOf('Scan');
    const [selected] = prepareWanted('api', TWO, { kind: 'selection', from, to: TWO.length });
    expect(selected).toMatchObject({ kind: 'call', span: { offset: from }, call: { operation: 'Scan' } });
  });

  it('that are malformed say where and why', () => {
    const text = 'PutItem {\n  "TableName": "A",\n  "Item": { "id": }\n}';
    const [problem] = prepareAll('api', text);
    expect(problem?.kind).toBe('problem');
    expect(placeText(text, problem?.span.offset ?? 0)).toBe('line 3, column 19');
  });

  it('keep numbers that JavaScript would round', () => {
    const number = '1234567890.12345678901234567890';
    const [put] = prepareAll('api', `PutItem { "TableName": "A", "Item": { "id": ${number}, "n": 5 } }`);
    expect(put?.kind === 'call' ? JSON.parse(put.call.body) : undefined).toMatchObject({
      Item: { id: { N: number }, n: { N: '5' } },
    });
  });

  it('of PartiQL become ExecuteStatement', () => {
    const text = `SELECT * FROM "A" WHERE id = 'x;y';\n\nSELECT * FROM "B"`;
    expect(
      prepareAll('partiql', text).map((one) => (one.kind === 'call' ? JSON.parse(one.call.body) : one)),
    ).toEqual([{ Statement: `SELECT * FROM "A" WHERE id = 'x;y'` }, { Statement: 'SELECT * FROM "B"' }]);
  });

  it('of PartiQL that cannot be parsed are not sent', () => {
    expect(prepareAll('partiql', 'SELECT FROM').map(({ kind }) => kind)).toEqual(['problem']);
  });

  it('there are none in an empty text', () => {
    expect(prepareWanted('api', '  \n', { kind: 'cursor', offset: 1 })).toEqual([]);
    expect(prepareWanted('partiql', '', { kind: 'all' })).toEqual([]);
  });
});
