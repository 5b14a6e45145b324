/** The explanation of a call, gathered while it runs and only when asked for. */
import type { Plan, Receipt, ReceiptLine } from '../model/command.ts';

export interface ReceiptBuilder {
  add(line: ReceiptLine): void;
  plan(plan: Plan): void;
  build(operation: string): Receipt;
}

export declare function createReceiptBuilder(): ReceiptBuilder;
