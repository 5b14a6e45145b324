/** The explanation of a call, gathered while it runs and only when asked for. */
import type { Plan, Receipt, ReceiptLine } from '../model/command.ts';

export interface ReceiptBuilder {
  add(line: ReceiptLine): void;
  /** The last one given counts. */
  plan(plan: Plan): void;
  build(operation: string): Receipt;
}

const NO_PLAN: Plan = {
  access: 'control',
  partitions: [],
  itemsWalked: 0,
  itemsFiltered: 0,
  itemsReturned: 0,
};

export function createReceiptBuilder(): ReceiptBuilder {
  const lines: ReceiptLine[] = [];
  let plan = NO_PLAN;
  return {
    add: (line) => void lines.push(line),
    plan(given) {
      plan = given;
    },
    build: (operation) => ({ operation, lines: [...lines], plan }),
  };
}
