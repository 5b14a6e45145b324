/** Calls as text. */
import { describe, expect, it } from 'vitest';
import { callText, cliText } from './call-text.ts';

describe('cliText', () => {
  it('writes the operation as the CLI names it', () => {
    expect(cliText({ operation: 'UpdateTimeToLive', input: { TableName: 'T' } })).toBe(
      `aws dynamodb update-time-to-live --cli-input-json '{"TableName":"T"}'`,
    );
  });

  it('sends stream operations to the streams API', () => {
    expect(cliText({ operation: 'GetRecords', input: {} })).toBe(
      `aws dynamodbstreams get-records --cli-input-json '{}'`,
    );
  });

  it('keeps a quote inside the quotes of the shell', () => {
    expect(cliText({ operation: 'PutItem', input: { a: "it's" } })).toContain(`{"a":"it'\\''s"}`);
  });
});

describe('callText', () => {
  it('keeps on one line what fits there', () => {
    const input = { TableName: 'T', Key: { pk: { S: 'a' } }, Names: ['x'.repeat(40), 'y'.repeat(40)] };
    expect(callText({ operation: 'GetItem', input })).toBe(
      [
        'GetItem {',
        '  "TableName": "T",',
        '  "Key": { "pk": { "S": "a" } },',
        '  "Names": [',
        `    "${'x'.repeat(40)}",`,
        `    "${'y'.repeat(40)}"`,
        '  ]',
        '}',
      ].join('\n'),
    );
  });
});
