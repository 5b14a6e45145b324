/** The scenario's name, and behind it the gallery, files, and the run before this one. */
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { useApp } from '../state/store.ts';
import { GALLERY_RUNS, openGalleryRun } from './gallery-runs.ts';
import { openPreviousRun } from './open-carefully.ts';
import { readPreviousRun } from './previous-run.ts';
import { openScenarioFile } from './open-file.ts';
import { saveScenarioFile } from './save-file.ts';
import { copyLink } from './share.ts';

const GALLERY = 'gallery:';

export function ScenarioMenu() {
  const name = useApp((state) => state.label?.name ?? 'Scenario');
  return (
    <ButtonDropdown
      ariaLabel={`Scenario: ${name}`}
      items={menuItems()}
      onItemClick={({ detail }) => choose(detail.id)}
    >
      <span className="hr-cut hr-scenario-name">{name}</span>
    </ButtonDropdown>
  );
}

function menuItems(): readonly ButtonDropdownProps.ItemOrGroup[] {
  const previous = readPreviousRun();
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
                text: `Previous run: ${previous.label.name}`,
                secondaryText: 'Replays from its start',
              },
            ]),
      ],
    },
  ];
}

function choose(id: string): void {
  if (id.startsWith(GALLERY)) void openGalleryRun(id.slice(GALLERY.length));
  else if (id === 'copy') void copyLink();
  else if (id === 'save') void saveScenarioFile();
  else if (id === 'file') openScenarioFile();
  else if (id === 'previous') void openPreviousRun();
}
