/** Import: a CSV or JSON file becomes items, previewed, checked against the table, and written under its throughput. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FileDropzone, { useFilesDragging } from '@cloudscape-design/components/file-dropzone';
import FileInput from '@cloudscape-design/components/file-input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { HostApi } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { TableDoc } from '../../model/table.ts';
import { ResultTable } from '../console/result-table.tsx';
import { formatBytes, formatSpan } from '../live/quantity.ts';
import { download } from './download.ts';
import { ImportColumnsTable } from './import-columns-table.tsx';
import { columnsOfFile, type ImportColumn } from './import-columns.ts';
import { checkImport, columnsProblem, rejectedText, type CheckedImport } from './import-check.ts';
import { ImportProgressView } from './import-progress-view.tsx';
import { MAX_FILE_BYTES, readImport, type ImportedFile, type LineProblem } from './import-records.ts';
import './tables.css';
import { useImport, type ImportRun } from './use-import.ts';
import { useLatest } from './use-latest.ts';
import { useSameDoc } from './use-same-doc.ts';

export interface ImportFileProps {
  readonly host: Pick<HostApi, 'importItems'>;
  readonly table: TableSnapshot;
  /** A file that was dropped already. */
  readonly file?: File | undefined;
  readonly onClose: () => void;
}

interface Loaded {
  readonly name: string;
  readonly text: string;
  readonly file: ImportedFile;
  readonly columns: readonly ImportColumn[];
}

const ITEMS_PREVIEWED = 20;
const LINES_LISTED = 100;

export function ImportFile({ host, table, file, onClose }: ImportFileProps): ReactNode {
  const doc = useSameDoc(table.doc);
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<string>();
  const { run, start, cancel } = useImport(host);
  const checked = useMemo(() => loaded && checkLoaded(loaded, doc), [loaded, doc]);
  const isRunning = run.kind === 'running';

  const load = async (chosen: File): Promise<void> => {
    const result = await loadFile(chosen, doc);
    setProblem(typeof result === 'string' ? result : undefined);
    setLoaded(typeof result === 'string' ? undefined : result);
  };
  // What was chosen for a file's columns survives a change of the table's document.
  const loadGiven = useLatest((given: File) => void load(given));
  useEffect(() => {
    if (file !== undefined) loadGiven(file);
  }, [file, loadGiven]);

  const write = (): void => {
    if (checked === undefined || typeof checked === 'string') return;
    const items = checked.items.map(({ line, item }) => ({ line, json: JSON.stringify(item) }));
    start({ table: doc.name, items });
  };
  return (
    <Modal
      visible
      size="max"
      header={`Import into ${doc.name}`}
      closeAriaLabel={isRunning ? 'Cancel the import and close' : 'Close'}
      onDismiss={onClose}
      footer={<Footer run={run} checked={checked} onCancel={cancel} onClose={onClose} onWrite={write} />}
    >
      <SpaceBetween size="s">
        <Chooser isDisabled={run.kind !== 'idle'} loaded={loaded} onFile={(chosen) => void load(chosen)} />
        {problem === undefined ? null : (
          <Alert type="error" header="This file cannot be imported">
            {problem}
          </Alert>
        )}
        {loaded === undefined ? null : (
          <FileView
            loaded={loaded}
            doc={doc}
            checked={checked}
            isDisabled={run.kind !== 'idle'}
            onChange={setLoaded}
          />
        )}
        <ImportProgressView run={run} table={doc.name} />
        <Rejected loaded={loaded} checked={checked} run={run} />
      </SpaceBetween>
    </Modal>
  );
}

