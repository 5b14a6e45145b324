/** Import lives in ui/import; the frame loads it lazily from here. */
export { ImportFile } from '../import/import-file.tsx';
