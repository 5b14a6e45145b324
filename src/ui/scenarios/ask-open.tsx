/** Asks before a run is replaced that could not be kept aside whole. */
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import type { RunToOpen } from './run-to-open.ts';
import { openAnyway, type OpenedFrom } from './open-carefully.ts';
import { saveScenarioFile } from './save-file.ts';

export interface AskOpenProps {
  readonly run: RunToOpen;
  readonly from: OpenedFrom;
  readonly doubt: string;
  onClose(): void;
}

export function AskOpen({ run, from, doubt, onClose }: AskOpenProps) {
  const open = (): void => {
    onClose();
    void openAnyway(run, from);
  };
  return (
    <Modal
      visible
      header={`Open “${run.label.name}”?`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <div className="hr-group">
          <Button onClick={onClose}>Stay here</Button>
          <Button onClick={() => void saveScenarioFile()}>Save my run as a file</Button>
          <Button variant="primary" onClick={open}>
            Open it
          </Button>
        </div>
      }
    >
      <p>{doubt}</p>
      <p>Opening the other run replaces yours. Nothing has been changed yet.</p>
    </Modal>
  );
}
