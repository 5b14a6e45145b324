/** Explore items: read a table or an index by Scan or Query, page by page, and create, change and delete items. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, memo, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { ExecuteReply, HostApi } from '../../host/api.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { TableSnapshot } from '../../model/snapshot.ts';
import type { TableDoc } from '../../model/table.ts';
import { itemsOf } from '../console/items.ts';
import { formatCount } from '../live/quantity.ts';
import { CallPreview } from '../tables/call-preview.tsx';
import { FailureAlert } from '../tables/failure-alert.tsx';
import { useCall, type CallHost } from '../tables/use-call.ts';
import { useLatest } from '../tables/use-latest.ts';
import { useSameDoc } from '../tables/use-same-doc.ts';
import { DeleteItems, itemKey } from './delete-items.tsx';
import './explorer.css';
import { newItem } from './item-draft.ts';
import { ItemEditor } from './item-editor.tsx';
import { ItemTable } from './item-table.tsx';
import { SearchBox } from './search-box.tsx';
import { buildSearch, emptySearch, keyOf, type Search } from './search-request.ts';

const ImportFile = lazy(async () => ({ default: (await import('../import/import-file.tsx')).ImportFile }));

export interface ExploreItemsProps {
  readonly host: Pick<HostApi, 'execute' | 'importItems'>;
  readonly tables: readonly TableSnapshot[];
  readonly selected: string | undefined;
  readonly onSelectTable: (name: string) => void;
  readonly onRan?: (reply: ExecuteReply) => void;
}

export function ExploreItems(props: ExploreItemsProps): ReactNode {
  const { host, tables, selected, onSelectTable, onRan } = props;
  const snapshot = tables.find((candidate) => candidate.doc.name === selected) ?? tables[0];
  const doc = useSameDoc(snapshot?.doc);
  const choices = useSameChoices(tables);
  const selectTable = useLatest(onSelectTable);
  if (doc === undefined) {
    return (
      <p className="explorer-none">No table yet. Create one, or open a scenario, to explore its items.</p>
    );
  }
  return (
    <Explorer key={doc.id} host={host} tables={choices} doc={doc} onSelectTable={selectTable} onRan={onRan} />
  );
}

/** The tables as long as their names and order are the same. */
function useSameChoices(tables: readonly TableSnapshot[]): readonly TableSnapshot[] {
  const [kept, setKept] = useState(tables);
  const names = (list: readonly TableSnapshot[]): string => list.map(({ doc }) => doc.name).join(' ');
  if (names(kept) === names(tables)) return kept;
  setKept(tables);
  return tables;
}

interface ExplorerProps {
  readonly host: ExploreItemsProps['host'];
  readonly tables: readonly TableSnapshot[];
  readonly doc: TableDoc;
  readonly onSelectTable: (name: string) => void;
  readonly onRan: ((reply: ExecuteReply) => void) | undefined;
}

interface Page {
  readonly items: readonly AttributeMap[];
  readonly scanned: number;
  readonly units: number | undefined;
  readonly latencyMs: number;
  /** Where the next page begins; undefined at the end. */
  readonly next: JsonValue | undefined;
  readonly number: number;
  /** The request without its start, to go on from. */
  readonly call: { readonly operation: string; readonly input: JsonObject };
}

type Dialog =
  | { readonly kind: 'create'; readonly start: AttributeMap }
  | { readonly kind: 'edit'; readonly item: AttributeMap }
  | { readonly kind: 'delete'; readonly items: readonly AttributeMap[] }
  | { readonly kind: 'import' };

const NOTHING_CHOSEN: ReadonlySet<number> = new Set();

