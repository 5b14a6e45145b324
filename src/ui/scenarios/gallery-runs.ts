/** The gallery's scenarios as runs to open, and the one that a first visit shows. */
import { GALLERY } from '../../scenarios/gallery/gallery.ts';
import { step } from '../state/actions.ts';
import { openCarefully } from './open-carefully.ts';
import { runOf, type RunToOpen } from './run-to-open.ts';

/** What a newcomer sees: load, heat and throttling at once. */
const FIRST_SLUG = 'hot-partition';
const FIRST_STEP_MS = 15_000;

export interface GalleryRun {
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
}

export const GALLERY_RUNS: readonly GalleryRun[] = GALLERY.map(({ slug, summary, scenario }) => ({
  slug,
  name: scenario.name,
  summary,
}));

export async function openGalleryRun(slug: string): Promise<void> {
  const run = galleryRun(slug);
  if (run !== undefined) await openCarefully(run, 'gallery');
}

/** A first visit: the run begins some seconds in, so that what it is about is on the screen at once. */
export async function openFirstRun(): Promise<void> {
  await openGalleryRun(FIRST_SLUG);
  await step(FIRST_STEP_MS);
}

function galleryRun(slug: string): RunToOpen | undefined {
  const entry = GALLERY.find((one) => one.slug === slug);
  return entry === undefined ? undefined : runOf(entry.scenario);
}
