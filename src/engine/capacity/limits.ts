/** The numbers of throughput, each with its source. "Guide" is the DynamoDB Developer Guide; the rest are this simulator's choices. */

export type Action = 'read' | 'write';

/** Hard maximum of one partition, units a second, reads and writes independent. Guide, "burst and adaptive capacity". */
export const PARTITION_LIMIT: Readonly<Record<Action, number>> = { read: 3000, write: 1000 };

/** Unused capacity is kept for this long. Guide, "burst and adaptive capacity". */
export const BURST_S = 300;

/**
 * What a new bucket holds, in seconds of its rate. Only unused capacity is banked, so a new table has none; one
 * second's worth lets its first requests through. Our choice: the service does not say.
 */
export const INITIAL_BANK_S = 1;

/** A new on-demand table serves this at once, units a second. Guide, "on-demand capacity mode". */
export const ON_DEMAND_BASE: Readonly<Record<Action, number>> = { read: 12_000, write: 4000 };

/** An on-demand table serves up to this many times its previous peak at once. Guide, "on-demand capacity mode". */
export const ON_DEMAND_PEAK_FACTOR = 2;

/** A higher load counts as the previous peak once it was first seen so long ago. Guide, "on-demand capacity mode". */
export const ON_DEMAND_GROWTH_MS = 30 * 60_000;

/** Most units a second of one on-demand table or index, unless it has a maximum of its own. Guide, "quotas". */
export const ON_DEMAND_QUOTA = 40_000;

/** Partitions of a new on-demand table: 4,000 writes are four partitions' worth. Follows from the figures above. */
export const ON_DEMAND_PARTITIONS = 4;

/** A partition holds about 10 GB (GB are binary in limits); it is cut shortly before. The share is our choice. */
export const SPLIT_BYTES = 0.95 * 10 * 1024 ** 3;

/**
 * Split for heat: this many virtual seconds in a row with at least this share of a partition's limit asked for. The
 * service splits "after minutes" and names no figures: our choice.
 */
export const HEAT_SPLIT_SECONDS = 120;
export const HEAT_SPLIT_SHARE = 0.8;

/**
 * When one key has more than this share of a partition's load, cutting the range in half helps nobody: the key is moved
 * apart instead, or its items are divided. Our choice.
 */
export const HEAT_DOMINANT_SHARE = 0.5;

/** A key with more than this share is alone already: moving it apart would free nobody. Our choice. */
export const HEAT_ALONE_SHARE = 0.98;

/** Another cut than the middle must part the heat by so much more evenly to be taken. Our choice. */
export const BETTER_CUT_SHARE = 0.1;

/**
 * A sort key is called monotonic when this share of steps from one item to the next goes the same way. The guide only
 * says that ever-increasing sort keys are not split. Our choice.
 */
export const MONOTONIC_SHARE = 0.9;

/** Items remembered of each hot key, for a cut in their middle. Our choice. */
export const HOT_ITEMS_KEPT = 16;

/** Most partitions one table or index may come to have here, so that nothing grows without end. Our choice. */
export const MAX_PARTITIONS = 1024;

/** Keys followed in each partition, and how many are shown. Our choice. */
export const HOT_KEYS_TRACKED = 16;
export const HOT_KEYS_SHOWN = 5;
/** One request in this many is looked at for hot keys. Our choice. */
export const HOT_KEY_SAMPLING = 4;
/** Counts of hot keys are halved this often, so that they speak of about the last minute. Our choice. */
export const HOT_KEY_HALF_LIFE_MS = 30_000;

/** An entry reaches its GSI this long after its item is written, when the index keeps up. Our choice: "a fraction of a second". */
export const INDEX_LAG_MS = 20;

/** Writes wait for a GSI that cannot keep up, for at most so many seconds of its write units. Our choice. */
export const INDEX_BUFFER_S = 10;
