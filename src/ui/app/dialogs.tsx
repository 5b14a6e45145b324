/** The dialog that is open, if any; each is loaded when first asked for. */
import { lazy, Suspense } from 'react';
import { useApp } from '../state/store.ts';
import type { OpenDialog } from '../state/view-slice.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }));
const PhysicsDialog = lazy(async () => ({ default: (await import('./physics-dialog.tsx')).PhysicsDialog }));
const ShareDialog = lazy(async () => ({
  default: (await import('../scenarios/share-dialog.tsx')).ShareDialog,
}));
const AskOpen = lazy(async () => ({ default: (await import('../scenarios/ask-open.tsx')).AskOpen }));
const CreateTable = lazy(async () => ({ default: (await import('../tables/create-table.tsx')).CreateTable }));
const DeleteTable = lazy(async () => ({ default: (await import('../tables/delete-table.tsx')).DeleteTable }));
const ImportFile = lazy(async () => ({ default: (await import('../import/import-file.tsx')).ImportFile }));

export function Dialogs() {
  const dialog = useApp((state) => state.dialog);
  if (dialog === undefined) return undefined;
  return (
    <Suspense>
      <DialogOf dialog={dialog} />
    </Suspense>
  );
}

function DialogOf({ dialog }: { readonly dialog: OpenDialog }) {
  const close = useApp((state) => state.closeDialog);
  switch (dialog.kind) {
    case 'palette':
      return <Palette onClose={close} />;
    case 'keys':
      return <KeysHelp onClose={close} />;
    case 'physics':
      return <PhysicsDialog onClose={close} />;
    case 'share':
      return <ShareDialog onClose={close} />;
    case 'ask-open':
      return <AskOpen run={dialog.run} from={dialog.from} doubt={dialog.doubt} onClose={close} />;
    case 'create-table':
    case 'delete-table':
    case 'import':
      return <TableDialog dialog={dialog} />;
  }
}

function TableDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: `${string}-table` | 'import' }>;
}) {
  const close = useApp((state) => state.closeDialog);
  const openTable = useApp((state) => state.openTable);
  const closeTable = useApp((state) => state.closeTable);
  const host = useApp(({ connection }) => (connection.kind === 'ready' ? connection.host : undefined));
  const name = dialog.kind === 'create-table' ? undefined : dialog.table;
  const table = useApp(({ frame }) => frame?.tables.find(({ doc }) => doc.name === name));
  if (host === undefined) return undefined;
  if (dialog.kind === 'create-table')
    return <CreateTable host={host} onClose={close} onCreated={openTable} />;
  if (table === undefined) return undefined;
  return dialog.kind === 'import' ? (
    <ImportFile host={host} table={table} file={dialog.file} onClose={close} />
  ) : (
    <DeleteTable host={host} table={table} onClose={close} onDeleted={() => closeTable(dialog.table)} />
  );
}
