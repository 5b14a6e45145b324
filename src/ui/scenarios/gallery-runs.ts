/** The gallery's scenarios as runs to open, and the one that a first visit shows. */
import { galleryRuns } from './codec.ts';
import { openCarefully, type RunToOpen } from './open-carefully.ts';

/** What a newcomer sees: load, heat, throttling, stream events and TTL deletions at once. */
const FIRST = 'Hot partition';

export interface GalleryEntry {
  readonly name: string;
  /** The first paragraph of its notes. */
  readonly about: string;
}

export function galleryEntries(): readonly GalleryEntry[] {
  return galleryRuns().map(({ label }) => ({
    name: label.name,
    about: label.notes.split(/\n\s*\n/)[0] ?? '',
  }));
}

export async function openGalleryRun(name: string): Promise<void> {
  const run = galleryRuns().find(({ label }) => label.name === name);
  if (run !== undefined) await openCarefully(run, 'gallery');
}

export function firstRun(): RunToOpen | undefined {
  const runs = galleryRuns();
  return runs.find(({ label }) => label.name === FIRST) ?? runs[0];
}
