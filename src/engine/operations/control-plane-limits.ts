/** The numbers of the control plane, each with its source. "Guide" is the DynamoDB Developer Guide. */

/**
 * How long states last under physics.controlPlaneDelays, in virtual ms. The service takes seconds for a table and
 * minutes for an index; these are long enough to be seen and short enough to wait for. Our choice.
 */
export const CREATE_TABLE_MS = 5000;
export const UPDATE_TABLE_MS = 10_000;
export const DELETE_TABLE_MS = 5000;
export const ALLOCATE_INDEX_MS = 10_000;
export const DELETE_INDEX_MS = 10_000;
export const CHANGE_TTL_MS = 30_000;

/** Back-fill looks at so many items a step; a step is so long under physics.controlPlaneDelays. Our choice. */
export const BACKFILL_ITEMS = 1000;
export const BACKFILL_STEP_MS = 100;

/** Guide, "Service, account and table quotas". */
export const MAX_TABLES = 2500;
export const MAX_TABLE_UNITS = 40_000;
export const MAX_ACCOUNT_UNITS = 80_000;
/** User-projected attributes over all indexes of a table. */
export const MAX_PROJECTED_ATTRIBUTES = 100;

/** Decreases of provisioned throughput: four at the start of a UTC day, one more an hour up to four, 27 a day. Guide. */
export const DECREASES_AT_ONCE = 4;
export const DECREASES_A_DAY = 27;
export const DECREASE_INTERVAL_MS = 3_600_000;

/** Switches from PROVISIONED to PAY_PER_REQUEST in any so many ms; the way back is free. Guide, "switching capacity modes". */
export const ON_DEMAND_SWITCHES = 4;
export const ON_DEMAND_SWITCHES_MS = 86_400_000;
