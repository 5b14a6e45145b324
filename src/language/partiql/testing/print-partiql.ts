/** Prints conditions and literals as PartiQL, and draws random literals: what parsing must give back. */
import fc from 'fast-check';
import type { Condition, Operand, Path } from '../../expressions/tree.ts';
import { withoutPositions } from '../../expressions/testing/print.ts';
import type { Literal } from '../tree.ts';

/**
 * The condition with each value written as a parameter and each placeholder as a quoted name, and the tree that is to
 * come back: without positions, values counted up, names no longer placeholders.
 */
export function printStatementCondition(node: Condition): {
  readonly text: string;
  readonly expected: unknown;
} {
  let count = 0;
  const text = print(node);
  const renumber = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(renumber);
    if (typeof part !== 'object' || part === null) return part;
    if ('kind' in part && part.kind === 'value') {
      count += 1;
      return { kind: 'value', text: `:${count - 1}` };
    }
    const renamed = 'placeholder' in part ? { ...part, placeholder: false } : part;
    return Object.fromEntries(Object.entries(renamed).map(([name, value]) => [name, renumber(value)]));
  };
  return { text, expected: renumber(withoutPositions(node)) };
}

function printPath(path: Path): string {
  return path.segments
    .map((segment, at) =>
      segment.kind === 'index' ? `[${segment.index}]` : `${at === 0 ? '' : '.'}"${segment.text}"`,
    )
    .join('');
}

function operand(node: Operand): string {
  if (node.kind === 'path') return printPath(node);
  return node.kind === 'value' ? '?' : `size(${operand(node.operand)})`;
}

function print(node: Condition): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.map((one) => `(${print(one)})`).join(` ${node.kind} `);
    case 'not':
      return `NOT (${print(node.operand)})`;
    case 'compare':
      return `${operand(node.left)} ${node.comparator} ${operand(node.right)}`;
    case 'between':
      return `${operand(node.operand)} BETWEEN ${operand(node.low)} AND ${operand(node.high)}`;
    case 'in':
      return `${operand(node.operand)} IN [${node.candidates.map(operand).join(', ')}]`;
    case 'attribute_exists':
    case 'attribute_not_exists':
      return `${node.kind}(${printPath(node.path)})`;
    case 'attribute_type':
      return `attribute_type(${printPath(node.path)}, ${operand(node.type)})`;
    case 'begins_with':
      return `begins_with(${operand(node.operand)}, ${operand(node.prefix)})`;
    case 'contains':
      return `contains(${operand(node.operand)}, ${operand(node.member)})`;
  }
}

const text = fc.string({ maxLength: 8 });
const anyString = text.map((value) => ({ kind: 'string' as const, text: value, offset: 0, length: 0 }));
const anyNumber = fc
  .constantFrom('0', '12', '-3', '1.5', '.25', '-7e3', '2E-4')
  .map((value) => ({ kind: 'number' as const, text: value, offset: 0, length: 0 }));

export const anyLiteral: fc.Arbitrary<Literal> = fc.letrec<{ literal: Literal }>((tie) => ({
  literal: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyString,
    anyNumber,
    fc.boolean().map((value) => ({ kind: 'boolean' as const, value, offset: 0, length: 0 })),
    fc.constant({ kind: 'null' as const, offset: 0, length: 0 }),
    fc
      .array(tie('literal'), { maxLength: 3 })
      .map((items) => ({ kind: 'list' as const, items, offset: 0, length: 0 })),
    fc
      .array(fc.oneof(anyString, anyNumber), { minLength: 1, maxLength: 3 })
      .map((items) => ({ kind: 'set' as const, items, offset: 0, length: 0 })),
    fc
      .uniqueArray(fc.tuple(anyString, tie('literal')), { maxLength: 3, selector: ([name]) => name.text })
      .map((all) => ({
        kind: 'map' as const,
        entries: all.map(([name, value]) => ({ name, value })),
        offset: 0,
        length: 0,
      })),
  ),
})).literal;

export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return `'${literal.text.replaceAll("'", "''")}'`;
    case 'number':
      return literal.text;
    case 'boolean':
      return String(literal.value);
    case 'null':
      return 'NULL';
    case 'parameter':
      return '?';
    case 'list':
      return `[${literal.items.map(printLiteral).join(', ')}]`;
    case 'set':
      return `<<${literal.items.map(printLiteral).join(', ')}>>`;
    case 'map':
      return `{${literal.entries.map(({ name, value }) => `${printLiteral(name)}: ${printLiteral(value)}`).join(', ')}}`;
  }
}
