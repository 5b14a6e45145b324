/** The receipt beside the results. */
import type { Receipt } from '../../model/command.ts';
import { costLine, printLine, totalText, type PrintedLine } from './receipt.ts';

export function ReceiptView({ receipt }: { readonly receipt: Receipt | undefined }) {
  if (receipt === undefined) return <p className="hr-empty">This answer came without a receipt.</p>;
  return (
    <section className="hr-receipt" aria-label="Receipt">
      <h2>
        Receipt <small>why {totalText(receipt)}</small>
      </h2>
      {receipt.lines.length === 0 && (
        <p className="hr-empty">Nothing was read or written, so nothing is charged.</p>
      )}
      {receipt.lines.map((line) => (
        <dl key={`${line.table} ${line.index ?? ''} ${line.action} ${line.what}`}>
          {printLine(line).map((printed) => (
            <Line key={printed.text} line={printed} />
          ))}
        </dl>
      ))}
      {receipt.lines.length > 0 && (
        <dl>
          <Line line={costLine(receipt)} />
        </dl>
      )}
    </section>
  );
}

function Line({ line }: { readonly line: PrintedLine }) {
  return (
    <div data-kind={line.kind}>
      <dt>{line.text}</dt>
      <dd className="hr-number">{line.value}</dd>
    </div>
  );
}
