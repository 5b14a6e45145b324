/** What the PartiQL operations ask of their parameters beyond each one's shape; a batch asks it of each statement. */
import type { AttributeValue } from '../../model/attribute-value.ts';
import type { InputOf } from '../../model/operations.ts';
import type { ValueChecks } from './value-checks.ts';

export function checkExecuteStatement(
  input: InputOf<'ExecuteStatement'>,
  values: ValueChecks | undefined,
): void {
  checkParameters(input.Parameters, values);
}

export function checkExecuteTransaction(
  input: InputOf<'ExecuteTransaction'>,
  values: ValueChecks | undefined,
): void {
  for (const { Parameters: parameters } of input.TransactStatements) checkParameters(parameters, values);
}

function checkParameters(
  parameters: readonly AttributeValue[] | undefined,
  values: ValueChecks | undefined,
): void {
  if (parameters === undefined || values === undefined) return;
  for (const parameter of parameters) values.value(parameter);
}
