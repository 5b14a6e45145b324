/** The rows of the load: on or off, how many a second, which keys. Every change takes effect at once. */
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { Load, LoadRow } from '../../workload/load.ts';
import { NumberField } from '../kit/number-field.tsx';
import { formatWhole } from '../kit/digits.ts';
import { setLoad } from '../state/actions.ts';
import { firstRow, withAllRows } from '../state/derive.ts';
import { useApp } from '../state/store.ts';
import { useStable } from '../state/use-stable.ts';
import { KEY_CHOICES, keyChoiceOf, keyParameter, withKeyParameter } from './key-choice.ts';
import './load-editor.css';

const NO_LOAD: Load = { rows: [] };
const MAX_RATE_PER_S = 50_000;

export function LoadEditor() {
  const load = useStable(({ frame }) => frame?.load ?? NO_LOAD);
  const change = (row: LoadRow): void =>
    void setLoad({ rows: load.rows.map((other) => (other.id === row.id ? row : other)) });
  const remove = (id: string): void => void setLoad({ rows: load.rows.filter((row) => row.id !== id) });
  return (
    <div className="hr-load">
      {load.rows.length === 0 ? (
        <p className="hr-empty">Nothing is sent yet. Add a row and watch what it does to its table.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">On</th>
              <th scope="col">Request</th>
              <th scope="col">A second</th>
              <th scope="col">Keys</th>
              <th scope="col">How chosen</th>
              <th scope="col">
                <span className="hr-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {load.rows.map((row) => (
              <Row key={row.id} row={row} onChange={change} onRemove={remove} />
            ))}
          </tbody>
        </table>
      )}
      <div className="hr-group">
        <AddRow load={load} />
        <Button
          onClick={() => void setLoad(withAllRows(load, true))}
          disabled={load.rows.every((row) => row.enabled)}
        >
          All on
        </Button>
        <Button
          onClick={() => void setLoad(withAllRows(load, false))}
          disabled={!load.rows.some((row) => row.enabled)}
        >
          All off
        </Button>
        <Counters />
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: LoadRow;
  onChange(row: LoadRow): void;
  onRemove(id: string): void;
}

function Row({ row, onChange, onRemove }: RowProps) {
  const target = row.index === undefined ? row.table : `${row.table} / ${row.index}`;
  const name = `${row.operation} on ${target}`;
  const parameter = keyParameter(row.keys);
  return (
    <tr data-off={!row.enabled}>
      <td>
        <input
          type="checkbox"
          checked={row.enabled}
          aria-label={`Send ${name}`}
          onChange={(event) => onChange({ ...row, enabled: event.target.checked })}
        />
      </td>
      <td>
        <b>{row.operation}</b> <span className="hr-load-target">{target}</span>
      </td>
      <td>
        <NumberField
          label={`Requests a second of ${name}`}
          value={row.ratePerS}
          min={0}
          max={MAX_RATE_PER_S}
          onCommit={(ratePerS) => onChange({ ...row, ratePerS })}
        />
      </td>
      <td>
        <NumberField
          label={`Number of keys of ${name}`}
          value={row.keys.keys}
          min={1}
          max={10_000_000}
          onCommit={(keys) => onChange({ ...row, keys: { ...row.keys, keys: Math.round(keys) } })}
        />
      </td>
      <td>
        <span className="hr-load-choice">
          <select
            aria-label={`Key choice of ${name}`}
            value={row.keys.kind}
            onChange={(event) => onChange({ ...row, keys: keyChoiceOf(event.target.value, row.keys) })}
          >
            {KEY_CHOICES.map(({ kind, name: choice }) => (
              <option key={kind} value={kind}>
                {choice}
              </option>
            ))}
          </select>
          {parameter !== undefined && (
            <>
              <NumberField
                label={`${parameter.name} of ${name}`}
                value={parameter.value}
                min={parameter.min}
                max={parameter.max}
                onCommit={(value) => onChange({ ...row, keys: withKeyParameter(row.keys, value) })}
              />
              <small>{parameter.unit}</small>
            </>
          )}
        </span>
      </td>
      <td>
        <Button
          variant="inline-icon"
          iconName="close"
          ariaLabel={`Remove ${name}`}
          onClick={() => onRemove(row.id)}
        />
      </td>
    </tr>
  );
}

function AddRow({ load }: { readonly load: Load }) {
  const names = useStable(({ frame }) => (frame?.tables ?? []).map(({ doc }) => doc.name));
  const add = (name: string): void => {
    const table = useApp.getState().frame?.tables.find(({ doc }) => doc.name === name);
    if (table === undefined) return;
    const taken = new Set(load.rows.map((row) => row.id));
    let number = load.rows.length + 1;
    while (taken.has(`row-${number}`)) number += 1;
    void setLoad({ rows: [...load.rows, firstRow(table.doc, `row-${number}`)] });
  };
  return (
    <ButtonDropdown
      items={names.map((name) => ({ id: name, text: `PutItem on ${name}` }))}
      disabled={names.length === 0}
      onItemClick={({ detail }) => add(detail.id)}
    >
      Add a row
    </ButtonDropdown>
  );
}

function Counters() {
  const counters = useApp(({ frame }) => frame?.loadCounters);
  if (counters === undefined) return undefined;
  return (
    <span className="hr-load-counters hr-number">
      {formatWhole(counters.sent)} sent · {formatWhole(counters.admitted)} admitted ·{' '}
      {formatWhole(counters.throttled)} throttled · {formatWhole(counters.givenUp)} given up
    </span>
  );
}