/** The file ready to be shown, or what is wrong with it. */
async function loadFile(chosen: File, doc: TableDoc): Promise<Loaded | string> {
  if (chosen.size > MAX_FILE_BYTES) {
    return `${chosen.name} has ${formatBytes(chosen.size)}; ${formatBytes(MAX_FILE_BYTES)} are the most. Split it.`;
  }
  let text: string;
  try {
    text = await chosen.text();
  } catch (error) {
    return `${chosen.name} could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const read = readImport(text);
  if (!read.ok) return `${chosen.name}: ${read.problem}`;
  return { name: chosen.name, text, file: read.file, columns: columnsOfFile(read.file, doc) };
}

function checkLoaded(loaded: Loaded, doc: TableDoc): CheckedImport | string {
  return columnsProblem(loaded.columns, doc) ?? checkImport(loaded.file.records, loaded.columns, doc);
}

interface ChooserProps {
  readonly isDisabled: boolean;
  readonly loaded: Loaded | undefined;
  readonly onFile: (file: File) => void;
}

function Chooser({ isDisabled, loaded, onFile }: ChooserProps): ReactNode {
  const { areFilesDragging } = useFilesDragging();
  const take = (files: readonly File[]): void => {
    const [first] = files;
    if (first !== undefined) onFile(first);
  };
  if (isDisabled) return <Box variant="strong">{loaded?.name}</Box>;
  const input = (
    <FileInput
      accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson"
      ariaLabel="Choose a file to import"
      value={[]}
      onChange={({ detail }) => take(detail.value)}
    >
      {loaded === undefined ? 'Choose file' : 'Choose another file'}
    </FileInput>
  );
  if (areFilesDragging || loaded === undefined) {
    return (
      <FileDropzone onChange={({ detail }) => take(detail.value)}>
        <SpaceBetween size="xs" alignItems="center">
          {input}
          <Box color="text-body-secondary">
            or drop it here: CSV, JSON lines, a JSON array, DynamoDB JSON, at most{' '}
            {formatBytes(MAX_FILE_BYTES)}
          </Box>
        </SpaceBetween>
      </FileDropzone>
    );
  }
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <Box variant="strong">{loaded.name}</Box>
      {input}
    </SpaceBetween>
  );
}

interface FileViewProps {
  readonly loaded: Loaded;
  readonly doc: TableDoc;
  readonly checked: CheckedImport | string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (loaded: Loaded) => void;
}

const FORMAT_NAMES = { csv: 'CSV', json: 'JSON', 'dynamodb-json': 'DynamoDB JSON' } as const;

function FileView({ loaded, doc, checked, isDisabled, onChange }: FileViewProps): ReactNode {
  const { file, columns, text } = loaded;
  const reread = (options: Parameters<typeof readImport>[1]): void => {
    const again = readImport(text, options);
    if (again.ok) onChange({ ...loaded, file: again.file, columns: columnsOfFile(again.file, doc) });
  };
  return (
    <>
      <SpaceBetween direction="horizontal" size="l" alignItems="center">
        <Box>
          {FORMAT_NAMES[file.format]}, {file.records.length.toLocaleString('en-US')} records, {columns.length}{' '}
          columns
        </Box>
        {file.format === 'csv' ? (
          <Checkbox
            checked={file.hasHeader}
            disabled={isDisabled}
            onChange={({ detail }) => reread({ format: 'csv', hasHeader: detail.checked })}
          >
            The first line holds the names
          </Checkbox>
        ) : (
          <Checkbox
            checked={file.format === 'dynamodb-json'}
            disabled={isDisabled}
            onChange={({ detail }) => reread({ format: detail.checked ? 'dynamodb-json' : 'json' })}
          >
            Values carry DynamoDB types
          </Checkbox>
        )}
      </SpaceBetween>
      <ImportColumnsTable
        columns={columns}
        table={doc}
        records={file.records.length}
        isDisabled={isDisabled}
        onChange={(changed) => onChange({ ...loaded, columns: changed })}
      />
      {typeof checked === 'string' ? <Alert type="warning">{checked}</Alert> : null}
      {checked === undefined || typeof checked === 'string' ? null : <Preview checked={checked} doc={doc} />}
    </>
  );
}

function Preview({ checked, doc }: { readonly checked: CheckedImport; readonly doc: TableDoc }): ReactNode {
  const first = useMemo(() => checked.items.slice(0, ITEMS_PREVIEWED).map(({ item }) => item), [checked]);
  const keyNames = useMemo(() => [...doc.key.pk, ...doc.key.sk].map(({ name }) => name), [doc]);
  if (first.length === 0)
    return <Alert type="warning">No line can be written as it stands: see why below.</Alert>;
  return (
    <>
      <Box color="text-body-secondary">{costText(checked, doc)}</Box>
      <div className="tables-preview">
        <ResultTable items={first} keyNames={keyNames} />
      </div>
    </>
  );
}

/** What the writing takes, and how long the table's capacity makes it last. */
function costText({ items, writeUnits }: CheckedImport, doc: TableDoc): string {
  const count = `${items.length.toLocaleString('en-US')} items, ${writeUnits.toLocaleString('en-US')} write units`;
  if (doc.billingMode === 'PAY_PER_REQUEST' || doc.throughput.wcu === 0) return `${count}, on demand.`;
  const indexes = doc.indexes.length === 0 ? '' : ', and more for the indexes';
  const lasting = formatSpan((writeUnits / doc.throughput.wcu) * 1000);
  return `${count}${indexes}. At ${doc.throughput.wcu.toLocaleString('en-US')} WCU that takes ${lasting} of simulated time once the burst is spent.`;
}

interface RejectedProps {
  readonly loaded: Loaded | undefined;
  readonly checked: CheckedImport | string | undefined;
  readonly run: ImportRun;
}

/** Lines that were not or will not be written: unreadable, failing the check, or refused while writing. */
function Rejected({ loaded, checked, run }: RejectedProps): ReactNode {
  const lines = rejectedLines(loaded, checked, run);
  const replaced = checked === undefined || typeof checked === 'string' ? [] : checked.replaced;
  return (
    <>
      {replaced.length === 0 ? null : (
        <Alert type="info">
          {replaced.length.toLocaleString('en-US')} {replaced.length === 1 ? 'line has' : 'lines have'} the
          same key as a later one and will be replaced by it:{' '}
          {replaced
            .slice(0, 5)
            .map(({ line, by }) => `${line} by ${by}`)
            .join(', ')}
          {replaced.length > 5 ? ' …' : '.'}
        </Alert>
      )}
      {lines.length === 0 ? null : (
        <section aria-label="Rejected lines">
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Box variant="strong">Rejected lines ({lines.length.toLocaleString('en-US')})</Box>
            <Button
              variant="inline-link"
              iconName="download"
              onClick={() => download('rejected-lines.csv', rejectedText(lines), 'text/csv')}
            >
              Download
            </Button>
          </SpaceBetween>
          <ul className="tables-rejected">
            {lines.slice(0, LINES_LISTED).map(({ line, why }) => (
              <li key={`${line} ${why}`}>
                <b>Line {line}</b> {why}
              </li>
            ))}
            {lines.length > LINES_LISTED ? (
              <li>and {lines.length - LINES_LISTED} more, in the download</li>
            ) : null}
          </ul>
        </section>
      )}
    </>
  );
}

function rejectedLines(
  loaded: Loaded | undefined,
  checked: CheckedImport | string | undefined,
  run: ImportRun,
): readonly LineProblem[] {
  const unreadable = loaded?.file.problems ?? [];
  const failing = checked === undefined || typeof checked === 'string' ? [] : checked.rejected;
  const refused = run.kind === 'idle' ? [] : run.progress.rejected;
  return [...unreadable, ...failing, ...refused].toSorted((one, other) => one.line - other.line);
}

interface FooterProps {
  readonly run: ImportRun;
  readonly checked: CheckedImport | string | undefined;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  readonly onWrite: () => void;
}

function Footer({ run, checked, onCancel, onClose, onWrite }: FooterProps): ReactNode {
  const count = checked === undefined || typeof checked === 'string' ? 0 : checked.items.length;
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        {run.kind === 'running' ? <Button onClick={onCancel}>Cancel the import</Button> : null}
        {run.kind === 'idle' ? (
          <>
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={count === 0} onClick={onWrite}>
              {count === 0 ? 'Import' : `Import ${count.toLocaleString('en-US')} items`}
            </Button>
          </>
        ) : null}
        {run.kind === 'done' || run.kind === 'failed' ? (
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        ) : null}
      </SpaceBetween>
    </Box>
  );
}
