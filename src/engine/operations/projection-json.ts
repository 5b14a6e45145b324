/** An index's projection as the API shows it. */
import type { JsonObject } from '../../base/json.ts';
import type { Projection } from '../../model/table.ts';

export function projectionJson(projection: Projection): JsonObject {
  return projection.kind === 'INCLUDE'
    ? { ProjectionType: 'INCLUDE', NonKeyAttributes: projection.attributes }
    : { ProjectionType: projection.kind };
}
