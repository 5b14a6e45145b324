/** The Scan/Query box: where to read, by which key, with which filters. */
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { KeyAttribute, TableDoc } from '../../model/table.ts';
import { FilterRows } from './filter-rows.tsx';
import {
  canReadConsistently,
  emptySearch,
  keyOf,
  NO_SORT_CONDITION,
  type Search,
  type SortCondition,
  type SortOperator,
} from './search-request.ts';

export interface SearchBoxProps {
  readonly tables: readonly TableSnapshot[];
  readonly table: TableDoc;
  readonly search: Search;
  readonly isRunning: boolean;
  readonly onChange: (search: Search) => void;
  readonly onSelectTable: (name: string) => void;
  readonly onRun: () => void;
}

export function SearchBox(props: SearchBoxProps): ReactNode {
  const { tables, table, search, isRunning, onChange, onSelectTable, onRun } = props;
  const restart = (index: string | undefined, mode: Search['mode']): void => {
    const blank = emptySearch(keyOf(table, index), index, mode);
    const sameKey = index === search.index;
    onChange({ ...blank, filters: search.filters, limit: search.limit, ...(sameKey ? keptKey(search) : {}) });
  };
  return (
    <form
      className="explorer-search"
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      <div className="explorer-row">
        <SegmentedControl
          label="Scan or Query"
          selectedId={search.mode}
          options={[
            { id: 'Scan', text: 'Scan' },
            { id: 'Query', text: 'Query' },
          ]}
          onChange={({ detail }) => restart(search.index, detail.selectedId === 'Query' ? 'Query' : 'Scan')}
        />
        <div className="explorer-grow">
          <Select
            ariaLabel="Table"
            selectedOption={{ value: table.name, label: table.name }}
            options={tables.map(({ doc }) => ({
              value: doc.name,
              label: doc.name,
              description: keyText(doc),
            }))}
            filteringType={tables.length > 8 ? 'auto' : 'none'}
            onChange={({ detail }) => onSelectTable(detail.selectedOption.value ?? table.name)}
          />
        </div>
        <div className="explorer-grow">
          <Select
            ariaLabel="Table or index"
            selectedOption={sourceOption(table, search.index)}
            options={[
              sourceOption(table, undefined),
              ...table.indexes.map((index) => sourceOption(table, index.name)),
            ]}
            onChange={({ detail }) => {
              const { value } = detail.selectedOption;
              restart(value === undefined || value === '' ? undefined : value, search.mode);
            }}
          />
        </div>
      </div>
      {search.mode === 'Query' ? <KeyFields table={table} search={search} onChange={onChange} /> : null}
      <FilterRows filters={search.filters} onChange={(filters) => onChange({ ...search, filters })} />
      <div className="explorer-row">
        <Button variant="primary" formAction="submit" loading={isRunning} loadingText="Running">
          Run
        </Button>
        <Button onClick={() => onChange(emptySearch(keyOf(table, search.index), search.index, search.mode))}>
          Reset
        </Button>
        <span className="explorer-page-size">
          Page size
          <Input
            ariaLabel="Page size, in items evaluated"
            value={search.limit}
            inputMode="numeric"
            placeholder="1 MB"
            onChange={({ detail }) => onChange({ ...search, limit: detail.value.trim() })}
          />
        </span>
        {search.mode === 'Query' ? (
          <Checkbox
            checked={search.isDescending}
            onChange={({ detail }) => onChange({ ...search, isDescending: detail.checked })}
          >
            Sort descending
          </Checkbox>
        ) : null}
        <Checkbox
          checked={search.isConsistent && canReadConsistently(table, search.index)}
          disabled={!canReadConsistently(table, search.index)}
          onChange={({ detail }) => onChange({ ...search, isConsistent: detail.checked })}
        >
          Consistent read
        </Checkbox>
      </div>
    </form>
  );
}

function keptKey(search: Search): Pick<Search, 'pk' | 'sk'> {
  return { pk: search.pk, sk: search.sk };
}

