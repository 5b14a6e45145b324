/** SELECT's projection: a flat item with each path's value under the path's last name. */
import type { Path } from '../../language/expressions/tree.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import { DynamoError } from '../../model/errors.ts';
import { valueAtPath } from '../evaluate/paths.ts';
import { type AttributeRecord, setAttribute } from '../values/attributes.ts';

const NO_NAMES = {};

/** `a.b` shows as `b`, `l[0]` as `l[0]` (captured). Throws ValidationException where two would show alike. */
export function createSelectProjector(paths: readonly Path[]): (item: AttributeMap) => AttributeMap {
  const columns = paths.map((path) => ({ path, name: columnName(path) }));
  const repeated = columns.filter(({ name }, at) => columns.findIndex((one) => one.name === name) < at);
  if (repeated.length > 0) {
    const names = repeated.map(({ name }) => name).join(', ');
    throw new DynamoError('ValidationException', `Duplicate identifiers in select clause: ${names}`);
  }
  return (item) => {
    const shown: AttributeRecord = {};
    for (const { path, name } of columns) {
      const value = valueAtPath(item, path, NO_NAMES);
      if (value !== undefined) setAttribute(shown, name, value);
    }
    return shown;
  };
}

/** The last name and the indexes behind it. */
function columnName({ segments }: Path): string {
  const at = segments.findLastIndex(({ kind }) => kind === 'name');
  return segments
    .slice(at)
    .map((segment) => (segment.kind === 'name' ? segment.text : `[${segment.index}]`))
    .join('');
}
