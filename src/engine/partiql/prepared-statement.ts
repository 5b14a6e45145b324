/** A statement and its parameters made ready: read, its values known, nothing looked up but what refuses it early. */
import { checkCondition, checkUpdate } from '../../language/expressions/check.ts';
import type { ExpressionError } from '../../language/expressions/expression-error.ts';
import type { Condition, Update } from '../../language/expressions/tree.ts';
import { parseStatement } from '../../language/partiql/parse.ts';
import { faultAt } from '../../language/partiql/statement-error.ts';
import type { SelectStatement, Statement, TableRef } from '../../language/partiql/tree.ts';
import { DynamoError } from '../../model/errors.ts';
import type { Context } from '../context.ts';
import type { Scope } from '../evaluate/condition.ts';
import { compareValues, typeOf } from '../values/compare.ts';
import { type Parameters, valuesOf } from './literals.ts';

export interface Prepared {
  /** As sent: a NextToken belongs to one text. */
  readonly text: string;
  readonly statement: Statement;
  readonly parameters: Parameters;
  /** The statement's values; PartiQL has no names to look up. */
  readonly scope: Scope;
}

const TABLE_NAME = /^(?:[\w.-]{3,255}|arn:.*)$/;

/**
 * Throws ValidationException, in this order: for a text that cannot be read, for parameters too few or too many, for an
 * index that PartiQL cannot read, for what cannot be carried out, and for literals that cannot be stored (captured, but
 * for the parameters' place among them).
 */
export function prepareStatement(context: Context, text: string, parameters: Parameters): Prepared {
  const parsed = parseStatement(text);
  if (parsed.kind === 'error') {
    if (parsed.from !== undefined) refuseMultiAttributeKeys(context, parsed.from);
    throw invalid(parsed.error.message);
  }
  const { statement } = parsed;
  if (parameters.length !== statement.parameterCount) {
    throw invalid("Number of parameters in request and statement don't match.");
  }
  refuseMultiAttributeKeys(context, statement.from);
  if (!TABLE_NAME.test(statement.from.table)) {
    throw invalid(
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
    );
  }
  return {
    text,
    statement,
    parameters,
    scope: { names: {}, values: valuesOf(statement.values, parameters) },
  };
}

export type PreparedOf<S extends Statement> = Prepared & { readonly statement: S };

export function isSelect(prepared: Prepared): prepared is PreparedOf<SelectStatement> {
  return prepared.statement.kind === 'select';
}

/** Throws what is wrong with a condition whatever the item; PartiQL says it without a parameter's name. */
export function refuseCondition({ scope }: Prepared, condition: Condition | undefined): void {
  refuse(condition && checkCondition(condition, { ...scope, compare: compareValues }));
}

/** As `refuseCondition`, of what an UPDATE does. */
export function refuseUpdate({ text, scope }: Prepared, update: Update): void {
  for (const [name, changes] of [
    ['SET_ADD', update.add],
    ['SET_DELETE', update.delete],
  ] as const) {
    for (const { path, value } of changes) {
      const type = typeOf(scope.values[value.text] ?? { NULL: true });
      if (type === 'SS' || type === 'NS' || type === 'BS') continue;
      const message = `The second argument to ${name} must be a value with type SET`;
      throw invalid(faultAt(text, message, path.segments[0]).message);
    }
  }
  refuse(checkUpdate(update, { ...scope, compare: compareValues }));
}

function refuse(error: ExpressionError | undefined): void {
  if (error !== undefined) throw invalid(error.message);
}

/** Comes before all that needs the statement's sense, whatever the words say of tables (captured). */
function refuseMultiAttributeKeys(context: Context, { table, index }: TableRef): void {
  const doc = context.catalog.byName(table.slice(table.lastIndexOf('/') + 1))?.doc;
  const key = index === undefined ? doc?.key : doc?.indexes.find(({ name }) => name === index)?.key;
  if (key === undefined || (key.pk.length === 1 && key.sk.length <= 1)) return;
  throw invalid(
    'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.',
  );
}

export function invalid(message: string): DynamoError {
  return new DynamoError('ValidationException', message);
}
