/** The dialog that is open, if any; each is loaded when first asked for. */
import { lazy, Suspense } from 'react';
import { useApp } from '../state/store.ts';
import type { OpenDialog } from '../state/view-slice.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }));
const PhysicsDialog = lazy(async () => ({ default: (await import('./physics-dialog.tsx')).PhysicsDialog }));
const ShareDialog = lazy(async () => ({ default: (await import('../scenarios/share-dialog.tsx')).ShareDialog }));
const AskOpen = lazy(async () => ({ default: (await import('../scenarios/ask-open.tsx')).AskOpen }));
const CreateTable = lazy(async () => ({ default: (await import('../tables/create-table.tsx')).CreateTable }));
const DeleteTable = lazy(async () => ({ default: (await import('../tables/delete-table.tsx')).DeleteTable }));
const ImportFile = lazy(async () => ({ default: (await import('../tables/import-file.tsx')).ImportFile }));

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
    default:
      return undefined;
  }
}
