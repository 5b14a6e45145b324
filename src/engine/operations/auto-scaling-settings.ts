/**
 * UpdateTableReplicaAutoScaling and DescribeTableReplicaAutoScaling: how capacity follows consumption. The one way into
 * auto scaling here, since it is the one that DynamoDB's own API has; the table's own Region is its only replica.
 */
import type { JsonObject } from '../../base/json.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { AutoScalingDoc, IndexDoc, ScalingDoc, TableDoc } from '../../model/table.ts';
import { DEFAULT_POLICY_NAME, MAX_TARGET_PERCENT, MIN_TARGET_PERCENT } from '../auto-scaling/limits.ts';
import type { Context } from '../context.ts';
import { assertChangeable, findTable, invalidParameters } from './control-plane-table.ts';

type Input = InputOf<'UpdateTableReplicaAutoScaling'>;
type Update = NonNullable<Input['ProvisionedWriteCapacityAutoScalingUpdate']>;

/** Updates by index name, `undefined` for the table. */
interface Updates {
  readonly index: string | undefined;
  readonly read?: Update | undefined;
  readonly write?: Update | undefined;
}

export function updateTableReplicaAutoScaling(context: Context, input: Input): string {
  const { doc } = findTable(context, input.TableName);
  assertChangeable(doc);
  if (doc.billingMode === 'PAY_PER_REQUEST')
    throw invalidParameters('Auto scaling is not available when BillingMode is PAY_PER_REQUEST');
  const updates = updatesOf(context, input);
  if (updates.length === 0) throw invalidParameters('At least one auto scaling update is required');
  let changed = doc;
  for (const update of updates) changed = withUpdate(context, changed, update);
  const isScaled = [changed, ...changed.indexes].some(({ autoScaling }) => autoScaling !== undefined);
  const { autoScalingSinceMs: sinceMs = context.nowMs, ...rest } = changed;
  const next = isScaled ? { ...rest, autoScalingSinceMs: sinceMs } : rest;
  context.batch.putTable(next);
  return descriptionJson(context, next);
}

export function describeTableReplicaAutoScaling(
  context: Context,
  input: InputOf<'DescribeTableReplicaAutoScaling'>,
): string {
  return descriptionJson(context, findTable(context, input.TableName).doc);
}

function updatesOf({ region }: Context, input: Input): readonly Updates[] {
  const updates: Updates[] = [{ index: undefined, write: input.ProvisionedWriteCapacityAutoScalingUpdate }];
  for (const update of input.GlobalSecondaryIndexUpdates ?? [])
    updates.push({ index: named(update), write: update.ProvisionedWriteCapacityAutoScalingUpdate });
  for (const replica of input.ReplicaUpdates ?? []) {
    if (replica.RegionName !== region)
      throw invalidParameters(`The table has no replica in Region ${replica.RegionName}`);
    updates.push({ index: undefined, read: replica.ReplicaProvisionedReadCapacityAutoScalingUpdate });
    for (const update of replica.ReplicaGlobalSecondaryIndexUpdates ?? [])
      updates.push({ index: named(update), read: update.ProvisionedReadCapacityAutoScalingUpdate });
  }
  return updates.filter(({ read, write }) => read !== undefined || write !== undefined);
}

function named({ IndexName: name }: { readonly IndexName?: string }): string {
  if (name === undefined) throw invalidParameters('IndexName is required');
  return name;
}

function withUpdate({ nowMs }: Context, doc: TableDoc, { index: name, read, write }: Updates): TableDoc {
  const next = <Doc extends TableDoc | IndexDoc>({ autoScaling: before, ...rest }: Doc) => {
    const reads = scalingOf(read, before?.read, nowMs);
    const writes = scalingOf(write, before?.write, nowMs);
    const kept: AutoScalingDoc = { ...(reads && { read: reads }), ...(writes && { write: writes }) };
    return reads === undefined && writes === undefined ? rest : { ...rest, autoScaling: kept };
  };
  if (name === undefined) return next(doc);
  if (!doc.indexes.some((index) => index.kind === 'GSI' && index.name === name))
    throw new DynamoError('IndexNotFoundException', `Index: ${name} not found`);
  return {
    ...doc,
    indexes: doc.indexes.map((index) => (index.name === name ? (next(index) as IndexDoc) : index)),
  };
}