const Explorer = memo(function Explorer({
  host,
  tables,
  doc,
  onSelectTable,
  onRan,
}: ExplorerProps): ReactNode {
  const [search, setSearch] = useState<Search>(() => emptySearch(doc.key, undefined, 'Scan'));
  const [page, setPage] = useState<Page>();
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [dialog, setDialog] = useState<Dialog>();
  const call = useCall(host, onRan);
  const built = buildSearch(doc, search);
  const keyNames = useMemo(() => keyNamesOf(doc, search.index), [doc, search.index]);

  const read = async (from: {
    readonly call: Page['call'];
    readonly start?: JsonValue;
    readonly number: number;
  }) => {
    const input =
      from.start === undefined ? from.call.input : { ...from.call.input, ExclusiveStartKey: from.start };
    const result = await call.run({ operation: from.call.operation, input });
    if (!result.ok) return;
    setPage(pageOf(result.output, result.reply, { call: from.call, number: from.number }));
    setChosen(NOTHING_CHOSEN);
  };
  const open = async (item: AttributeMap): Promise<void> => {
    // An index may hold less than the item, and the page may be old: what is edited is read again.
    const result = await call.run({
      operation: 'GetItem',
      input: { TableName: doc.name, Key: itemKey(doc, item), ConsistentRead: true },
    });
    const fresh = result.ok ? itemsOf('GetItem', result.output)?.[0] : undefined;
    if (result.ok) setDialog(fresh === undefined ? undefined : { kind: 'edit', item: fresh });
  };
  const chosenItems = (page?.items ?? []).filter((_item, place) => chosen.has(place));
  return (
    <div className="explorer">
      <SearchBox
        tables={tables}
        table={doc}
        search={search}
        isRunning={call.isRunning}
        onChange={setSearch}
        onSelectTable={onSelectTable}
        onRun={() => {
          if (built.ok) void read({ call: built, number: 1 });
        }}
      />
      <CallPreview call={built.ok ? built : undefined} missing={built.ok ? undefined : built.problem} />
      <FailureAlert failure={call.failure} onDismiss={call.forget} />
      <ResultHeader
        page={page}
        chosen={chosenItems}
        isRunning={call.isRunning}
        onNext={() => {
          if (page?.next !== undefined)
            void read({ call: page.call, start: page.next, number: page.number + 1 });
        }}
        onDialog={setDialog}
        newItem={() => newItem(doc.key)}
        onEdit={(item) => void open(item)}
      />
      <Results
        page={page}
        keyNames={keyNames}
        chosen={chosen}
        onChoose={setChosen}
        onOpen={(item) => void open(item)}
      />
      <ExplorerDialog
        dialog={dialog}
        host={host}
        doc={doc}
        tables={tables}
        onRan={onRan}
        onClose={() => setDialog(undefined)}
        onWritten={(item) => {
          setDialog(undefined);
          setPage((shown) => shown && withItem(shown, doc, item));
        }}
        onDeleted={(items) => {
          setDialog(undefined);
          setChosen(NOTHING_CHOSEN);
          setPage((shown) => shown && withoutItems(shown, doc, items));
        }}
      />
    </div>
  );
});

interface ResultHeaderProps {
  readonly page: Page | undefined;
  readonly chosen: readonly AttributeMap[];
  readonly isRunning: boolean;
  readonly newItem: () => AttributeMap;
  readonly onNext: () => void;
  readonly onDialog: (dialog: Dialog) => void;
  readonly onEdit: (item: AttributeMap) => void;
}

function ResultHeader(props: ResultHeaderProps): ReactNode {
  const { page, chosen, isRunning, onNext, onDialog, onEdit } = props;
  const [first] = chosen;
  return (
    <Header
      variant="h3"
      counter={page === undefined ? '' : `(${formatCount(page.items.length)})`}
      description={page === undefined ? undefined : pageText(page)}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {chosen.length === 1 && first !== undefined ? (
            <>
              <Button onClick={() => onEdit(first)}>Edit</Button>
              <Button onClick={() => onDialog({ kind: 'create', start: first })}>Duplicate</Button>
            </>
          ) : null}
          {chosen.length > 0 ? (
            <Button onClick={() => onDialog({ kind: 'delete', items: chosen })}>
              Delete ({chosen.length})
            </Button>
          ) : null}
          <Button iconName="upload" onClick={() => onDialog({ kind: 'import' })}>
            Import
          </Button>
          <Button onClick={() => onDialog({ kind: 'create', start: props.newItem() })}>Create item</Button>
          {page?.next === undefined ? null : (
            <Button iconName="angle-right" iconAlign="right" loading={isRunning} onClick={onNext}>
              Next page
            </Button>
          )}
        </SpaceBetween>
      }
    >
      Items returned
    </Header>
  );
}

