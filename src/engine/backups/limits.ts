/** The numbers of backups and recovery, each with its source. "Guide" is the DynamoDB Developer Guide; the rest are our choices. */

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Guide, "Point-in-time recovery". */
export const DEFAULT_RECOVERY_DAYS = 35;
/** The latest restorable time is typically this long ago. Guide. None without physics.controlPlaneDelays. */
export const RECOVERY_LAG_MS = 5 * MINUTE_MS;
/** A table deleted with recovery on leaves a backup for this long. Guide. */
export const SYSTEM_BACKUP_MS = 35 * DAY_MS;
/** Restores under way at once. Guide, "Quotas". */
export const MAX_CONCURRENT_RESTORES = 50;
/** Backups on one page of ListBackups. [API model: BackupsInputLimit] */
export const MAX_LISTED_BACKUPS = 100;

/**
 * How long phases last under physics.controlPlaneDelays, in virtual ms. In the service a backup takes seconds, a
 * restore minutes to hours. Our choice.
 */
export const CREATE_BACKUP_MS = 5000;
export const RESTORE_TABLE_MS = 30_000;
/** Backups of a new table are refused for this long: the service enables them a while after the table is made. */
export const BACKUPS_ENABLED_MS = 10_000;

/**
 * What a change log holds, in bytes of former items: when it outgrows this, its oldest entries go and the earliest
 * restorable time moves on. Our choice: the service keeps the whole window.
 */
export const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** Entries that one more entry removes when they are too old, so that no single write pays for all. Our choice. */
export const TRIMMED_AT_ONCE = 4;
