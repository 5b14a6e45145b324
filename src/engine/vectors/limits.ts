/** The numbers of vector indexes, each with its source. "Guide" is the DynamoDB Developer Guide; the rest are our choices. */

/** Guide, "Requirements and limitations": a response holds no more, and there are no pages. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** Vectors are kept as 32-bit floating-point numbers. Guide. */
export const BYTES_A_DIMENSION = 4;
/** What any write to an index, and any search, is metered at least. Guide, "Monitoring vector index capacity". */
export const MIN_METERED_BYTES = 1024;

/**
 * The service searches approximately and meters what it happened to examine: a number that grows with the logarithm
 * of the index and differs from call to call. Here a search is exact, and metered as if it had examined so many
 * vectors beside one more for each doubling of their number, with the results that it returns. Our choice, near what
 * was measured of indexes of 60 and 200 items.
 */
export const VECTORS_EXAMINED_AT_LEAST = 2;
/** Metered for each result beside what it shows. Our choice, near what was measured of indexes that project keys only. */
export const RESULT_BYTES = 80;

/**
 * How long phases last under physics.controlPlaneDelays, in virtual ms. In the service building an index takes
 * minutes however few items there are, and searches are refused for a while after that. Our choice.
 */
export const ALLOCATE_VECTOR_INDEX_MS = 10_000;
export const BUILD_VECTOR_INDEX_MS = 20_000;
export const SEARCH_LAG_MS = 5000;
export const DELETE_VECTOR_INDEX_MS = 10_000;

/** Back-fill looks at so many items a step; a step is so long under physics.controlPlaneDelays. Our choice. */
export const VECTOR_BACKFILL_ITEMS = 1000;
export const VECTOR_BACKFILL_STEP_MS = 100;
