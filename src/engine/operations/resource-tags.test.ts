import { describe, expect, test } from 'vitest';
import { INSTANT } from '../../model/physics.ts';
import { createEngine } from '../engine.ts';
import { createAsking, provisionedTable, START_MS } from '../testing/asking.ts';
import type { Asking } from '../testing/asking.ts';

function accountOf(accountId: string): Asking {
  const engine = createEngine({ seed: 1, startMs: START_MS, physics: INSTANT, accountId });
  return createAsking(INSTANT, engine);
}

function arnOf(accountId: string, table: string): string {
  return `arn:aws:dynamodb:eu-west-2:${accountId}:table/${table}`;
}

describe('the tags of a table that is not there', () => {
  test('are not found in an account that somebody has', () => {
    const asking = accountOf('123456789012');
    asking.ok('CreateTable', provisionedTable('there', 1, 1));
    const arn = arnOf('123456789012', 'elsewhere');
    expect(asking.ok('ListTagsOfResource', { ResourceArn: arnOf('123456789012', 'there') })).toEqual({
      Tags: [],
    });
    expect(asking.error('ListTagsOfResource', { ResourceArn: arn })).toBe(
      `ResourceNotFoundException: Requested resource not found: ResourcArn: ${arn} not found`,
    );
  });

  test('are nobody’s to see in another account, and in that of zeros', () => {
    const asking = accountOf('123456789012');
    for (const account of ['000000000000', '210987654321']) {
      const arn = arnOf(account, 'elsewhere');
      expect(asking.error('UntagResource', { ResourceArn: arn, TagKeys: ['a'] })).toContain(
        `AccessDeniedException: User: arn:aws:iam::123456789012:root is not authorized to perform: dynamodb:UntagResource on resource: ${arn}`,
      );
    }
    expect(
      accountOf('000000000000').error('ListTagsOfResource', { ResourceArn: arnOf('000000000000', 'gone') }),
    ).toContain('AccessDeniedException');
  });

  test('cannot be asked for in another region', () => {
    const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/there';
    expect(accountOf('123456789012').error('ListTagsOfResource', { ResourceArn: arn })).toBe(
      `ValidationException: Invalid TableArn: Invalid ResourceArn provided as input ${arn}`,
    );
  });
});
