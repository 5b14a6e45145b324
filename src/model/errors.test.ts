import { describe, expect, test } from 'vitest';
import { DynamoError, errorBody } from './errors.ts';

describe('an error body', () => {
  test('names its type in the namespace of the layer that answers', () => {
    const bodies = [
      new DynamoError('ResourceNotFoundException', 'Requested resource not found'),
      new DynamoError('ValidationException', 'no'),
      new DynamoError('SerializationException', 'no'),
    ].map(errorBody);
    expect(bodies).toEqual([
      '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"}',
      '{"__type":"com.amazon.coral.validate#ValidationException","message":"no"}',
      '{"__type":"com.amazon.coral.service#SerializationException","Message":"no"}',
    ]);
  });

  test('spells the message as that error does, with its further members beside it', () => {
    expect(
      JSON.parse(
        errorBody(
          new DynamoError('TransactionCanceledException', 'no', { CancellationReasons: [{ Code: 'None' }] }),
        ),
      ),
    ).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: 'no',
      CancellationReasons: [{ Code: 'None' }],
    });
    expect(
      JSON.parse(
        errorBody(new DynamoError('ConditionalCheckFailedException', 'no', { Item: { pk: { S: 'a' } } })),
      ),
    ).toMatchObject({ message: 'no', Item: { pk: { S: 'a' } } });
  });

  test('has no message when there is none', () => {
    expect(errorBody(new DynamoError('UnknownOperationException', ''))).toBe(
      '{"__type":"com.amazon.coral.service#UnknownOperationException"}',
    );
  });

  test('goes out with the status of its code', () => {
    const codes = [
      'ValidationException',
      'ReplicatedWriteConflictException',
      'InternalServerError',
      'ServiceUnavailable',
    ] as const;
    expect(codes.map((code) => new DynamoError(code, '').status)).toEqual([400, 409, 500, 503]);
  });
});

describe('an error that is thrown', () => {
  test('takes no stack, and leaves those of other errors alone', () => {
    expect(new DynamoError('ValidationException', 'no').stack ?? '').not.toContain('errors.test');
    expect(new Error('a bug').stack).toContain('errors.test');
  });
});
