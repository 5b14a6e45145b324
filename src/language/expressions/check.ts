/** Checks of an expression against its names and values, as far as no item is needed; DynamoDB's words and order. */
import type { AttributeMap, AttributeType, AttributeValue } from '../../model/attribute-value.ts';
import type { ExpressionError } from './expression-error.ts';
import { keyTermsOf } from './key-condition.ts';
import { findClash, resolvedPath, sameResolvedPath } from './path-clash.ts';
import type { Between, Condition, KeyCondition, NameSegment, Operand, ProjectionList, Span } from './tree.ts';
import type { Path, SetAction, SetValue, Update, ValueRef } from './tree.ts';

export interface Bindings {
  /** ExpressionAttributeNames. */
  readonly names: Readonly<Record<string, string>>;
  /** ExpressionAttributeValues, already validated. */
  readonly values: AttributeMap;
  /** Orders two values of one type, negative when `left` comes first; only asked for S, N and B. */
  readonly compare: (left: AttributeValue, right: AttributeValue) => number | undefined;
}

const TYPES: readonly AttributeType[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'];
const ORDERED: ReadonlySet<AttributeType> = new Set(['S', 'N', 'B']);
const PREFIXED: ReadonlySet<AttributeType> = new Set(['S', 'B']);
const SIZED: ReadonlySet<AttributeType> = new Set(['S', 'B', 'SS', 'NS', 'BS', 'L', 'M']);
const NUMBERS: ReadonlySet<AttributeType> = new Set(['N']);
const LISTS: ReadonlySet<AttributeType> = new Set(['L']);
const SETS: readonly AttributeType[] = ['SS', 'NS', 'BS'];
const TAKEN_BY = {
  ADD: new Set<AttributeType>(['N', ...SETS]),
  DELETE: new Set<AttributeType>(SETS),
} as const;

/** DynamoDB lists these in the order of a Java set (captured). */
const TYPE_NAMES = '{N,BS,L,B,NULL,M,S,SS,NS,BOOL}';
const TYPE_OF_A_PATH =
  '{SS,M,DECIMAL,DOUBLESET,HDS,N,B,DICT,INTSET,BOOL,HD,BS,INT,DECIMALSET,NULL,FLOAT,FS,S,L,NS,DOUBLE}';

const LONG_TYPE_NAMES: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
};

type Fault = ExpressionError | undefined;

/**
 * The first fault in the order of the text: undefined names and values, operands that must differ, operand types,
 * BETWEEN's bounds (that order within one comparison or function).
 */
export function checkCondition(node: Condition, bindings: Bindings): Fault {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) {
        const found = checkCondition(operand, bindings);
        if (found !== undefined) return found;
      }
      return undefined;
    case 'not':
      return checkCondition(node.operand, bindings);
    case 'compare':
      return (
        operandsFault([node.left, node.right], bindings) ??
        distinctFault(node.comparator, [node.left, node.right], { node, bindings }) ??
        (node.comparator === '=' || node.comparator === '<>'
          ? undefined
          : typesFault(node.comparator, [node.left, node.right], { allowed: ORDERED, bindings }))
      );
    case 'between':
      return checkBetween(node, bindings);
    case 'in': {
      const operands = [node.operand, ...node.candidates];
      return operandsFault(operands, bindings) ?? distinctFault('IN', operands, { node, bindings });
    }
    case 'attribute_exists':
    case 'attribute_not_exists':
      return operandFault(node.path, bindings);
    case 'attribute_type':
      return (
        operandsFault([node.path, node.type], bindings) ??
        distinctFault(node.kind, [node.path, node.type], { node, bindings }) ??
        typeNameFault(node.type, bindings)
      );
    case 'begins_with': {
      const operands = [node.operand, node.prefix];
      return (
        operandsFault(operands, bindings) ??
        distinctFault(node.kind, operands, { node, bindings }) ??
        typesFault(node.kind, operands, { allowed: PREFIXED, bindings })
      );
    }
    case 'contains': {
      const operands = [node.operand, node.member];
      return operandsFault(operands, bindings) ?? distinctFault(node.kind, operands, { node, bindings });
    }
  }
}

/**
 * What is wrong with the form of a key condition: its operators, operands, and two conditions on one key. Query
 * asks this last, after `checkCondition(tree.condition, …)`, its other expressions and the unused placeholders.
 */
export function checkKeyCondition(tree: KeyCondition, names: Bindings['names']): Fault {
  if (tree.terms.length === 0) {
    const found = keyTermsOf(tree.condition);
    return 'message' in found ? found : undefined;
  }
  const keys = new Set<string | undefined>();
  for (const { path, offset, length } of tree.terms) {
    const [name] = resolvedPath(path, names);
    if (keys.has(name?.text)) {
      return fault('KeyConditionExpressions must only contain one condition per key', { offset, length });
    }
    keys.add(name?.text);
  }
  return undefined;
}

