/** Document paths with their names resolved, and the first two of a list that cannot both be used. */
import type { Path } from './tree.ts';

/** A name, or an index as `[0]`: an attribute may be called `[0]`, so the kind counts. */
export interface PathStep {
  readonly kind: 'name' | 'index';
  readonly text: string;
}

export interface PathClash {
  /** `overlap`: the same path, or one inside the other. `conflict`: one attribute used as a list and as a map. */
  readonly kind: 'overlap' | 'conflict';
  /** Places in the list, `first` before `second`. */
  readonly first: number;
  readonly second: number;
}

/** An undefined placeholder stands for itself. */
export function resolvedPath(path: Path, names: Readonly<Record<string, string>>): readonly PathStep[] {
  return path.segments.map((segment) => {
    if (segment.kind === 'index') return { kind: 'index', text: `[${segment.index}]` };
    const text = segment.placeholder ? (names[segment.text] ?? segment.text) : segment.text;
    return { kind: 'name', text };
  });
}

export function sameResolvedPath(left: readonly PathStep[], right: readonly PathStep[]): boolean {
  return left.length === right.length && left.every((step, at) => isSameStep(step, right[at]));
}

interface Branch {
  readonly children: Map<string, Branch>;
  /** Of any child: all are names or all are indexes. */
  kind: PathStep['kind'] | undefined;
  /** Some path through or ending at this branch. */
  readonly path: number;
  isEnd: boolean;
}

/** Linear in the steps of all paths. */
export function findClash(paths: readonly (readonly PathStep[])[]): PathClash | undefined {
  const root = createBranch(-1);
  for (const [second, path] of paths.entries()) {
    let branch = root;
    for (const step of path) {
      if (branch.isEnd) return { kind: 'overlap', first: branch.path, second };
      if (branch !== root && branch.kind !== undefined && branch.kind !== step.kind) {
        return { kind: 'conflict', first: branch.path, second };
      }
      branch.kind = step.kind;
      let child = branch.children.get(step.text);
      if (child === undefined) {
        child = createBranch(second);
        branch.children.set(step.text, child);
      }
      branch = child;
    }
    if (branch.isEnd || branch.children.size > 0) return { kind: 'overlap', first: branch.path, second };
    branch.isEnd = true;
  }
  return undefined;
}

function createBranch(path: number): Branch {
  return { children: new Map(), kind: undefined, path, isEnd: false };
}

function isSameStep(left: PathStep, right: PathStep | undefined): boolean {
  return right !== undefined && left.kind === right.kind && left.text === right.text;
}
