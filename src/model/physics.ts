/** What the simulation imposes of the real service's behaviour; data, chosen per scenario. */
export interface Physics {
  /** Token buckets refuse what a table, partition or index cannot take. Off: everything is admitted (and still counted). */
  readonly throughput: boolean;
  /** Tables and indexes take time to become ACTIVE, capacity changes take effect late. Off: at once. */
  readonly controlPlaneDelays: boolean;
  /** Expired items wait for the background sweep. Off: the sweep runs every virtual second without a backlog. */
  readonly ttlDelay: boolean;
  /** Partitions split under sustained heat. Off: partitions stay as created. */
  readonly splits: boolean;
  /** What is written reaches a GSI a little later, and waits there for the index's units. Off: at once, or not at all. */
  readonly indexLag?: boolean;
  /** Requests take the time that they are said to take, so that those of several clients overlap. Off: nothing overlaps. */
  readonly latency?: boolean;
}

/** Everything off: what a test suite against the HTTP server wants. */
export const INSTANT: Physics = {
  throughput: false,
  controlPlaneDelays: false,
  ttlDelay: false,
  splits: false,
  indexLag: false,
  latency: false,
};

/** Everything on: what the page starts with. */
export const LIFELIKE: Physics = {
  throughput: true,
  controlPlaneDelays: true,
  ttlDelay: true,
  splits: true,
  indexLag: true,
  latency: true,
};
