/** The columns of a file: which attribute each becomes, of which type, with examples; all the user's to correct. */
import { useId, type ReactNode } from 'react';
import type { TableDoc } from '../../model/table.ts';
import type { ChosenType, ImportColumn } from './import-columns.ts';

export interface ImportColumnsTableProps {
  readonly columns: readonly ImportColumn[];
  readonly table: TableDoc;
  readonly records: number;
  readonly isDisabled: boolean;
  readonly onChange: (columns: readonly ImportColumn[]) => void;
}

const TYPE_LABELS: Readonly<Record<ChosenType, string>> = {
  'as-is': 'as in the file',
  S: 'String',
  N: 'Number',
  BOOL: 'Boolean',
  NULL: 'Null',
  B: 'Binary',
  SS: 'String set',
  NS: 'Number set',
  L: 'List',
  M: 'Map',
};

export function ImportColumnsTable(props: ImportColumnsTableProps): ReactNode {
  const { columns, table, records, isDisabled, onChange } = props;
  const namesId = useId();
  return (
    <div className="tables-columns">
      <datalist id={namesId}>
        {table.attributeDefinitions.map(({ name, type }) => (
          <option key={name} value={name}>{`key attribute, ${type}`}</option>
        ))}
      </datalist>
      <table>
        <thead>
          <tr>
            <th scope="col">Use</th>
            <th scope="col">Column</th>
            <th scope="col">Attribute</th>
            <th scope="col">Type</th>
            <th scope="col">In</th>
            <th scope="col">Examples</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, place) => (
            <ColumnRow
              key={column.source}
              column={column}
              role={keyRole(table, column.name)}
              records={records}
              namesId={namesId}
              isDisabled={isDisabled}
              onChange={(changed) => onChange(columns.with(place, changed))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnRowProps {
  readonly column: ImportColumn;
  readonly role: string | undefined;
  readonly records: number;
  readonly namesId: string;
  readonly isDisabled: boolean;
  readonly onChange: (column: ImportColumn) => void;
}

function ColumnRow({
  column,
  role: keyText,
  records,
  namesId,
  isDisabled,
  onChange,
}: ColumnRowProps): ReactNode {
  const { source, name, type, isIncluded, count, typesSeen, examples } = column;
  const types = (Object.keys(TYPE_LABELS) as readonly ChosenType[]).filter(
    (candidate) => candidate !== 'as-is' || type === 'as-is' || typesSeen.some((seen) => seen !== 'S'),
  );
  return (
    <tr className={isIncluded ? undefined : 'tables-left-out'}>
      <td>
        <input
          type="checkbox"
          aria-label={`Import ${source}`}
          checked={isIncluded}
          disabled={isDisabled}
          onChange={() => onChange({ ...column, isIncluded: !isIncluded })}
        />
      </td>
      <th scope="row">{source}</th>
      <td>
        <input
          type="text"
          className="tables-input"
          list={namesId}
          aria-label={`Attribute for ${source}`}
          value={name}
          disabled={isDisabled || !isIncluded}
          onChange={(event) => onChange({ ...column, name: event.target.value })}
        />
        {keyText === undefined || !isIncluded ? null : <small>{keyText}</small>}
      </td>
      <td>
        <select
          className="tables-input"
          aria-label={`Type of ${source}`}
          value={type}
          disabled={isDisabled || !isIncluded}
          onChange={(event) => {
            const chosen = types.find((candidate) => candidate === event.target.value);
            if (chosen !== undefined) onChange({ ...column, type: chosen });
          }}
        >
          {types.map((candidate) => (
            <option key={candidate} value={candidate}>
              {candidate === 'as-is'
                ? `${TYPE_LABELS[candidate]} (${typesSeen.join(', ')})`
                : TYPE_LABELS[candidate]}
            </option>
          ))}
        </select>
      </td>
      <td>{count === records ? 'all' : `${Math.floor((count / records) * 100)} %`}</td>
      <td className="tables-examples" title={examples.join('\n')}>
        {examples.join(' · ')}
      </td>
    </tr>
  );
}

function keyRole(table: TableDoc, name: string): string | undefined {
  if (table.key.pk.some((key) => key.name === name)) return 'partition key';
  if (table.key.sk.some((key) => key.name === name)) return 'sort key';
  const index = table.indexes.find(({ key }) =>
    [...key.pk, ...key.sk].some((attribute) => attribute.name === name),
  );
  return index === undefined ? undefined : `key of ${index.name}`;
}
