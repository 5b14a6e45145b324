/** Shapes of auto scaling. */
import { boolean, integer, list, long, optional, required, string, structure } from '../shape.ts';
import { indexName } from './names.ts';

const policy = structure('AutoScalingPolicyUpdate', {
  PolicyName: optional(string({ minLength: 1, maxLength: 256 }), 'Name of the policy.'),
  TargetTrackingScalingPolicyConfiguration: required(
    structure('AutoScalingTargetTrackingScalingPolicyConfigurationUpdate', {
      DisableScaleIn: optional(boolean(), 'True only ever raises capacity.'),
      ScaleInCooldown: optional(integer(), 'Seconds to wait before capacity goes down again.'),
      ScaleOutCooldown: optional(integer(), 'Seconds to wait before capacity goes up again.'),
      TargetValue: required(long(), 'Consumed units to aim at, in percent of those provisioned, 20 to 90.'),
    }),
    'What to aim at.',
  ),
});

const settings = structure('AutoScalingSettingsUpdate', {
  MinimumUnits: optional(long({ min: 1 }), 'Never scales below this.'),
  MaximumUnits: optional(long({ min: 1 }), 'Never scales above this.'),
  AutoScalingDisabled: optional(boolean(), 'True ends auto scaling.'),
  AutoScalingRoleArn: optional(string({ minLength: 1, maxLength: 1600 }), 'Role that scales.'),
  ScalingPolicyUpdate: optional(policy, 'What to aim at, and how fast.'),
});

const WRITES = optional(settings, 'How write capacity is scaled.');
const READS = optional(settings, 'How read capacity is scaled.');
const INDEX_NAME = optional(indexName, 'Name of the index.');

export const writeScaling = WRITES;

export const indexScalingUpdates = list(
  structure('GlobalSecondaryIndexAutoScalingUpdate', {
    IndexName: INDEX_NAME,
    ProvisionedWriteCapacityAutoScalingUpdate: WRITES,
  }),
  { minLength: 1 },
);

export const replicaScalingUpdates = list(
  structure('ReplicaAutoScalingUpdate', {
    RegionName: required(string(), "The replica's AWS Region, eu-west-2."),
    ReplicaGlobalSecondaryIndexUpdates: optional(
      list(
        structure('ReplicaGlobalSecondaryIndexAutoScalingUpdate', {
          IndexName: INDEX_NAME,
          ProvisionedReadCapacityAutoScalingUpdate: READS,
        }),
      ),
      'Read capacity of indexes there.',
    ),
    ReplicaProvisionedReadCapacityAutoScalingUpdate: READS,
  }),
  { minLength: 1 },
);
