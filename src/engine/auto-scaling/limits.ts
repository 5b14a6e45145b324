/** The numbers of auto scaling, each with its source. "Guide" is the DynamoDB Developer Guide. */

/** Consecutive minutes above the target before scaling out, and below it before scaling in. Guide, "auto scaling". */
export const OUT_MINUTES = 2;
export const IN_MINUTES = 15;

/** How far below the target consumption has to lie, in percentage points: 50 for a target of 70. AWS knowledge center. */
export const LOW_ALARM_POINTS = 20;

/** Targets that are accepted, in percent. Guide, "auto scaling". */
export const MIN_TARGET_PERCENT = 20;
export const MAX_TARGET_PERCENT = 90;

export const DEFAULT_POLICY_NAME = 'DynamoDBCapacityUtilization';
