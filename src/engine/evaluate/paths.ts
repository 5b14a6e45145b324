/** Document paths: names resolved, and the values they lead to. */
import { placeholdersOf } from '../../language/expressions/placeholders.ts';
import type { ExpressionTree } from '../../language/expressions/placeholders.ts';
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { NameSegment, Path } from '../../language/expressions/tree.ts';
import { attributeAt } from '../values/attributes.ts';

/** ExpressionAttributeNames. */
export type Names = Readonly<Record<string, string>>;

/** A name leads into a map, a number into a list. */
export type PathStep = string | number;
export type ResolvedPath = readonly [string, ...PathStep[]];

export function nameOf(segment: NameSegment, names: Names): string {
  return segment.placeholder ? (names[segment.text] ?? segment.text) : segment.text;
}

/** The top-level attribute that a path is in. */
export function rootOf(path: Path, names: Names): string {
  return nameOf(path.segments[0], names);
}

/** Every top-level attribute that the expressions may look at, and names inside documents with them. */
export function rootNames(trees: readonly (ExpressionTree | undefined)[], names: Names): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const tree of trees) {
    if (tree === undefined) continue;
    const placeholders = placeholdersOf(tree);
    for (const segment of placeholders.names) roots.add(nameOf(segment, names));
    for (const segment of placeholders.attributes) roots.add(nameOf(segment, names));
  }
  return roots;
}

export function resolvePath(path: Path, names: Names): ResolvedPath {
  const [first, ...rest] = path.segments;
  return [
    nameOf(first, names),
    ...rest.map((segment) => (segment.kind === 'index' ? segment.index : nameOf(segment, names))),
  ];
}

/** The value at a path; undefined where it leads nowhere. */
export function valueAtPath(attributes: AttributeMap, path: Path, names: Names): AttributeValue | undefined {
  const { segments } = path;
  let value = attributeAt(attributes, nameOf(segments[0], names));
  for (let at = 1; at < segments.length && value !== undefined; at++) {
    const segment = segments[at];
    if (segment === undefined) return undefined;
    if (segment.kind === 'index') value = 'L' in value ? value.L[segment.index] : undefined;
    else value = 'M' in value ? attributeAt(value.M, nameOf(segment, names)) : undefined;
  }
  return value;
}
