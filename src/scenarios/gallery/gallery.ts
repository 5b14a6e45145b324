/** The scenarios that come with the page, in the order in which they are shown. */
import type { Scenario } from '../scenario.ts';
import { FIRST_TABLE } from './first-table.ts';
import { HOT_PARTITION } from './hot-partition.ts';
import { TTL_AND_STREAMS } from './ttl-and-streams.ts';

export interface GalleryEntry {
  /** Lasting name for links and settings. */
  readonly slug: string;
  /** One sentence beside the scenario's name. */
  readonly summary: string;
  readonly scenario: Scenario;
}

/** The first one greets a newcomer. */
export const GALLERY: readonly GalleryEntry[] = [
  {
    slug: 'first-table',
    summary: 'Keys, an index and what a request costs, under a gentle load.',
    scenario: FIRST_TABLE,
  },
  {
    slug: 'hot-partition',
    summary: 'One customer places most of the orders, and one partition cannot keep up.',
    scenario: HOT_PARTITION,
  },
  {
    slug: 'ttl-and-streams',
    summary: 'Sessions expire by themselves, and a stream tells of every change.',
    scenario: TTL_AND_STREAMS,
  },
];
