/** What the scenario menu offers, and what each choice does. */
import type { MenuItems } from '../kit/menu.tsx';
import { GALLERY_RUNS, openGalleryRun } from './gallery-runs.ts';
import { openPreviousRun } from './open-carefully.ts';
import { openScenarioFile } from './open-file.ts';
import { previousRunName } from './previous-run.ts';
import { saveScenarioFile } from './save-file.ts';
import { copyLink } from './share.ts';

const GALLERY = 'gallery:';

export function scenarioChoices(): MenuItems {
  const previous = previousRunName();
  return [
    {
      text: 'Gallery',
      items: GALLERY_RUNS.map(({ slug, name, summary }) => ({
        id: GALLERY + slug,
        text: name,
        secondaryText: summary,
      })),
    },
    {
      text: 'This run',
      items: [
        { id: 'copy', text: 'Copy link' },
        { id: 'save', text: 'Save as a file' },
      ],
    },
    {
      text: 'Another run',
      items: [
        { id: 'file', text: 'Open a file…' },
        ...(previous === undefined
          ? []
          : [
              {
                id: 'previous',
                text: `Previous run: ${previous}`,
                secondaryText: 'Replays from its start',
              },
            ]),
      ],
    },
  ];
}

export function choose(id: string): void {
  if (id.startsWith(GALLERY)) void openGalleryRun(id.slice(GALLERY.length));
  else if (id === 'copy') void copyLink();
  else if (id === 'save') void saveScenarioFile();
  else if (id === 'file') openScenarioFile();
  else if (id === 'previous') void openPreviousRun();
}
