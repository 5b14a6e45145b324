/** What UpdateTable asks of its parameters before it looks at the table. */
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import {
  checkCapacityBounds,
  checkGlobalKeySchema,
  checkProjection,
  invalidParameters,
} from './key-schema-checks.ts';
import { checkVectorUpdates } from './vector-index-checks.ts';

type Input = InputOf<'UpdateTable'>;
type IndexUpdate = NonNullable<Input['GlobalSecondaryIndexUpdates']>[number];

/** In the service's words and order; two of them are no parameters of the public API. */
const NOTHING_TO_DO =
  'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, ' +
  'SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, ' +
  'DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required';

/** Parameters that are a change by themselves; the rest only serve another. */
const CHANGES = [
  'ProvisionedThroughput',
  'BillingMode',
  'StreamSpecification',
  'SSESpecification',
  'ReplicaUpdates',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'WarmThroughput',
  'TableClass',
  'VectorIndexUpdates',
] as const satisfies readonly (keyof Input)[];

export function checkUpdateTable(input: Input): void {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  if (updates.length === 0 && CHANGES.every((name) => input[name] === undefined)) {
    throw new DynamoError('ValidationException', NOTHING_TO_DO);
  }
  checkCombination(input, updates);
  checkThroughput(input);
  checkStream(input.StreamSpecification);
  checkIndexUpdates(updates);
  const defined = (input.AttributeDefinitions ?? []).map(({ AttributeName: name }) => name);
  checkVectorUpdates(input.VectorIndexUpdates ?? [], defined);
}

/** Some changes go alone. [seen] */
function checkCombination(input: Input, updates: readonly IndexUpdate[]): void {
  const count = CHANGES.filter((name) => input[name] !== undefined).length + (updates.length > 0 ? 1 : 0);
  if (count > 1) {
    const lone = (
      [
        ['SSESpecification', 'Server-Side Encryption'],
        ['TableClass', 'TableClass'],
        ['DeletionProtectionEnabled', 'DeletionProtection'],
        ['ReplicaUpdates', 'Replica'],
      ] as const
    ).find(([name]) => input[name] !== undefined);
    if (lone !== undefined) {
      throw invalidParameters(`${lone[1]} modification must be the only operation in the request`);
    }
  }
  const changesIndexes = updates.some(({ Create, Delete }) => Create !== undefined || Delete !== undefined);
  if (input.StreamSpecification !== undefined && input.ProvisionedThroughput !== undefined) {
    throw invalidParameters('You cannot modify stream status while updating table IOPS');
  }
  if (changesIndexes && input.ProvisionedThroughput !== undefined) {
    throw invalidParameters('You cannot create or delete index while updating table IOPS');
  }
  if (changesIndexes && input.StreamSpecification !== undefined) {
    throw invalidParameters('You cannot create or delete index while changing stream status');
  }
}

function checkThroughput({ BillingMode: mode, ProvisionedThroughput: throughput }: Input): void {
  if (mode === 'PROVISIONED' && throughput === undefined) {
    throw invalidParameters('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  }
  if (mode === 'PAY_PER_REQUEST' && throughput !== undefined) {
    throw invalidParameters(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  checkCapacityBounds(throughput);
}

function checkStream(stream: Input['StreamSpecification']): void {
  if (stream === undefined) return;
  if (stream.StreamEnabled && stream.StreamViewType === undefined) {
    throw invalidParameters('If stream is being enabled then UpdateViewType is required');
  }
  if (!stream.StreamEnabled && stream.StreamViewType !== undefined) {
    throw invalidParameters('If stream is being disabled, then UpdateViewType must not be specified');
  }
}

function checkIndexUpdates(updates: readonly IndexUpdate[]): void {
  const seen = new Set<string>();
  for (const { Update: update, Create: create, Delete: remove } of updates) {
    const actions = [update, create, remove].filter((action) => action !== undefined);
    const [action] = actions;
    if (action === undefined) {
      throw invalidParameters(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, ' +
          'GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (actions.length > 1) {
      throw invalidParameters(
        'Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object',
      );
    }
    if (seen.has(action.IndexName)) {
      throw invalidParameters(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${action.IndexName}`,
      );
    }
    seen.add(action.IndexName);
    checkCapacityBounds(update?.ProvisionedThroughput ?? create?.ProvisionedThroughput);
    if (create === undefined) continue;
    checkGlobalKeySchema(create.KeySchema);
    checkProjection(create.Projection);
  }
}
