/** The numbers of time to live, each with its source. "Guide" is the DynamoDB Developer Guide, "Time to live". */

/** An expiry further back than five years is taken for a mistake and ignored. Guide. */
export const IGNORED_AGE_S = 5 * 365 * 86_400;

/** Turning TTL on or off takes up to an hour, and nothing can be changed meanwhile. Guide; the hour is the API's own rule. */
export const CHANGE_INTERVAL_MS = 3_600_000;

/**
 * The background sweep: the service deletes "within a few days"; here it comes round often enough to be watched, with
 * a bounded number of deletions a partition so that expired items can be seen waiting. Our choice.
 */
export const SWEEP_MS = 10_000;
export const DELETIONS_A_PARTITION = 500;

/** Without TTL delay: every second, everything, in batches of this size. Our choice. */
export const PROMPT_SWEEP_MS = 1000;
export const PROMPT_DELETIONS = 1000;

/** Items looked at in each step while the index of expiries is built, a step a second. Our choice. */
export const BUILD_ITEMS = 5000;
export const BUILD_STEP_MS = 1000;
