/** Fields for capacity: the mode, and the units of a provisioned table or index. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import type { ReactNode } from 'react';
import type { CapacityForm } from './table-form.ts';

export interface CapacityFieldsProps {
  readonly value: CapacityForm;
  readonly onChange: (value: CapacityForm) => void;
}

export function CapacityFields({ value, onChange }: CapacityFieldsProps): ReactNode {
  return (
    <div className="tables-row">
      <FormField label="Capacity mode">
        <SegmentedControl
          label="Capacity mode"
          selectedId={value.mode}
          options={[
            { id: 'PAY_PER_REQUEST', text: 'On-demand' },
            { id: 'PROVISIONED', text: 'Provisioned' },
          ]}
          onChange={({ detail }) =>
            onChange({
              ...value,
              mode: detail.selectedId === 'PROVISIONED' ? 'PROVISIONED' : 'PAY_PER_REQUEST',
            })
          }
        />
      </FormField>
      {value.mode === 'PROVISIONED' ? (
        <UnitFields value={value} onChange={(units) => onChange({ ...value, ...units })} />
      ) : null}
    </div>
  );
}

export interface UnitFieldsProps {
  readonly value: Pick<CapacityForm, 'rcu' | 'wcu'>;
  readonly onChange: (value: Pick<CapacityForm, 'rcu' | 'wcu'>) => void;
}

export function UnitFields({ value, onChange }: UnitFieldsProps): ReactNode {
  return (
    <>
      <div className="tables-units">
        <FormField label="Read capacity units">
          <Input
            type="number"
            inputMode="numeric"
            value={value.rcu}
            onChange={({ detail }) => onChange({ rcu: detail.value, wcu: value.wcu })}
          />
        </FormField>
      </div>
      <div className="tables-units">
        <FormField label="Write capacity units">
          <Input
            type="number"
            inputMode="numeric"
            value={value.wcu}
            onChange={({ detail }) => onChange({ rcu: value.rcu, wcu: detail.value })}
          />
        </FormField>
      </div>
    </>
  );
}
