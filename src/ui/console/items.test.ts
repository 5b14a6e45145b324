import { describe, expect, it } from 'vitest';
import type { ExecuteReply } from '../../host/api.ts';
import { cellText, columnsOf, itemsOf } from './items.ts';
import { nextPageOf } from './next-page.ts';
import { summaryOf } from './summary.ts';

const ITEM = { id: { S: 'a' }, n: { N: '1' } };

describe('items of a response', () => {
  it('are found wherever the operation puts them', () => {
    expect(itemsOf('Query', { Items: [ITEM], Count: 1 })).toEqual([ITEM]);
    expect(itemsOf('GetItem', { Item: ITEM })).toEqual([ITEM]);
    expect(itemsOf('GetItem', {})).toEqual([]);
    expect(itemsOf('UpdateItem', { Attributes: ITEM })).toEqual([ITEM]);
    expect(itemsOf('PutItem', {})).toBeUndefined();
    expect(itemsOf('BatchGetItem', { Responses: { A: [ITEM], B: [ITEM] } })).toEqual([ITEM, ITEM]);
    expect(itemsOf('ListTables', { TableNames: ['A'] })).toBeUndefined();
  });

  it('of a stream are its records', () => {
    const record = { eventName: 'REMOVE', dynamodb: { SequenceNumber: '7', Keys: { id: { S: 'a' } } } };
    expect(itemsOf('GetRecords', { Records: [record] })).toEqual([
      { eventName: { S: 'REMOVE' }, Keys: { M: { id: { S: 'a' } } }, SequenceNumber: { S: '7' } },
    ]);
  });
});

describe('columns', () => {
  it('begin with the keys and list the types seen', () => {
    expect(
      columnsOf(
        [
          { n: { N: '1' }, id: { S: 'a' } },
          { n: { S: 'x' }, id: { S: 'b' } },
        ],
        ['id', 'absent'],
      ),
    ).toEqual([
      { name: 'id', types: ['S'] },
      { name: 'n', types: ['N', 'S'] },
    ]);
  });
});

describe('cells', () => {
  it('show a value in one line', () => {
    expect(cellText({ L: [{ N: '1' }] })).toBe('[ 1 element ]');
    expect(cellText({ M: { a: { N: '1' }, b: { N: '2' } } })).toBe('{ 2 attributes }');
    expect(cellText({ SS: ['a', 'b'] })).toBe('{ a, b }');
    expect(cellText({ NULL: true })).toBe('null');
  });
});

const reply = (body: object, change: Partial<ExecuteReply> = {}): ExecuteReply => ({
  status: 200,
  body: JSON.stringify(body),
  latencyMs: 6.04,
  atMs: 0,
  ...change,
});
const call = { language: 'api', statement: '', operation: 'Query', body: '{"TableName":"A"}' } as const;

describe('the next page', () => {
  it('starts where the answer stopped', () => {
    const next = nextPageOf({ call, reply: reply({ Items: [], LastEvaluatedKey: { id: { S: 'a' } } }) });
    expect(JSON.parse(next?.body ?? '')).toEqual({ TableName: 'A', ExclusiveStartKey: { id: { S: 'a' } } });
  });

  it('is absent at the end and after an error', () => {
    expect(nextPageOf({ call, reply: reply({ Items: [] }) })).toBeUndefined();
    expect(nextPageOf({ call, reply: reply({ LastEvaluatedKey: {} }, { errorCode: 'X' }) })).toBeUndefined();
  });

  it('of a batch asks for what was left out', () => {
    const batch = { ...call, operation: 'BatchGetItem', body: '{"RequestItems":{"A":{"Keys":[]}}}' };
    const left = { A: { Keys: [{ id: { S: 'b' } }] } };
    expect(
      JSON.parse(nextPageOf({ call: batch, reply: reply({ UnprocessedKeys: left }) })?.body ?? ''),
    ).toEqual({
      RequestItems: left,
    });
    expect(nextPageOf({ call: batch, reply: reply({ UnprocessedKeys: {} }) })).toBeUndefined();
  });
});

describe('the summary of an answer', () => {
  it('counts items and says how long it took', () => {
    expect(summaryOf({ call, reply: reply({ Items: [ITEM], Count: 1, ScannedCount: 5 }) })).toBe(
      '1 item · scanned 5 · 6.0 ms',
    );
    expect(summaryOf({ call, reply: reply({}, { errorCode: 'ValidationException', latencyMs: 42.4 }) })).toBe(
      'ValidationException · 42 ms',
    );
  });
});
