/** Fields for a key: names and types of the partition key and the sort key. */
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import type { KeyAttributeType } from '../../model/attribute-value.ts';
import type { KeyForm } from './table-form.ts';

const TYPES = [
  { value: 'S', label: 'String' },
  { value: 'N', label: 'Number' },
  { value: 'B', label: 'Binary' },
] as const;

export interface KeyFieldsProps {
  readonly value: KeyForm;
  /** False for a local index: it has its table's. */
  readonly hasPartitionKey: boolean;
  readonly isSortKeyOptional: boolean;
  readonly onChange: (value: KeyForm) => void;
}

export function KeyFields({
  value,
  hasPartitionKey,
  isSortKeyOptional,
  onChange,
}: KeyFieldsProps): ReactNode {
  return (
    <div className="tables-row">
      {hasPartitionKey ? (
        <KeyField
          label="Partition key"
          name={value.pkName}
          type={value.pkType}
          onChange={(pkName, pkType) => onChange({ ...value, pkName, pkType })}
        />
      ) : null}
      <KeyField
        label={isSortKeyOptional ? 'Sort key (optional)' : 'Sort key'}
        name={value.skName}
        type={value.skType}
        onChange={(skName, skType) => onChange({ ...value, skName, skType })}
      />
    </div>
  );
}

interface KeyFieldProps {
  readonly label: string;
  readonly name: string;
  readonly type: KeyAttributeType;
  readonly onChange: (name: string, type: KeyAttributeType) => void;
}

function KeyField({ label, name, type, onChange }: KeyFieldProps): ReactNode {
  return (
    <fieldset className="tables-key">
      <legend>{label}</legend>
      <div className="tables-row tables-row-tight">
        <div className="tables-grow">
          <Input
            ariaLabel={label}
            placeholder="Attribute name"
            value={name}
            onChange={({ detail }) => onChange(detail.value, type)}
          />
        </div>
        <div className="tables-type">
          <Select
            ariaLabel={`Type of the ${label.toLowerCase()}`}
            selectedOption={TYPES.find(({ value }) => value === type) ?? TYPES[0]}
            options={TYPES}
            onChange={({ detail }) =>
              onChange(name, TYPES.find(({ value }) => value === detail.selectedOption.value)?.value ?? 'S')
            }
          />
        </div>
      </div>
    </fieldset>
  );
}
