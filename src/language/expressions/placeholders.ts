/** What an expression refers to: its placeholders and attribute names, each once, in the order of the text. */
import type {
  Condition,
  KeyCondition,
  NameSegment,
  Path,
  ProjectionList,
  SetValue,
  Operand,
  Update,
  ValueRef,
} from './tree.ts';

export type ExpressionTree = Condition | KeyCondition | Update | ProjectionList;

export interface Placeholders {
  /** First use of each `#name`. */
  readonly names: readonly NameSegment[];
  /** First use of each `:value`. */
  readonly values: readonly ValueRef[];
  /** First use of each attribute name written out. */
  readonly attributes: readonly NameSegment[];
  /** First segment of each path that goes into what it names. */
  readonly nestedIn: readonly NameSegment[];
}

const known = new WeakMap<ExpressionTree, Placeholders>();

/** Computed once a tree. */
export function placeholdersOf(tree: ExpressionTree): Placeholders {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const leaves: (Path | ValueRef)[] = [];
  collect(tree, leaves);
  leaves.sort((a, b) => a.offset - b.offset);
  const names = new Map<string, NameSegment>();
  const values = new Map<string, ValueRef>();
  const attributes = new Map<string, NameSegment>();
  const nestedIn: NameSegment[] = [];
  for (const leaf of leaves) {
    if (leaf.kind === 'value') {
      if (!values.has(leaf.text)) values.set(leaf.text, leaf);
      continue;
    }
    if (leaf.segments.length > 1) nestedIn.push(leaf.segments[0]);
    for (const segment of leaf.segments) {
      if (segment.kind === 'index') continue;
      const found = segment.placeholder ? names : attributes;
      if (!found.has(segment.text)) found.set(segment.text, segment);
    }
  }
  const result = {
    names: [...names.values()],
    values: [...values.values()],
    attributes: [...attributes.values()],
    nestedIn,
  };
  known.set(tree, result);
  return result;
}

type Node = ExpressionTree | Operand | SetValue;

function collect(node: Node, leaves: (Path | ValueRef)[]): void {
  switch (node.kind) {
    case 'path':
    case 'value':
      leaves.push(node);
      return;
    case 'update':
      for (const action of node.set) {
        leaves.push(action.path);
        collect(action.value, leaves);
      }
      leaves.push(...node.remove);
      for (const action of [...node.add, ...node.delete]) leaves.push(action.path, action.value);
      return;
    default:
      for (const child of childrenOf(node)) collect(child, leaves);
  }
}

function childrenOf(node: Exclude<Node, Path | ValueRef | Update>): readonly Node[] {
  switch (node.kind) {
    case 'key-condition':
      return [node.condition];
    case 'projection':
      return node.paths;
    case 'and':
    case 'or':
      return node.operands;
    case 'not':
    case 'size':
      return [node.operand];
    case 'compare':
    case 'plus':
    case 'minus':
    case 'list_append':
      return [node.left, node.right];
    case 'between':
      return [node.operand, node.low, node.high];
    case 'in':
      return [node.operand, ...node.candidates];
    case 'attribute_exists':
    case 'attribute_not_exists':
      return [node.path];
    case 'attribute_type':
      return [node.path, node.type];
    case 'begins_with':
      return [node.operand, node.prefix];
    case 'contains':
      return [node.operand, node.member];
    case 'if_not_exists':
      return [node.path, node.otherwise];
  }
}