function scalingOf(
  update: Update | undefined,
  before: ScalingDoc | undefined,
  nowMs: number,
): ScalingDoc | undefined {
  if (update === undefined) return before;
  return update.AutoScalingDisabled === true ? undefined : settingsOf(update, before, nowMs);
}

/** What is not named stays as it was. */
function settingsOf(update: Update, before: ScalingDoc | undefined, nowMs: number): ScalingDoc {
  const { MinimumUnits: min = before?.min, MaximumUnits: max = before?.max } = update;
  const policy = update.ScalingPolicyUpdate;
  const tracking = policy?.TargetTrackingScalingPolicyConfiguration;
  const targetPercent = tracking?.TargetValue ?? before?.targetPercent;
  if (min === undefined || max === undefined || targetPercent === undefined)
    throw invalidParameters('MinimumUnits, MaximumUnits and ScalingPolicyUpdate are required');
  if (min > max) throw invalidParameters('MinimumUnits must not be greater than MaximumUnits');
  if (targetPercent < MIN_TARGET_PERCENT || targetPercent > MAX_TARGET_PERCENT) {
    throw invalidParameters(
      `TargetValue must be between ${MIN_TARGET_PERCENT} and ${MAX_TARGET_PERCENT}, but is ${targetPercent}`,
    );
  }
  const roleArn = update.AutoScalingRoleArn ?? before?.roleArn;
  return {
    min,
    max,
    targetPercent,
    policyName: policy?.PolicyName ?? before?.policyName ?? DEFAULT_POLICY_NAME,
    ...(roleArn === undefined ? {} : { roleArn }),
    disableScaleIn: tracking?.DisableScaleIn ?? before?.disableScaleIn ?? false,
    scaleInCooldownS: tracking?.ScaleInCooldown ?? before?.scaleInCooldownS ?? 0,
    scaleOutCooldownS: tracking?.ScaleOutCooldown ?? before?.scaleOutCooldownS ?? 0,
    sinceMs: nowMs,
  };
}

function descriptionJson({ region }: Context, doc: TableDoc): string {
  const indexes = doc.indexes.filter(({ kind }) => kind === 'GSI');
  const { read, write } = doc.autoScaling ?? {};
  return JSON.stringify({
    TableAutoScalingDescription: {
      TableName: doc.name,
      TableStatus: doc.status,
      Replicas: [
        {
          RegionName: region,
          ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes.map(indexJson) }),
          ...settingsJson('ReplicaProvisionedReadCapacityAutoScalingSettings', read),
          ...settingsJson('ReplicaProvisionedWriteCapacityAutoScalingSettings', write),
          ReplicaStatus: doc.status,
        },
      ],
    },
  });
}

function indexJson({ name, status, autoScaling }: IndexDoc): JsonObject {
  return {
    IndexName: name,
    IndexStatus: status,
    ...settingsJson('ProvisionedReadCapacityAutoScalingSettings', autoScaling?.read),
    ...settingsJson('ProvisionedWriteCapacityAutoScalingSettings', autoScaling?.write),
  };
}

function settingsJson(member: string, scaling: ScalingDoc | undefined): JsonObject {
  if (scaling === undefined) return {};
  const { min, max, roleArn, policyName, targetPercent } = scaling;
  return {
    [member]: {
      MinimumUnits: min,
      MaximumUnits: max,
      AutoScalingDisabled: false,
      ...(roleArn === undefined ? {} : { AutoScalingRoleArn: roleArn }),
      ScalingPolicies: [
        {
          PolicyName: policyName,
          TargetTrackingScalingPolicyConfiguration: {
            DisableScaleIn: scaling.disableScaleIn,
            ScaleInCooldown: scaling.scaleInCooldownS,
            ScaleOutCooldown: scaling.scaleOutCooldownS,
            TargetValue: targetPercent,
          },
        },
      ],
    },
  };
}
