/** Import: a CSV or JSON file becomes items, previewed, checked against the table, and written under its throughput. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import type { HostApi } from '../../host/api.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { TableDoc } from '../../model/table.ts';
import { formatWhole } from '../kit/digits.ts';
import { formatSpan } from '../live/quantity.ts';
import type { CheckedImport } from './check.ts';
import { columnsProblem, renamed, type ImportColumn, type KeyedTable } from './columns.ts';
import { FileChooser, FileFacts } from './file-chooser.tsx';
import './import.css';
import { Preview } from './preview.tsx';
import { ColumnsAlert, RejectedLines, ReplacedRows } from './problems.tsx';
import { Progress } from './progress.tsx';
import { useCheck, type CheckState } from './use-check.ts';
import { useFile, type LoadedFile } from './use-file.ts';
import { useImport, type ImportRun } from './use-import.ts';

export interface ImportFileProps {
  /** With `play`, a paused clock can be started from here. */
  readonly host: Pick<HostApi, 'importItems'> & Partial<Pick<HostApi, 'play'>>;
  readonly table: TableSnapshot;
  /** A file that was dropped already. */
  readonly file?: File | undefined;
  readonly onClose: () => void;
}

export function ImportFile({ host, table, file: given, onClose }: ImportFileProps): ReactNode {
  const { doc } = table;
  const keyed = useKeyed(doc);
  const content = useKeptFocus();
  const { state, choose, reread, setColumns } = useFile(given, keyed);
  const { run, start, cancel } = useImport(host);
  const loaded = state.kind === 'loaded' ? state : undefined;
  const problem = useMemo(
    () => loaded && columnsProblem(loaded.columns, keyed, loaded.file.rows.length),
    [loaded, keyed],
  );
  const check = useCheck(problem === undefined ? loaded : undefined, keyed);
  const isIdle = run.kind === 'idle';
  const isRunning = run.kind === 'running';

  const write = (): void => {
    if (check.kind === 'checked') start({ table: doc.name, items: check.result.items });
  };
  const use = (column: ImportColumn, name: string): void => {
    if (loaded === undefined) return;
    const { file, columns } = loaded;
    setColumns(
      columns.map((other) => (other === column ? renamed(other, name, { file, table: keyed }) : other)),
    );
  };
  return (
    <Modal
      visible
      size="max"
      header={`Import into ${doc.name}`}
      closeAriaLabel={isRunning ? 'Cancel the import' : 'Close'}
      onDismiss={isRunning ? cancel : onClose}
      footer={<Footer run={run} check={check} onCancel={cancel} onClose={onClose} onWrite={write} />}
    >
      <div ref={content} tabIndex={-1}>
        <SpaceBetween size="s">
          {isIdle ? (
            <FileChooser state={state} onFile={choose} />
          ) : (
            <Box variant="strong">{loaded?.name}</Box>
          )}
          {state.kind === 'refused' ? (
            <>
              <Alert type="error" header={`${state.name} cannot be imported`}>
                {state.problem}
              </Alert>
              <RejectedLines title="Malformed lines" lines={state.lines} fileName="malformed-lines.csv" />
            </>
          ) : null}
          {loaded === undefined || !isIdle ? null : (
            <>
              <FileFacts file={loaded.file} onReread={reread} />
              <Preview file={loaded.file} columns={loaded.columns} table={keyed} onChange={setColumns} />
              {problem === undefined ? null : <ColumnsAlert problem={problem} onUse={use} />}
            </>
          )}
          {isIdle ? <CheckView check={check} doc={doc} /> : null}
          <Progress run={run} table={doc.name} onPlay={host.play && (() => void host.play?.())} />
          <Rejected loaded={loaded} check={check} run={run} />
        </SpaceBetween>
      </div>
    </Modal>
  );
}

/** The same for as long as the keys are: frames bring new documents ten times a second, splits change them midway. */
function useKeyed({ key, indexes }: TableDoc): KeyedTable {
  const text = JSON.stringify({
    key,
    indexes: indexes.map((index) => ({ name: index.name, key: index.key })),
  });
  return useMemo(() => JSON.parse(text) as KeyedTable, [text]);
}

/** Buttons go away when pressed. The focus they had must stay in the dialog, or Escape and Tab would be lost. */
function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) content.current?.focus();
  });
  return content;
}

function CheckView({ check, doc }: { readonly check: CheckState; readonly doc: TableDoc }): ReactNode {
  const result = check.kind === 'checked' ? check.result : undefined;
  return (
    <>
      <div aria-live="polite">
        {check.kind === 'checking' && check.share > 0 ? (
          <StatusIndicator type="in-progress">{`Checking rows: ${Math.floor(check.share * 100)} %`}</StatusIndicator>
        ) : null}
        {result === undefined ? null : (
          <StatusIndicator type={result.items.length === 0 ? 'error' : 'success'}>
            {costText(result, doc)}
          </StatusIndicator>
        )}
      </div>
      {result === undefined ? null : <ReplacedRows replaced={result.replaced} />}
    </>
  );
}

/** What the writing takes, and how long the table's capacity makes it last. */
function costText({ items, writeUnits }: CheckedImport, doc: TableDoc): string {
  if (items.length === 0) return 'No line can be written as it stands.';
  const indexes = doc.indexes.length === 0 ? '' : ', and more for the indexes';
  const count = `${counted(items.length, 'item')} to write: ${counted(writeUnits, 'write unit')}${indexes}.`;
  const { wcu } = doc.throughput;
  if (doc.billingMode === 'PAY_PER_REQUEST' || wcu === 0) return count;
  return `${count} At ${formatWhole(wcu)} WCU that is ${formatSpan((writeUnits / wcu) * 1000)} of simulated time once the burst is spent.`;
}

interface RejectedProps {
  readonly loaded: LoadedFile | undefined;
  readonly check: CheckState;
  readonly run: ImportRun;
}

/** Before writing: what will not be sent. Afterwards: that, and what DynamoDB refused. */
function Rejected({ loaded, check, run }: RejectedProps): ReactNode {
  const failing = check.kind === 'checked' ? check.result.rejected : undefined;
  const refused = run.kind === 'idle' ? undefined : run.progress.rejected;
  const lines = useMemo(
    () => [...(failing ?? []), ...(refused ?? [])].toSorted((one, other) => one.line - other.line),
    [failing, refused],
  );
  return (
    <RejectedLines
      title={run.kind === 'idle' ? 'Lines that will not be written' : 'Rejected lines'}
      lines={lines}
      fileName={`${loaded?.name ?? 'import'}-rejected.csv`}
    />
  );
}

interface FooterProps {
  readonly run: ImportRun;
  readonly check: CheckState;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  readonly onWrite: () => void;
}

function Footer({ run, check, onCancel, onClose, onWrite }: FooterProps): ReactNode {
  const count = check.kind === 'checked' ? check.result.items.length : 0;
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
              {count === 0 ? 'Write items' : `Write ${counted(count, 'item')}`}
            </Button>
          </>
        ) : null}
        {run.kind === 'idle' || run.kind === 'running' ? null : (
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        )}
      </SpaceBetween>
    </Box>
  );
}

function counted(count: number, what: string): string {
  return `${formatWhole(count)} ${what}${count === 1 ? '' : 's'}`;
}