/** The names of the paths written to, their clashes, then all else from the last action back to the first. */
export function checkUpdate(tree: Update, bindings: Bindings): Fault {
  const actions = actionsOf(tree);
  const paths = actions.map((action) => action.path);
  const early = firstFault(paths, (path) => nameFault(path, bindings.names)) ?? clashFault(paths, bindings);
  if (early !== undefined) return early;
  actions.reverse();
  return (
    firstFault(actions, ({ value }) => value && setNamesFault(value, bindings)) ??
    firstFault(actions, (action) => checkAction(action, bindings))
  );
}

/** Undefined names, then paths that overlap or conflict. */
export function checkProjection(tree: ProjectionList, bindings: Pick<Bindings, 'names'>): Fault {
  return (
    firstFault(tree.paths, (path) => nameFault(path, bindings.names)) ?? clashFault(tree.paths, bindings)
  );
}

interface Action {
  readonly kind: 'SET' | 'REMOVE' | 'ADD' | 'DELETE';
  readonly path: Path;
  readonly value?: SetAction['value'];
}

/** All actions in the order of the text. */
function actionsOf(tree: Update): Action[] {
  const actions: Action[] = [
    ...tree.set.map(({ path, value }) => ({ kind: 'SET' as const, path, value })),
    ...tree.remove.map((path) => ({ kind: 'REMOVE' as const, path })),
    ...tree.add.map(({ path, value }) => ({ kind: 'ADD' as const, path, value })),
    ...tree.delete.map(({ path, value }) => ({ kind: 'DELETE' as const, path, value })),
  ];
  return actions.sort((a, b) => a.path.offset - b.path.offset);
}

function checkAction({ kind, value }: Action, bindings: Bindings): Fault {
  if (value === undefined) return undefined;
  const found = checkSetValue(value, bindings);
  if (found !== undefined || (kind !== 'ADD' && kind !== 'DELETE')) return found;
  const type = staticType(value, bindings);
  if (type === undefined || TAKEN_BY[kind].has(type)) return undefined;
  return fault(
    `Incorrect operand type for operator or function; operator: ${kind}, operand type: ${LONG_TYPE_NAMES[type]}, ` +
      `typeSet: ALLOWED_FOR_${kind}_OPERAND`,
    value,
  );
}

function checkSetValue(node: SetValue, bindings: Bindings): Fault {
  switch (node.kind) {
    case 'path':
    case 'value':
      return operandFault(node, bindings);
    case 'plus':
    case 'minus':
    case 'list_append': {
      const { left, right, kind } = node;
      const name = kind === 'plus' ? '+' : kind === 'minus' ? '-' : kind;
      const allowed = kind === 'list_append' ? LISTS : NUMBERS;
      return (
        checkSetValue(left, bindings) ??
        checkSetValue(right, bindings) ??
        typesFault(name, [left, right], { allowed, bindings })
      );
    }
    case 'if_not_exists':
      return (
        operandFault(node.path, bindings) ??
        checkSetValue(node.otherwise, bindings) ??
        (node.otherwise.kind === 'path'
          ? distinctFault(node.kind, [node.path, node.otherwise], { node, bindings })
          : undefined)
      );
  }
}

/** Undefined names in what SET assigns. */
function setNamesFault(node: SetValue, bindings: Bindings): Fault {
  switch (node.kind) {
    case 'path':
      return nameFault(node, bindings.names);
    case 'value':
      return undefined;
    case 'if_not_exists':
      return nameFault(node.path, bindings.names) ?? setNamesFault(node.otherwise, bindings);
    default:
      return setNamesFault(node.left, bindings) ?? setNamesFault(node.right, bindings);
  }
}

function operandsFault(operands: readonly Operand[], bindings: Bindings): Fault {
  return firstFault(operands, (operand) => operandFault(operand, bindings));
}

/** Undefined names and values, and what `size` cannot measure. */
function operandFault(operand: Operand, bindings: Bindings): Fault {
  switch (operand.kind) {
    case 'path':
      return nameFault(operand, bindings.names);
    case 'value':
      return valueFault(operand, bindings.values);
    case 'size':
      return (
        operandFault(operand.operand, bindings) ??
        typesFault('size', [operand.operand], { allowed: SIZED, bindings })
      );
  }
}

function nameFault(path: Path, names: Bindings['names']): Fault {
  const missing = path.segments.find(
    (segment): segment is NameSegment =>
      segment.kind === 'name' && segment.placeholder && !Object.hasOwn(names, segment.text),
  );
  if (missing === undefined) return undefined;
  return fault(
    `An expression attribute name used in the document path is not defined; attribute name: ${missing.text}`,
    missing,
  );
}

