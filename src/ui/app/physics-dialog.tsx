/** What the simulation imposes of the real service, to switch on and off. */
import Modal from '@cloudscape-design/components/modal';
import Toggle from '@cloudscape-design/components/toggle';
import { INSTANT, LIFELIKE, type Physics } from '../../model/physics.ts';
import Button from '@cloudscape-design/components/button';
import { setPhysics } from '../state/actions.ts';
import { useStable } from '../state/use-stable.ts';

const SWITCHES: readonly (readonly [keyof Physics, string, string])[] = [
  ['throughput', 'Throttling', 'Tables, partitions and indexes refuse what they cannot take.'],
  ['splits', 'Partition splits', 'A partition under sustained heat splits in two.'],
  ['indexLag', 'Global indexes lag', 'Entries arrive a little later, and wait there for units of the index.'],
  ['ttlDelay', 'TTL waits for its sweep', 'Expired items stay until the background sweep comes by.'],
  [
    'controlPlaneDelays',
    'Tables and indexes take time',
    'Creating and changing them passes through their states.',
  ],
  [
    'latency',
    'Requests overlap',
    'A write to an item that another client’s transaction is busy with is refused.',
  ],
];

export function PhysicsDialog({ onClose }: { onClose(): void }) {
  const physics = useStable(({ frame }) => frame?.physics ?? LIFELIKE);
  return (
    <Modal
      visible
      header="Physics"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <div className="hr-group">
          <Button onClick={() => void setPhysics(LIFELIKE)}>Lifelike: all on</Button>
          <Button onClick={() => void setPhysics(INSTANT)}>Instant: all off</Button>
        </div>
      }
    >
      <div className="hr-stack">
        {SWITCHES.map(([name, label, description]) => (
          <Toggle
            key={name}
            checked={physics[name] === true}
            description={description}
            onChange={({ detail }) => void setPhysics({ ...physics, [name]: detail.checked })}
          >
            {label}
          </Toggle>
        ))}
      </div>
    </Modal>
  );
}
