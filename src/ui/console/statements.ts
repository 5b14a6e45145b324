/** The statements in an editor's text, and the request that each becomes. Nothing that cannot be read is ever sent. */
import type { JsonValue } from '../../base/json.ts';
import { splitApiCalls } from '../../language/api-call/split.ts';
import type { Span } from '../../language/expressions/tree.ts';
import { parseStatement } from '../../language/partiql/parse.ts';
import { splitStatements } from '../../language/partiql/split.ts';
import { statementAt } from '../../language/statement-at.ts';
import type { Operation } from '../../model/operation.ts';
import { OPERATIONS } from '../../model/operations.ts';
import type { Call, ConsoleLanguage } from '../state/console-slice.ts';
import { toRequest } from './plain-json.ts';

/** Which statements to run. Offsets are UTF-16 code units of the text. */
export type Wanted =
  | { readonly kind: 'cursor'; readonly offset: number }
  | { readonly kind: 'selection'; readonly from: number; readonly to: number }
  | { readonly kind: 'all' };

export type Prepared =
  | { readonly kind: 'call'; readonly span: Span; readonly call: Call }
  | { readonly kind: 'problem'; readonly span: Span; readonly message: string };

/** Every statement of the text, in order. */
export function prepareAll(language: ConsoleLanguage, text: string): readonly Prepared[] {
  return language === 'api' ? prepareApiCalls(text) : preparePartiql(text);
}

/** The statements wanted: a selection is read by itself, so that a part of the text may be run. */
export function prepareWanted(language: ConsoleLanguage, text: string, wanted: Wanted): readonly Prepared[] {
  switch (wanted.kind) {
    case 'all':
      return prepareAll(language, text);
    case 'selection':
      return prepareAll(language, text.slice(wanted.from, wanted.to)).map((prepared) =>
        moved(prepared, wanted.from),
      );
    case 'cursor': {
      const all = prepareAll(language, text);
      const spans = all.map(({ span }, at) => ({ ...span, at }));
      const chosen = statementAt(startsOf(language, text, spans), wanted.offset);
      const prepared = chosen === undefined ? undefined : all[chosen.at];
      return prepared === undefined ? [] : [prepared];
    }
  }
}

/** A problem's place is where the text goes wrong; its statement begins earlier. */
function startsOf<Placed extends Span>(
  language: ConsoleLanguage,
  text: string,
  spans: readonly Placed[],
): readonly Placed[] {
  const starts = language === 'api' ? splitApiCalls(text) : splitStatements(text);
  return spans.map((span, at) => ({ ...span, offset: starts[at]?.offset ?? span.offset }));
}

/** `line 3, column 14`, both from 1. */
export function placeText(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}

export function operationNamed(name: string): Operation | undefined {
  return Object.entries<Operation>(OPERATIONS).find(([known]) => known === name)?.[1];
}

function prepareApiCalls(text: string): readonly Prepared[] {
  return splitApiCalls(text).map(({ operation, body, offset, length }): Prepared => {
    if (body.kind === 'error') return { kind: 'problem', span: body.error, message: body.error.message };
    const input = operationNamed(operation)?.input;
    const written = parseExactly(body.text);
    const sent = JSON.stringify(input === undefined ? written : toRequest(input, written), undefined, 2);
    const statement = text.slice(offset, offset + length);
    return {
      kind: 'call',
      span: { offset, length },
      call: { language: 'api', statement, operation, body: sent },
    };
  });
}

function preparePartiql(text: string): readonly Prepared[] {
  return splitStatements(text).map(({ text: statement, offset, length }): Prepared => {
    const parsed = parseStatement(statement);
    if (parsed.kind === 'error') {
      const { message, offset: at, length: long } = parsed.error;
      return { kind: 'problem', span: { offset: offset + at, length: long }, message };
    }
    const body = JSON.stringify({ Statement: statement }, undefined, 2);
    return {
      kind: 'call',
      span: { offset, length },
      call: { language: 'partiql', statement, operation: 'ExecuteStatement', body },
    };
  });
}

function moved(prepared: Prepared, by: number): Prepared {
  return { ...prepared, span: { ...prepared.span, offset: prepared.span.offset + by } };
}

/** Parses valid JSON; a number with more digits than JavaScript keeps becomes DynamoDB's number text at once. */
function parseExactly(text: string): JsonValue {
  const exact = text.replaceAll(STRING_OR_NUMBER, (token) =>
    !token.startsWith('"') && significantDigits(token) > SAFE_DIGITS ? `{"N":"${token}"}` : token,
  );
  const parsed: JsonValue = JSON.parse(exact);
  return parsed;
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Any decimal of so many digits survives a JavaScript number. */
const SAFE_DIGITS = 15;

function significantDigits(number: string): number {
  const [mantissa = ''] = number.split(/[eE]/);
  return mantissa.replace(/^-?[0.]*/, '').replace('.', '').length;
}
