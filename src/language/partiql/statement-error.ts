/** A PartiQL statement's error as data: the message as the service sends it, and where it points. */
import type { Span } from '../expressions/tree.ts';

export interface StatementError extends Span {
  readonly message: string;
}

/** Ends a parse, or waits in the cursor until its end; never leaves the parsers. */
export class StatementFault extends Error {
  readonly fault: StatementError;

  constructor(fault: StatementError) {
    super(fault.message);
    this.fault = fault;
  }
}

export function notWellFormed(detail: string, { offset, length }: Span): StatementFault {
  return new StatementFault({
    message: `Statement wasn't well formed, can't be processed: ${detail}`,
    offset,
    length,
  });
}

/** A message with no envelope and no position. */
export function bareFault(message: string, { offset, length }: Span): StatementFault {
  return new StatementFault({ message, offset, length });
}

/** A message that names the place: `Unexpected path component at 1:8:5`, line, column and length, from 1. */
export function faultAt(text: string, message: string, { offset, length }: Span): StatementFault {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return new StatementFault({ message: `${message} at ${line}:${column}:${length}`, offset, length });
}
