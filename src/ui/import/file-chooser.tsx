/** Where a file is chosen or dropped, and how it was read, to correct. */
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FileDropzone, { useFilesDragging } from '@cloudscape-design/components/file-dropzone';
import FileInput from '@cloudscape-design/components/file-input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { formatWhole } from '../kit/digits.ts';
import { formatBytes } from '../live/quantity.ts';
import { MAX_FILE_BYTES, type ReadOptions } from './imported-file.ts';
import { MAX_ROWS, type ImportedFile } from './rows.ts';
import type { FileState } from './use-file.ts';

export interface FileChooserProps {
  readonly state: FileState;
  readonly onFile: (file: File) => void;
}

export function FileChooser({ state, onFile }: FileChooserProps): ReactNode {
  const { areFilesDragging } = useFilesDragging();
  if (state.kind === 'reading') {
    return (
      <StatusIndicator type="in-progress">{`Reading ${state.name}: ${Math.floor(state.share * 100)} %`}</StatusIndicator>
    );
  }
  const take = (files: readonly File[]): void => {
    const [first] = files;
    if (first !== undefined) onFile(first);
  };
  const isLoaded = state.kind === 'loaded';
  const input = (
    <FileInput
      accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson"
      ariaLabel={isLoaded ? 'Choose another file to import' : 'Choose a file to import'}
      value={[]}
      onChange={({ detail }) => take(detail.value)}
    >
      {isLoaded ? 'Choose another file' : 'Choose file'}
    </FileInput>
  );
  if (isLoaded && !areFilesDragging) {
    return (
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Box variant="strong">{state.name}</Box>
        {input}
      </SpaceBetween>
    );
  }
  return (
    <FileDropzone onChange={({ detail }) => take(detail.value)}>
      <SpaceBetween size="xs" alignItems="center">
        {input}
        <Box color="text-body-secondary">
          {'or drop it here: CSV, JSON lines, a JSON array, DynamoDB JSON; at most '}
          {`${formatBytes(MAX_FILE_BYTES)} and ${formatWhole(MAX_ROWS)} rows`}
        </Box>
      </SpaceBetween>
    </FileDropzone>
  );
}

export interface FileFactsProps {
  readonly file: ImportedFile;
  /** Reads the same text again; names and types start anew. */
  readonly onReread: (options: ReadOptions) => void;
}

const FORMAT_NAMES = { csv: 'CSV', json: 'JSON', 'dynamodb-json': 'DynamoDB JSON' } as const;
const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

export function FileFacts({ file, onReread }: FileFactsProps): ReactNode {
  const { format, delimiter, hasHeader, rows, sources } = file;
  const between = delimiter === undefined ? '' : ` with ${DELIMITER_NAMES[delimiter] ?? delimiter}`;
  const counts = `${formatWhole(rows.length)} rows, ${sources.length} columns`;
  return (
    <SpaceBetween direction="horizontal" size="l" alignItems="center">
      <Box>{`${FORMAT_NAMES[format]}${between}: ${counts}`}</Box>
      {format === 'csv' ? (
        <Checkbox
          checked={hasHeader}
          onChange={({ detail }) => onReread({ format: 'csv', hasHeader: detail.checked })}
        >
          The first line holds the names
        </Checkbox>
      ) : (
        <Checkbox
          checked={format === 'dynamodb-json'}
          onChange={({ detail }) => onReread({ format: detail.checked ? 'dynamodb-json' : 'json' })}
        >
          Values carry their DynamoDB types
        </Checkbox>
      )}
    </SpaceBetween>
  );
}