function sourceOption(table: TableDoc, index: string | undefined): SelectProps.Option {
  if (index === undefined) return { value: '', label: `Table - ${table.name}` };
  return { value: index, label: `Index - ${index}` };
}

function keyText(doc: TableDoc): string {
  return [...doc.key.pk, ...doc.key.sk].map(({ name, type }) => `${name} (${type})`).join(', ');
}

interface KeyFieldsProps {
  readonly table: TableDoc;
  readonly search: Search;
  readonly onChange: (search: Search) => void;
}

function KeyFields({ table, search, onChange }: KeyFieldsProps): ReactNode {
  const key = keyOf(table, search.index);
  return (
    <div className="explorer-row explorer-key-fields">
      {key.pk.map((attribute, place) => (
        <FormField
          key={attribute.name}
          label={<KeyLabel attribute={attribute} part="Partition key" />}
          stretch
        >
          <Input
            value={search.pk[place] ?? ''}
            placeholder="Enter partition key value"
            onChange={({ detail }) => onChange({ ...search, pk: search.pk.with(place, detail.value) })}
          />
        </FormField>
      ))}
      {key.sk.map((attribute, place) => (
        <FormField key={attribute.name} label={<KeyLabel attribute={attribute} part="Sort key" />} stretch>
          <SortFields
            attribute={attribute}
            condition={search.sk[place] ?? NO_SORT_CONDITION}
            onChange={(condition) => onChange({ ...search, sk: search.sk.with(place, condition) })}
          />
        </FormField>
      ))}
    </div>
  );
}

function KeyLabel({
  attribute,
  part,
}: {
  readonly attribute: KeyAttribute;
  readonly part: string;
}): ReactNode {
  return (
    <>
      {attribute.name} <small className="explorer-dim">{`${part} · ${attribute.type}`}</small>
    </>
  );
}

const SORT_OPERATORS: readonly { readonly value: SortOperator | ''; readonly label: string }[] = [
  { value: '', label: 'Any' },
  { value: '=', label: 'Equal to' },
  { value: '<=', label: 'Less than or equal to' },
  { value: '<', label: 'Less than' },
  { value: '>=', label: 'Greater than or equal to' },
  { value: '>', label: 'Greater than' },
  { value: 'between', label: 'Between' },
  { value: 'begins_with', label: 'Begins with' },
];

interface SortFieldsProps {
  readonly attribute: KeyAttribute;
  readonly condition: SortCondition;
  readonly onChange: (condition: SortCondition) => void;
}

function SortFields({ attribute, condition, onChange }: SortFieldsProps): ReactNode {
  // A number has no beginning.
  const operators = SORT_OPERATORS.filter(({ value }) => attribute.type !== 'N' || value !== 'begins_with');
  const selected = operators.find(({ value }) => value === condition.operator) ?? { value: '', label: 'Any' };
  return (
    <div className="explorer-row">
      <div className="explorer-operator">
        <Select
          ariaLabel={`Condition on ${attribute.name}`}
          selectedOption={selected}
          options={operators}
          onChange={({ detail }) => {
            const operator =
              operators.find(({ value }) => value === detail.selectedOption.value)?.value ?? '';
            onChange({ ...condition, operator });
          }}
        />
      </div>
      {condition.operator === '' ? null : (
        <div className="explorer-grow">
          <Input
            ariaLabel={`Value for ${attribute.name}`}
            value={condition.value}
            placeholder="Enter sort key value"
            onChange={({ detail }) => onChange({ ...condition, value: detail.value })}
          />
        </div>
      )}
      {condition.operator === 'between' ? (
        <div className="explorer-grow">
          <Input
            ariaLabel={`Upper bound for ${attribute.name}`}
            value={condition.upper}
            placeholder="and"
            onChange={({ detail }) => onChange({ ...condition, upper: detail.value })}
          />
        </div>
      ) : null}
    </div>
  );
}
