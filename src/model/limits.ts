/** DynamoDB's limits as named constants; where the real one is unknown or of no use here, the comment says that it is our choice. */

const KB = 1024;
const MB = 1024 * KB;

/** Item size, names included; exactly this much is accepted. [limits: items] */
export const MAX_ITEM_BYTES = 400 * KB;
/** [limits: partition keys] */
export const MAX_PARTITION_KEY_BYTES = 2048;
/** [limits: sort keys] */
export const MAX_SORT_KEY_BYTES = 1024;
/** UTF-8 length of an attribute name that is not a key's. [limits: attribute names] */
export const MAX_ATTRIBUTE_NAME_BYTES = 65_535;
/** The attribute itself is level 1. [limits: nested attribute depth] */
export const MAX_NESTING_LEVELS = 32;

/** Significant digits of a number. [limits: numbers] */
export const MAX_NUMBER_DIGITS = 38;
/** Decimal exponent of the first significant digit. [limits: numbers] */
export const MAX_NUMBER_EXPONENT = 125;
export const MIN_NUMBER_EXPONENT = -130;

/** [API model: BatchGetRequestMap, KeyList; summed over tables] */
export const MAX_BATCH_GET_KEYS = 100;
/** Items of one BatchGetItem; keys beyond it come back unprocessed. [limits: batch get] */
export const MAX_BATCH_GET_BYTES = 16 * MB;
/** [API model: WriteRequests; summed over tables] */
export const MAX_BATCH_WRITE_REQUESTS = 25;
/** Items of one transaction together. [limits: transactions] */
export const MAX_TRANSACTION_BYTES = 4 * MB;
/** Everything under one partition key of a table with local indexes, their entries included. [limits: item collections] */
export const MAX_ITEM_COLLECTION_BYTES = 10 * 1024 * MB;

/** [quotas: secondary indexes per table] */
export const MAX_LOCAL_INDEXES = 5;
/** The default quota; AWS raises it on request. [quotas: secondary indexes per table] */
export const MAX_GLOBAL_INDEXES = 20;
/** Attributes of each kind in a global index's key. [multi-attribute keys] */
export const MAX_INDEX_KEY_ATTRIBUTES = 4;
/** [quotas: vector indexes] */
export const MAX_VECTOR_INDEXES = 5;
export const MAX_VECTOR_DIMENSIONS = 4096;
export const MAX_SEARCH_RESULTS = 100;
export const MAX_SEARCH_HASH_ELEMENTS = 1;
export const MAX_INLINE_FILTERS = 18;
/** Capacity units that a request may name at all. [seen: "out of bounds" above it] */
export const MAX_NAMED_CAPACITY_UNITS = 1_000_000_000_000;
/** [quotas: tags per resource] */
export const MAX_TAGS = 50;
/** Keys and values together. [quotas: tags per resource] */
export const MAX_TAG_SET_BYTES = 10 * KB;

/** Violations that one message lists. [seen] */
export const MAX_REPORTED_VIOLATIONS = 10;
/** Characters of a value repeated in a message. Our choice: AWS repeats it whole. */
export const MAX_ECHO_CHARACTERS = 64 * KB;

/** A page of Query or Scan ends when the items read reach this, before any filter. [limits: query, scan] */
export const MAX_PAGE_BYTES = MB;