function pageText(page: Page): string {
  const units = page.units === undefined ? '' : ` · ${formatCount(page.units)} RCU`;
  const number = page.number === 1 && page.next === undefined ? '' : `page ${page.number} · `;
  return `${number}scanned ${formatCount(page.scanned)}${units} · ${formatCount(page.latencyMs)} ms`;
}

interface ResultsProps {
  readonly page: Page | undefined;
  readonly keyNames: readonly string[];
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
  readonly onOpen: (item: AttributeMap) => void;
}

function Results({ page, keyNames, chosen, onChoose, onOpen }: ResultsProps): ReactNode {
  if (page === undefined) return <Box color="text-body-secondary">Run a Scan or a Query to see items.</Box>;
  if (page.items.length === 0) {
    return (
      <Box color="text-body-secondary">
        {page.next === undefined
          ? 'No item matches.'
          : 'No item on this page matches. There is more to read: go on to the next page.'}
      </Box>
    );
  }
  return (
    <ItemTable items={page.items} keyNames={keyNames} chosen={chosen} onChoose={onChoose} onOpen={onOpen} />
  );
}

interface ExplorerDialogProps {
  readonly dialog: Dialog | undefined;
  readonly host: CallHost & Pick<HostApi, 'importItems'>;
  readonly doc: TableDoc;
  readonly tables: readonly TableSnapshot[];
  readonly onRan: ((reply: ExecuteReply) => void) | undefined;
  readonly onClose: () => void;
  readonly onWritten: (item: AttributeMap) => void;
  readonly onDeleted: (items: readonly AttributeMap[]) => void;
}

function ExplorerDialog(props: ExplorerDialogProps): ReactNode {
  const { dialog, host, doc, tables, onRan, onClose, onWritten, onDeleted } = props;
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'create':
    case 'edit': {
      const original = dialog.kind === 'edit' ? dialog.item : undefined;
      const start = dialog.kind === 'edit' ? dialog.item : dialog.start;
      const rest = { host, table: doc, start, original, onClose, onWritten, onRan };
      return <ItemEditor {...rest} />;
    }
    case 'delete':
      return (
        <DeleteItems
          host={host}
          table={doc}
          items={dialog.items}
          onClose={onClose}
          onDeleted={onDeleted}
          onRan={onRan}
        />
      );
    case 'import': {
      const table = tables.find((candidate) => candidate.doc.name === doc.name);
      return table === undefined ? null : (
        <Suspense>
          <ImportFile host={host} table={table} onClose={onClose} />
        </Suspense>
      );
    }
  }
}

/** The table's key leads, or the index's and then the table's. */
function keyNamesOf(doc: TableDoc, index: string | undefined): readonly string[] {
  const key = keyOf(doc, index);
  return [...new Set([...key.pk, ...key.sk, ...doc.key.pk, ...doc.key.sk].map(({ name }) => name))];
}

function pageOf(output: JsonObject, reply: ExecuteReply, from: Pick<Page, 'call' | 'number'>): Page {
  const consumed = output['ConsumedCapacity'];
  const units =
    typeof consumed === 'object' && consumed !== null && 'CapacityUnits' in consumed
      ? consumed['CapacityUnits']
      : undefined;
  return {
    ...from,
    items: itemsOf(from.call.operation, output) ?? [],
    scanned: Number(output['ScannedCount'] ?? 0),
    units: typeof units === 'number' ? units : undefined,
    latencyMs: reply.latencyMs,
    next: output['LastEvaluatedKey'],
  };
}

/** Shows a written item at once: in its place when it is on the page, else on top. */
function withItem(page: Page, doc: TableDoc, item: AttributeMap): Page {
  const place = placeOf(page.items, doc, item);
  return { ...page, items: place < 0 ? [item, ...page.items] : page.items.with(place, item) };
}

function withoutItems(page: Page, doc: TableDoc, items: readonly AttributeMap[]): Page {
  const gone = new Set(items.map((item) => JSON.stringify(itemKey(doc, item))));
  return { ...page, items: page.items.filter((item) => !gone.has(JSON.stringify(itemKey(doc, item)))) };
}

function placeOf(items: readonly AttributeMap[], doc: TableDoc, item: AttributeMap): number {
  const key = JSON.stringify(itemKey(doc, item));
  return items.findIndex((candidate) => JSON.stringify(itemKey(doc, candidate)) === key);
}
