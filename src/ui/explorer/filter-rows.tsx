/** Filters of a Scan or Query: an attribute, its type, a condition, a value. */
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import type { Filter, FilterOperator } from './search-request.ts';

export interface FilterRowsProps {
  readonly filters: readonly Filter[];
  readonly onChange: (filters: readonly Filter[]) => void;
}

export function FilterRows({ filters, onChange }: FilterRowsProps): ReactNode {
  const nextId = filters.reduce((highest, filter) => Math.max(highest, filter.id), 0) + 1;
  return (
    <div className="explorer-filters">
      {filters.map((filter, place) => (
        <FilterRow
          key={filter.id}
          filter={filter}
          onChange={(changed) => onChange(filters.with(place, changed))}
          onRemove={() => onChange(filters.toSpliced(place, 1))}
        />
      ))}
      <Button
        variant="inline-link"
        iconName="add-plus"
        onClick={() =>
          onChange([...filters, { id: nextId, name: '', type: 'S', operator: '=', value: '', upper: '' }])
        }
      >
        Add filter
      </Button>
      {filters.length === 0 ? null : (
        <small className="explorer-dim">
          Filters run after the read: they lessen what is returned, not what it costs.
        </small>
      )}
    </div>
  );
}

const TYPES = [
  { value: 'S', label: 'String' },
  { value: 'N', label: 'Number' },
  { value: 'B', label: 'Binary' },
  { value: 'BOOL', label: 'Boolean' },
  { value: 'NULL', label: 'Null' },
] as const;

const OPERATORS: readonly { readonly value: FilterOperator; readonly label: string }[] = [
  { value: '=', label: 'Equal to' },
  { value: '<>', label: 'Not equal to' },
  { value: '<=', label: 'Less than or equal to' },
  { value: '<', label: 'Less than' },
  { value: '>=', label: 'Greater than or equal to' },
  { value: '>', label: 'Greater than' },
  { value: 'between', label: 'Between' },
  { value: 'exists', label: 'Exists' },
  { value: 'not_exists', label: 'Not exists' },
  { value: 'contains', label: 'Contains' },
  { value: 'not_contains', label: 'Not contains' },
  { value: 'begins_with', label: 'Begins with' },
];

interface FilterRowProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly onRemove: () => void;
}

function FilterRow({ filter, onChange, onRemove }: FilterRowProps): ReactNode {
  const needsValue =
    filter.operator !== 'exists' && filter.operator !== 'not_exists' && filter.type !== 'NULL';
  const name = filter.name === '' ? 'the filter' : filter.name;
  return (
    <div className="explorer-row">
      <div className="explorer-grow">
        <Input
          ariaLabel="Attribute name"
          placeholder="Attribute name"
          value={filter.name}
          onChange={({ detail }) => onChange({ ...filter, name: detail.value })}
        />
      </div>
      <div className="explorer-type">
        <Select
          ariaLabel={`Type of ${name}`}
          selectedOption={TYPES.find(({ value }) => value === filter.type) ?? TYPES[0]}
          options={TYPES}
          onChange={({ detail }) => {
            const type = TYPES.find(({ value }) => value === detail.selectedOption.value)?.value ?? 'S';
            onChange({ ...filter, type, value: type === 'BOOL' ? 'true' : filter.value });
          }}
        />
      </div>
      <div className="explorer-operator">
        <Select
          ariaLabel={`Condition on ${name}`}
          selectedOption={OPERATORS.find(({ value }) => value === filter.operator) ?? { value: '=' }}
          options={OPERATORS}
          onChange={({ detail }) => {
            const operator =
              OPERATORS.find(({ value }) => value === detail.selectedOption.value)?.value ?? '=';
            onChange({ ...filter, operator });
          }}
        />
      </div>
      <div className="explorer-grow">
        {needsValue ? <FilterValue filter={filter} name={name} onChange={onChange} /> : null}
      </div>
      <Button variant="icon" iconName="close" ariaLabel={`Remove ${name}`} onClick={onRemove} />
    </div>
  );
}

interface FilterValueProps {
  readonly filter: Filter;
  readonly name: string;
  readonly onChange: (filter: Filter) => void;
}

function FilterValue({ filter, name, onChange }: FilterValueProps): ReactNode {
  if (filter.type === 'BOOL') {
    return (
      <Select
        ariaLabel={`Value of ${name}`}
        selectedOption={{ value: filter.value, label: filter.value }}
        options={[{ value: 'true' }, { value: 'false' }]}
        onChange={({ detail }) => onChange({ ...filter, value: detail.selectedOption.value ?? 'true' })}
      />
    );
  }
  return (
    <div className="explorer-row">
      <div className="explorer-grow">
        <Input
          ariaLabel={`Value of ${name}`}
          placeholder="Value"
          value={filter.value}
          onChange={({ detail }) => onChange({ ...filter, value: detail.value })}
        />
      </div>
      {filter.operator === 'between' ? (
        <div className="explorer-grow">
          <Input
            ariaLabel={`Upper bound of ${name}`}
            placeholder="and"
            value={filter.upper}
            onChange={({ detail }) => onChange({ ...filter, upper: detail.value })}
          />
        </div>
      ) : null}
    </div>
  );
}
