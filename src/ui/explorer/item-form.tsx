/** An item as a form: a line an attribute, with name, type and value. */
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import type { AttributeType } from '../../model/attribute-value.ts';
import { retyped, type FormRow } from './item-draft.ts';

export interface ItemFormProps {
  readonly rows: readonly FormRow[];
  /** Their names and types are the table's to say. */
  readonly keyNames: readonly string[];
  /** True while an existing item is changed: its key stays. */
  readonly isKeyFixed: boolean;
  readonly onChange: (rows: readonly FormRow[]) => void;
}

export function ItemForm({ rows, keyNames, isKeyFixed, onChange }: ItemFormProps): ReactNode {
  const nextId = rows.reduce((highest, row) => Math.max(highest, row.id), 0) + 1;
  return (
    <div className="explorer-form">
      {rows.map((row, place) => (
        <AttributeRow
          key={row.id}
          row={row}
          isKey={keyNames.includes(row.name) && rows.findIndex(({ name }) => name === row.name) === place}
          isKeyFixed={isKeyFixed}
          onChange={(changed) => onChange(rows.with(place, changed))}
          onRemove={() => onChange(rows.toSpliced(place, 1))}
        />
      ))}
      <Button
        iconName="add-plus"
        onClick={() => onChange([...rows, { id: nextId, name: '', type: 'S', text: '' }])}
      >
        Add attribute
      </Button>
    </div>
  );
}

const TYPES: readonly { readonly value: AttributeType; readonly label: string }[] = [
  { value: 'S', label: 'String' },
  { value: 'N', label: 'Number' },
  { value: 'B', label: 'Binary' },
  { value: 'BOOL', label: 'Boolean' },
  { value: 'NULL', label: 'Null' },
  { value: 'SS', label: 'String set' },
  { value: 'NS', label: 'Number set' },
  { value: 'BS', label: 'Binary set' },
  { value: 'L', label: 'List' },
  { value: 'M', label: 'Map' },
];

interface AttributeRowProps {
  readonly row: FormRow;
  readonly isKey: boolean;
  readonly isKeyFixed: boolean;
  readonly onChange: (row: FormRow) => void;
  readonly onRemove: () => void;
}

function AttributeRow({ row, isKey, isKeyFixed, onChange, onRemove }: AttributeRowProps): ReactNode {
  const name = row.name === '' ? 'new attribute' : row.name;
  return (
    <div className="explorer-row explorer-attribute">
      <div className="explorer-name">
        {isKey ? (
          <span className="explorer-key-name">
            {row.name} <small className="explorer-dim">key</small>
          </span>
        ) : (
          <Input
            ariaLabel="Attribute name"
            placeholder="Attribute name"
            value={row.name}
            onChange={({ detail }) => onChange({ ...row, name: detail.value })}
          />
        )}
      </div>
      <div className="explorer-type">
        <Select
          ariaLabel={`Type of ${name}`}
          disabled={isKey}
          selectedOption={TYPES.find(({ value }) => value === row.type) ?? { value: row.type }}
          options={TYPES}
          onChange={({ detail }) => {
            const type = TYPES.find(({ value }) => value === detail.selectedOption.value)?.value;
            if (type !== undefined) onChange(retyped(row, type));
          }}
        />
      </div>
      <div className="explorer-grow">
        <ValueField row={row} name={name} isDisabled={isKey && isKeyFixed} onChange={onChange} />
      </div>
      {isKey ? (
        <span className="explorer-no-remove" />
      ) : (
        <Button variant="icon" iconName="close" ariaLabel={`Remove ${name}`} onClick={onRemove} />
      )}
    </div>
  );
}

interface ValueFieldProps {
  readonly row: FormRow;
  readonly name: string;
  readonly isDisabled: boolean;
  readonly onChange: (row: FormRow) => void;
}

function ValueField({ row, name, isDisabled, onChange }: ValueFieldProps): ReactNode {
  const ariaLabel = `Value of ${name}`;
  const change = (text: string): void => onChange({ ...row, text });
  switch (row.type) {
    case 'NULL':
      return <span className="explorer-dim">null</span>;
    case 'BOOL':
      return (
        <Select
          ariaLabel={ariaLabel}
          selectedOption={{ value: row.text, label: row.text }}
          options={[{ value: 'true' }, { value: 'false' }]}
          onChange={({ detail }) => change(detail.selectedOption.value ?? 'false')}
        />
      );
    case 'S':
    case 'N':
    case 'B':
      // A line break would not survive a one-line field.
      if (row.text.includes('\n')) break;
      return (
        <Input
          ariaLabel={ariaLabel}
          disabled={isDisabled}
          value={row.text}
          placeholder={PLACEHOLDERS[row.type]}
          onChange={({ detail }) => change(detail.value)}
        />
      );
    case 'SS':
    case 'NS':
    case 'BS':
    case 'L':
    case 'M':
      break;
  }
  return (
    <div className={row.type === 'L' || row.type === 'M' ? 'explorer-code' : undefined}>
      <Textarea
        ariaLabel={ariaLabel}
        value={row.text}
        rows={Math.min(12, Math.max(2, row.text.split('\n').length))}
        placeholder={PLACEHOLDERS[row.type]}
        onChange={({ detail }) => change(detail.value)}
      />
    </div>
  );
}

const PLACEHOLDERS: Readonly<Record<AttributeType, string>> = {
  S: 'Empty string',
  N: 'Number',
  B: 'Base64 text',
  BOOL: '',
  NULL: '',
  SS: 'One string a line',
  NS: 'One number a line',
  BS: 'One base64 text a line',
  L: '[ … ]',
  M: '{ … }',
};
