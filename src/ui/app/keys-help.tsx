/** The list of keys. */
import Modal from '@cloudscape-design/components/modal';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['Space', 'Pause or play, outside of text fields'],
  ['Ctrl/Cmd K', 'All commands'],
  ['Ctrl/Cmd S', 'Copy the link to this run'],
  ['Ctrl/Cmd Enter', 'Run the selection, else the statement at the cursor'],
  ['Shift Enter', 'Run all statements'],
  ['Ctrl Space', 'Complete names in the editor'],
  ['Ctrl M', 'In the editor: let Tab leave it'],
  ['← →', 'Next tab, partition or separator step'],
  ['Delete', 'Close the table tab in focus'],
  ['Esc', 'Close what is open'],
  ['?', 'This list'],
];

export function KeysHelp({ onClose }: { onClose(): void }) {
  return (
    <Modal visible header="Keys" closeAriaLabel="Close" onDismiss={onClose}>
      <dl className="hr-keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
