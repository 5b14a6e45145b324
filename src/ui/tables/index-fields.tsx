/** Fields for one secondary index. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import type { BillingMode } from '../../model/table.ts';
import { UnitFields } from './capacity-fields.tsx';
import { KeyFields } from './key-fields.tsx';
import type { IndexForm } from './table-form.ts';

const PROJECTIONS = [
  { value: 'ALL', label: 'All attributes' },
  { value: 'KEYS_ONLY', label: 'Keys only' },
  { value: 'INCLUDE', label: 'Include some' },
] as const;

export interface IndexFieldsProps {
  readonly value: IndexForm;
  readonly mode: BillingMode;
  readonly onChange: (value: IndexForm) => void;
}

export function IndexFields({ value, mode, onChange }: IndexFieldsProps): ReactNode {
  return (
    <div className="tables-stack">
      <KeyFields
        value={value}
        hasPartitionKey={value.kind === 'GSI'}
        isSortKeyOptional={value.kind === 'GSI'}
        onChange={(key) => onChange({ ...value, ...key })}
      />
      <div className="tables-row">
        <div className="tables-grow">
          <FormField label="Index name" stretch>
            <Input value={value.name} onChange={({ detail }) => onChange({ ...value, name: detail.value })} />
          </FormField>
        </div>
        <div className="tables-operator">
          <FormField label="Attribute projections" stretch>
            <Select
              selectedOption={
                PROJECTIONS.find((option) => option.value === value.projection) ?? PROJECTIONS[0]
              }
              options={PROJECTIONS}
              onChange={({ detail }) => {
                const chosen = PROJECTIONS.find((option) => option.value === detail.selectedOption.value);
                onChange({ ...value, projection: chosen?.value ?? 'ALL' });
              }}
            />
          </FormField>
        </div>
        {value.projection === 'INCLUDE' ? (
          <div className="tables-grow">
            <FormField label="Attributes, parted by commas" stretch>
              <Input
                value={value.attributes}
                onChange={({ detail }) => onChange({ ...value, attributes: detail.value })}
              />
            </FormField>
          </div>
        ) : null}
        {value.kind === 'GSI' && mode === 'PROVISIONED' ? (
          <UnitFields value={value} onChange={(units) => onChange({ ...value, ...units })} />
        ) : null}
      </div>
    </div>
  );
}
