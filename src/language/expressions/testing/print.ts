/** Prints trees as expressions, and draws random ones: what parsing must give back. */
import fc from 'fast-check';
import type { Condition, Operand, Path, ProjectionList, SetOperand, SetValue, Update } from '../tree.ts';

export function printPath(path: Path): string {
  return path.segments
    .map((segment, at) =>
      segment.kind === 'index' ? `[${segment.index}]` : at === 0 ? segment.text : `.${segment.text}`,
    )
    .join('');
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'path':
      return printPath(operand);
    case 'value':
      return operand.text;
    case 'size':
      return `size(${printOperand(operand.operand)})`;
  }
}

export function printCondition(node: Condition): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.map(printInner).join(node.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${printInner(node.operand)}`;
    case 'compare':
      return `${printOperand(node.left)} ${node.comparator} ${printOperand(node.right)}`;
    case 'between':
      return `${printOperand(node.operand)} BETWEEN ${printOperand(node.low)} AND ${printOperand(node.high)}`;
    case 'in':
      return `${printOperand(node.operand)} IN (${node.candidates.map(printOperand).join(', ')})`;
    case 'attribute_exists':
    case 'attribute_not_exists':
      return `${node.kind}(${printPath(node.path)})`;
    case 'attribute_type':
      return `attribute_type(${printPath(node.path)}, ${printOperand(node.type)})`;
    case 'begins_with':
      return `begins_with(${printOperand(node.operand)}, ${printOperand(node.prefix)})`;
    case 'contains':
      return `contains(${printOperand(node.operand)}, ${printOperand(node.member)})`;
  }
}

function printInner(node: Condition): string {
  const text = printCondition(node);
  return node.kind === 'and' || node.kind === 'or' || node.kind === 'not' ? `(${text})` : text;
}

function printSetOperand(node: SetOperand): string {
  switch (node.kind) {
    case 'path':
      return printPath(node);
    case 'value':
      return node.text;
    case 'if_not_exists':
      return `if_not_exists(${printPath(node.path)}, ${printSetOperand(node.otherwise)})`;
    case 'list_append':
      return `list_append(${printSetOperand(node.left)}, ${printSetOperand(node.right)})`;
  }
}

function printSetValue(node: SetValue): string {
  switch (node.kind) {
    case 'plus':
      return `${printSetOperand(node.left)} + ${printSetOperand(node.right)}`;
    case 'minus':
      return `${printSetOperand(node.left)} - ${printSetOperand(node.right)}`;
    default:
      return printSetOperand(node);
  }
}

export function printUpdate(update: Update): string {
  const sections = [
    ['SET', update.set.map(({ path, value }) => `${printPath(path)} = ${printSetValue(value)}`)],
    ['REMOVE', update.remove.map(printPath)],
    ['ADD', update.add.map(({ path, value }) => `${printPath(path)} ${value.text}`)],
    ['DELETE', update.delete.map(({ path, value }) => `${printPath(path)} ${value.text}`)],
  ] as const;
  return sections
    .filter(([, actions]) => actions.length > 0)
    .map(([word, actions]) => `${word} ${actions.join(', ')}`)
    .join(' ');
}

export function printProjection(tree: ProjectionList): string {
  return tree.paths.map(printPath).join(', ');
}

/** Copies a tree without its positions. */
export function withoutPositions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPositions);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([name]) => name !== 'offset' && name !== 'length');
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutPositions(value)]));
}

const plainName = fc.constantFrom('a', 'bb', 'camelCase', 'x_1', 'version', 'sk');
const placeholderName = fc.constantFrom('#n', '#a1', '#_x');
const nameSegment = fc.oneof(
  plainName.map((text) => ({ kind: 'name' as const, text, placeholder: false, offset: 0, length: 0 })),
  placeholderName.map((text) => ({ kind: 'name' as const, text, placeholder: true, offset: 0, length: 0 })),
);
const indexSegment = fc.nat(999).map((index) => ({ kind: 'index' as const, index, offset: 0, length: 0 }));
export const anyPath: fc.Arbitrary<Path> = fc
  .tuple(nameSegment, fc.array(fc.oneof(nameSegment, indexSegment), { maxLength: 3 }))
  .map(([first, rest]) => ({ kind: 'path', segments: [first, ...rest], offset: 0, length: 0 }));
const anyValue = fc
  .constantFrom(':v', ':w2', ':_x')
  .map((text) => ({ kind: 'value' as const, text, offset: 0, length: 0 }));
const anyOperand: fc.Arbitrary<Operand> = fc.oneof(
  { weight: 3, arbitrary: anyPath },
  { weight: 3, arbitrary: anyValue },
  {
    weight: 1,
    arbitrary: anyPath.map((operand) => ({ kind: 'size' as const, operand, offset: 0, length: 0 })),
  },
);

export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition; leaf: Condition }>(
  (tie) => ({
    leaf: fc.oneof(
      fc.record({
        kind: fc.constant('compare' as const),
        comparator: fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
        left: anyOperand,
        right: anyOperand,
        offset: fc.constant(0),
        length: fc.constant(0),
      }),
      fc.tuple(anyOperand, anyOperand, anyOperand).map(([operand, low, high]) => ({
        kind: 'between' as const,
        operand,
        low,
        high,
        offset: 0,
        length: 0,
      })),
      fc
        .tuple(anyOperand, fc.array(anyOperand, { minLength: 1, maxLength: 4 }))
        .map(([operand, candidates]) => ({ kind: 'in' as const, operand, candidates, offset: 0, length: 0 })),
      fc
        .tuple(fc.constantFrom('attribute_exists' as const, 'attribute_not_exists' as const), anyPath)
        .map(([kind, path]) => ({ kind, path, offset: 0, length: 0 })),
      fc
        .tuple(anyPath, anyOperand)
        .map(([path, type]) => ({ kind: 'attribute_type' as const, path, type, offset: 0, length: 0 })),
      fc.tuple(anyOperand, anyOperand).map(([operand, prefix]) => ({
        kind: 'begins_with' as const,
        operand,
        prefix,
        offset: 0,
        length: 0,
      })),
      fc
        .tuple(anyOperand, anyOperand)
        .map(([operand, member]) => ({ kind: 'contains' as const, operand, member, offset: 0, length: 0 })),
    ),
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('leaf'),
      tie('tree').map((operand) => ({ kind: 'not' as const, operand, offset: 0, length: 0 })),
      fc
        .tuple(
          fc.constantFrom('and' as const, 'or' as const),
          fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
        )
        .map(([kind, operands]) => ({ kind, operands, offset: 0, length: 0 })),
    ),
  }),
).tree;

const anySetOperand: fc.Arbitrary<SetOperand> = fc.letrec<{ operand: SetOperand }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyPath,
    anyValue,
    fc.tuple(anyPath, tie('operand')).map(([path, otherwise]) => ({
      kind: 'if_not_exists' as const,
      path,
      otherwise,
      offset: 0,
      length: 0,
    })),
    fc
      .tuple(tie('operand'), tie('operand'))
      .map(([left, right]) => ({ kind: 'list_append' as const, left, right, offset: 0, length: 0 })),
  ),
})).operand;

const anySetValue: fc.Arbitrary<SetValue> = fc.oneof(
  anySetOperand,
  fc
    .tuple(fc.constantFrom('plus' as const, 'minus' as const), anySetOperand, anySetOperand)
    .map(([kind, left, right]) => ({ kind, left, right, offset: 0, length: 0 })),
);
const anyPathValue = fc
  .tuple(anyPath, anyValue)
  .map(([path, value]) => ({ path, value, offset: 0, length: 0 }));

export const anyUpdate: fc.Arbitrary<Update> = fc
  .record({
    kind: fc.constant('update' as const),
    set: fc.array(
      fc.tuple(anyPath, anySetValue).map(([path, value]) => ({ path, value, offset: 0, length: 0 })),
      { maxLength: 3 },
    ),
    remove: fc.array(anyPath, { maxLength: 2 }),
    add: fc.array(anyPathValue, { maxLength: 2 }),
    delete: fc.array(anyPathValue, { maxLength: 2 }),
    offset: fc.constant(0),
    length: fc.constant(0),
  })
  .filter((update) => [update.set, update.remove, update.add, update.delete].some((all) => all.length > 0));
