/** The numbers of streams, each with its source. "Guide" is the DynamoDB Developer Guide. */

/** Records leave the stream after a day; a disabled stream stays readable as long. Guide, "Streams". */
export const RETENTION_MS = 24 * 3_600_000;

/** Guide, "Streams": a shard iterator expires 15 minutes after it was handed out. */
export const ITERATOR_LIFE_MS = 15 * 60_000;

/** Most records and bytes of one GetRecords. API reference, "GetRecords". */
export const MAX_RECORDS_A_READ = 1000;
export const MAX_BYTES_A_READ = 1024 * 1024;

/** Most shards on one page of DescribeStream, most streams on one of ListStreams. API reference. */
export const MAX_SHARDS_A_PAGE = 100;
export const MAX_STREAMS_A_PAGE = 100;

/** Most that one stream keeps on this machine; its oldest records leave early. Our choice. */
export const MAX_RECORDS_KEPT = 50_000;
export const MAX_BYTES_KEPT = 64 * 1024 * 1024;
/** How many records leave at once when a stream outgrows that. Our choice. */
export const RECORDS_TRIMMED_AT_ONCE = 1000;

/** Trimming by age happens on whole minutes, so that it runs at most once a minute. Our choice. */
export const TRIM_STEP_MS = 60_000;