function valueFault(value: ValueRef, values: AttributeMap): Fault {
  if (Object.hasOwn(values, value.text)) return undefined;
  return fault(
    `An expression attribute value used in expression is not defined; attribute value: ${value.text}`,
    value,
  );
}

function distinctFault(
  operator: string,
  [first, ...rest]: readonly Operand[],
  { node, bindings }: { readonly node: Span; readonly bindings: Bindings },
): Fault {
  if (first === undefined || first.kind !== 'path') return undefined;
  const name = resolvedPath(first, bindings.names);
  const isSame = (other: Operand) =>
    other.kind === 'path' && sameResolvedPath(name, resolvedPath(other, bindings.names));
  if (!rest.some(isSame)) return undefined;
  return fault(
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${pathText(name)}`,
    node,
  );
}

/** An operand whose type is known without an item and not allowed. */
function typesFault(
  operator: string,
  operands: readonly (Operand | SetValue)[],
  { allowed, bindings }: { readonly allowed: ReadonlySet<AttributeType>; readonly bindings: Bindings },
): Fault {
  return firstFault(operands, (operand) => {
    const type = staticType(operand, bindings);
    return type === undefined || allowed.has(type) ? undefined : typeFault(operator, type, operand);
  });
}

function typeFault(operator: string, type: string, operand: Span): ExpressionError {
  return fault(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
    operand,
  );
}

function typeNameFault(operand: Operand, { values }: Bindings): Fault {
  if (operand.kind === 'path') return typeFault('attribute_type', TYPE_OF_A_PATH, operand);
  if (operand.kind === 'size') return typeFault('attribute_type', 'N', operand);
  const value = values[operand.text];
  if (value === undefined) return undefined;
  if (!('S' in value)) return typeFault('attribute_type', typeOf(value), operand);
  if (TYPES.some((type) => type === value.S)) return undefined;
  return fault(`Invalid attribute type name found; type: ${value.S}, valid types: ${TYPE_NAMES}`, operand);
}

function checkBetween(node: Between, bindings: Bindings): Fault {
  const { operand, low, high } = node;
  const operands = [operand, low, high];
  const found =
    operandsFault(operands, bindings) ??
    distinctFault('BETWEEN', operands, { node, bindings }) ??
    typesFault('BETWEEN', operands, { allowed: ORDERED, bindings });
  if (found !== undefined || low.kind !== 'value' || high.kind !== 'value') return found;
  const lowest = bindings.values[low.text];
  const highest = bindings.values[high.text];
  if (lowest === undefined || highest === undefined) return undefined;
  const bounds = `lower bound operand: ${boundText(lowest)}, upper bound operand: ${boundText(highest)}`;
  if (typeOf(lowest) !== typeOf(highest)) {
    return fault(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`, node);
  }
  if ((bindings.compare(lowest, highest) ?? 0) <= 0) return undefined;
  return fault(
    `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    node,
  );
}

function boundText(value: AttributeValue): string {
  if ('S' in value) return `AttributeValue: {S:${value.S}}`;
  if ('N' in value) return `AttributeValue: {N:${value.N}}`;
  const base64 = 'B' in value ? value.B : '';
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const bytes = (base64.length / 4) * 3 - padding;
  return `AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=${bytes} cap=${bytes}]}`;
}

function clashFault(paths: readonly Path[], { names }: Pick<Bindings, 'names'>): Fault {
  const clash = findClash(paths.map((path) => resolvedPath(path, names)));
  const second = clash && paths[clash.second];
  if (clash === undefined || second === undefined) return undefined;
  const [one, two] = [clash.first, clash.second].map((at) => {
    const path = paths[at];
    return path === undefined ? '' : pathText(resolvedPath(path, names));
  });
  return fault(
    `Two document paths ${clash.kind} with each other; must remove or rewrite one of these paths; ` +
      `path one: ${one}, path two: ${two}`,
    second,
  );
}

function pathText(path: ReturnType<typeof resolvedPath>): string {
  return `[${path.map((step) => step.text).join(', ')}]`;
}

/** The type of an operand that is the same for every item. */
function staticType(operand: Operand | SetValue, { values }: Bindings): AttributeType | undefined {
  if (operand.kind === 'size') return 'N';
  if (operand.kind !== 'value') return undefined;
  const value = values[operand.text];
  return value === undefined ? undefined : typeOf(value);
}

function typeOf(value: AttributeValue): AttributeType {
  return TYPES.find((type) => type in value) ?? 'NULL';
}

function firstFault<Item>(items: readonly Item[], check: (item: Item) => Fault): Fault {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fault(message: string, { offset, length }: Span): ExpressionError {
  return { message, offset, length, bare: false };
}
