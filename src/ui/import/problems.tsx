/** What stands against an import: columns to settle, rows that replace one another, lines rejected. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { formatWhole } from '../kit/digits.ts';
import { download } from '../kit/download.ts';
import { rejectedText, type CheckedImport } from './check.ts';
import type { ColumnsProblem, ImportColumn } from './columns.ts';
import type { LineProblem } from './rows.ts';

const LINES_LISTED = 200;
const PAIRS_LISTED = 5;

export interface ColumnsAlertProps {
  readonly problem: ColumnsProblem;
  /** Makes this column the key attribute. */
  readonly onUse: (column: ImportColumn, name: string) => void;
}

export function ColumnsAlert({ problem, onUse }: ColumnsAlertProps): ReactNode {
  switch (problem.kind) {
    case 'no-name':
      return (
        <Alert type="warning">{`The column ${problem.source} needs an attribute name, or to be left out.`}</Alert>
      );
    case 'same-name':
      return (
        <Alert type="warning">{`Two columns become the attribute ${problem.name}: rename one, or leave it out.`}</Alert>
      );
    case 'no-key': {
      const { key, candidates } = problem;
      return (
        <Alert type="warning" header={`Which column is the key attribute ${key.name} (${key.type})?`}>
          <SpaceBetween direction="horizontal" size="xs">
            {candidates.map((column) => (
              <Button key={column.source} onClick={() => onUse(column, key.name)}>
                {`Use ${column.source}`}
              </Button>
            ))}
            <Box padding={{ top: 'xxs' }}>
              {candidates.length === 0
                ? 'No column has fitting values in nearly every row. Write the name over the column that you mean.'
                : 'or write its name over another column.'}
            </Box>
          </SpaceBetween>
        </Alert>
      );
    }
  }
}

export function ReplacedRows({ replaced }: Pick<CheckedImport, 'replaced'>): ReactNode {
  if (replaced.length === 0) return null;
  const pairs = replaced.slice(0, PAIRS_LISTED).map(({ line, by }) => `${line} by ${by}`);
  const rest = replaced.length > PAIRS_LISTED ? ', …' : '';
  const count = replaced.length === 1 ? 'One line has' : `${formatWhole(replaced.length)} lines have`;
  return (
    <Alert type="warning">
      {`${count} the same key as a later line. The later one wins; only it is written: ${pairs.join(', ')}${rest}`}
    </Alert>
  );
}

export interface RejectedLinesProps {
  readonly title: string;
  readonly lines: readonly LineProblem[];
  /** Name of the download. */
  readonly fileName: string;
}

export function RejectedLines({ title, lines, fileName }: RejectedLinesProps): ReactNode {
  if (lines.length === 0) return null;
  const listed = lines.slice(0, LINES_LISTED);
  return (
    <section aria-label={title}>
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Box variant="strong">{`${title} (${formatWhole(lines.length)})`}</Box>
        <Button
          variant="inline-link"
          iconName="download"
          onClick={() => download(fileName, rejectedText(lines), 'text/csv')}
        >
          Download the list
        </Button>
      </SpaceBetween>
      <ul className="import-lines">
        {listed.map(({ line, why }) => (
          <li key={`${line} ${why}`}>
            <b>Line {formatWhole(line)}</b>
            <span>{why}</span>
          </li>
        ))}
        {lines.length > LINES_LISTED ? (
          <li>{`and ${formatWhole(lines.length - LINES_LISTED)} more, in the download`}</li>
        ) : null}
      </ul>
    </section>
  );
}
