/** The file's first rows under their columns, whose attribute names and types the user may correct. */
import { useId, useMemo, type ReactNode } from 'react';
import { formatWhole } from '../kit/digits.ts';
import { keyAttributes, renamed, type ColumnType, type ImportColumn, type KeyedTable } from './columns.ts';
import { cellLine, convertCell } from './convert.ts';
import type { Cell, ImportedFile } from './rows.ts';

export interface PreviewProps {
  readonly file: ImportedFile;
  readonly columns: readonly ImportColumn[];
  readonly table: KeyedTable;
  readonly onChange: (columns: readonly ImportColumn[]) => void;
}

const ROWS_SHOWN = 8;

const TYPE_LABELS: Readonly<Record<ColumnType, string>> = {
  'as-is': 'As in the file',
  S: 'S · string',
  N: 'N · number',
  BOOL: 'BOOL · true or false',
  B: 'B · binary, from base64',
  JSON: 'JSON · list, map, set …',
  skip: 'Leave out',
};

export function Preview({ file, columns, table, onChange }: PreviewProps): ReactNode {
  const namesId = useId();
  const keys = useMemo(() => keyAttributes(table), [table]);
  const rows = file.rows.slice(0, ROWS_SHOWN);
  return (
    <div className="import-preview" role="region" aria-label="First rows and their columns">
      <datalist id={namesId}>
        {keys.map(({ name, type }) => (
          <option key={name} value={name}>{`key attribute, ${type}`}</option>
        ))}
      </datalist>
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            {columns.map((column, place) => (
              <ColumnHead
                key={column.source}
                column={column}
                file={file}
                table={table}
                namesId={namesId}
                onChange={(changed) => onChange(columns.with(place, changed))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              {columns.map((column, place) => (
                <PreviewCell key={column.source} cell={cells[place]} column={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnHeadProps {
  readonly column: ImportColumn;
  readonly file: ImportedFile;
  readonly table: KeyedTable;
  readonly namesId: string;
  readonly onChange: (column: ImportColumn) => void;
}

function ColumnHead({ column, file, table, namesId, onChange }: ColumnHeadProps): ReactNode {
  const { source, name, type, filled, isNullWhenEmpty } = column;
  const empty = file.rows.length - filled;
  const types = (Object.keys(TYPE_LABELS) as readonly ColumnType[]).filter(
    (candidate) => candidate !== 'as-is' || file.format !== 'csv',
  );
  const role = type === 'skip' ? undefined : keyRole(table, name);
  return (
    <th scope="col" className={type === 'skip' ? 'import-left-out' : undefined}>
      <span className="import-source" title={source}>
        {source} {role === undefined ? null : <em>{role}</em>}
      </span>
      <input
        type="text"
        list={namesId}
        aria-label={`Attribute for ${source}`}
        value={name}
        disabled={type === 'skip'}
        onChange={(event) => onChange(renamed(column, event.target.value, { file, table }))}
      />
      <select
        aria-label={`Type of ${source}`}
        value={type}
        onChange={(event) => {
          const chosen = types.find((candidate) => candidate === event.target.value);
          if (chosen !== undefined) onChange({ ...column, type: chosen });
        }}
      >
        {types.map((candidate) => (
          <option key={candidate} value={candidate}>
            {TYPE_LABELS[candidate]}
          </option>
        ))}
      </select>
      {empty === 0 || type === 'skip' ? null : (
        <label title={`${formatWhole(empty)} rows have nothing here: no attribute, or NULL`}>
          <input
            type="checkbox"
            checked={isNullWhenEmpty}
            aria-label={`NULL where ${source} is empty`}
            onChange={() => onChange({ ...column, isNullWhenEmpty: !isNullWhenEmpty })}
          />
          {formatWhole(empty)} empty: NULL
        </label>
      )}
    </th>
  );
}

function PreviewCell({ cell, column }: { readonly cell: Cell; readonly column: ImportColumn }): ReactNode {
  const { type, isNullWhenEmpty } = column;
  const text = cellLine(cell);
  if (type === 'skip') return <td className="import-left-out">{text}</td>;
  if (cell === undefined || cell === '') {
    return <td className="import-absent">{isNullWhenEmpty ? 'NULL' : '–'}</td>;
  }
  const isWrong = convertCell(cell, type) === undefined;
  return (
    <td className={isWrong ? 'import-wrong' : undefined} title={isWrong ? `${text}: not of this type` : text}>
      {text}
    </td>
  );
}

function keyRole(table: KeyedTable, name: string): string | undefined {
  if (table.key.pk.some((key) => key.name === name)) return 'partition key';
  if (table.key.sk.some((key) => key.name === name)) return 'sort key';
  const index = table.indexes.find(({ key }) => [...key.pk, ...key.sk].some((own) => own.name === name));
  return index === undefined ? undefined : `key of ${index.name}`;
}
