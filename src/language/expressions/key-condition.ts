/** Reads a condition as terms on keys, and says why where it is none. */
import type { ExpressionError } from './expression-error.ts';
import type {
  Between,
  BeginsWith,
  Comparator,
  Comparison,
  Condition,
  KeyTerm,
  Operand,
  Path,
  Span,
} from './tree.ts';

const FLIPPED: Readonly<Record<Exclude<Comparator, '<>'>, Exclude<Comparator, '<>'>>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The terms of a key condition, in the order written, or the first thing that makes it none. */
export function keyTermsOf(condition: Condition): readonly KeyTerm[] | ExpressionError {
  if (condition.kind === 'and') {
    const terms: KeyTerm[] = [];
    for (const operand of condition.operands) {
      const found = keyTermsOf(operand);
      if ('message' in found) return found;
      terms.push(...found);
    }
    return terms;
  }
  switch (condition.kind) {
    case 'or':
    case 'not':
    case 'in':
      return invalidOperator(condition.kind.toUpperCase(), condition);
    case 'attribute_exists':
    case 'attribute_not_exists':
    case 'attribute_type':
    case 'contains':
      return invalidOperator(condition.kind, condition);
    case 'compare':
      return comparisonTerm(condition);
    case 'between':
      return betweenTerm(condition);
    case 'begins_with':
      return beginsWithTerm(condition);
  }
}

function comparisonTerm(node: Comparison): readonly KeyTerm[] | ExpressionError {
  const { comparator, left, right } = node;
  if (comparator === '<>') return invalidOperator('<>', node);
  const fault = operandFault([left, right], node);
  if (fault !== undefined) return fault;
  if (left.kind === 'path' && right.kind === 'value') {
    return [{ path: left, operator: comparator, values: [right], ...spanOf(node) }];
  }
  if (left.kind === 'value' && right.kind === 'path') {
    return [{ path: right, operator: FLIPPED[comparator], values: [left], ...spanOf(node) }];
  }
  return noKey(node);
}

function betweenTerm(node: Between): readonly KeyTerm[] | ExpressionError {
  const { operand, low, high } = node;
  if (operand.kind !== 'path') return operand.kind === 'size' ? nested(node) : keyNotFirst('BETWEEN', node);
  const fault = operandFault([operand, low, high], node);
  if (fault !== undefined) return fault;
  if (low.kind !== 'value' || high.kind !== 'value') return noKey(node);
  return [{ path: operand, operator: 'BETWEEN', values: [low, high], ...spanOf(node) }];
}

function beginsWithTerm(node: BeginsWith): readonly KeyTerm[] | ExpressionError {
  const { operand, prefix } = node;
  if (operand.kind !== 'path') return operand.kind === 'size' ? nested(node) : keyNotFirst(node.kind, node);
  const fault = operandFault([operand, prefix], node);
  if (fault !== undefined) return fault;
  if (prefix.kind !== 'value') return noKey(node);
  return [{ path: operand, operator: 'begins_with', values: [prefix], ...spanOf(node) }];
}

/** In the order of the operands: `size`, a second attribute, a nested attribute. */
function operandFault(operands: readonly Operand[], node: Span): ExpressionError | undefined {
  let key: Path | undefined;
  for (const operand of operands) {
    if (operand.kind === 'size') return nested(node);
    if (operand.kind === 'path') {
      if (key !== undefined) {
        return fault(
          'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
          node,
        );
      }
      if (operand.segments.length > 1) {
        return fault('KeyConditionExpressions cannot have conditions on nested attributes', operand);
      }
      key = operand;
    }
  }
  return key === undefined ? noKey(node) : undefined;
}

function invalidOperator(operator: string, node: Span): ExpressionError {
  return fault(`Invalid operator used in KeyConditionExpression: ${operator}`, node);
}

function keyNotFirst(operator: string, node: Span): ExpressionError {
  return fault(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
    node,
  );
}

function noKey(node: Span): ExpressionError {
  return fault('Invalid condition in KeyConditionExpression: No key attribute specified', node);
}

function nested(node: Span): ExpressionError {
  return fault('KeyConditionExpressions cannot contain nested operations', node);
}

function fault(message: string, node: Span): ExpressionError {
  return { message, ...spanOf(node), bare: true };
}

function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}
