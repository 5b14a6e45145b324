/** The tokens of a statement, one at a time, and what is met on the way: literals, the table, the first refusal. */
import type { Span, ValueRef } from '../expressions/tree.ts';
import { tokenizePartiql, type PartiqlToken } from './lexer.ts';
import { notWellFormed, type StatementFault } from './statement-error.ts';
import type { Literal, TableRef } from './tree.ts';

/** Keywords that stand between operands. */
const OPERATORS: ReadonlySet<string> = new Set(['AND', 'OR', 'IN', 'IS', 'BETWEEN', 'LIKE']);

/** Deeper statements are refused before they exhaust the stack. */
const MAX_DEPTH = 200;

export class PartiqlCursor {
  readonly text: string;
  readonly values: Literal[] = [];
  parameterCount = 0;
  /** Comparisons with a condition on either side. */
  equalities = 0;
  /** The table, once it has been read. */
  from: TableRef | undefined;
  #refusal: StatementFault | undefined;
  readonly #tokens: readonly PartiqlToken[];
  #at = 0;
  #depth = 0;

  /** Throws when some token cannot be read at all. */
  constructor(text: string) {
    this.text = text;
    this.#tokens = tokenizePartiql(text).filter((token) => token.kind !== 'comment');
    const unreadable = this.#tokens.find((token) => token.kind === 'unreadable');
    if (unreadable !== undefined) throw notWellFormed('', unreadable);
  }

  /** The token `ahead` of the next one; past the end, an empty symbol. */
  peek(ahead = 0): PartiqlToken {
    const token = this.#tokens[this.#at + ahead];
    return token ?? { kind: 'symbol', text: '', soft: false, offset: this.text.length, length: 0 };
  }

  next(): PartiqlToken {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** Where the last token ended. */
  get lastEnd(): number {
    const last = this.#tokens[this.#at - 1];
    return last === undefined ? 0 : last.offset + last.length;
  }

  /** From `start` to the last token. */
  spanFrom({ offset }: Span): Span {
    return { offset, length: this.lastEnd - offset };
  }

  isSymbol(text: string): boolean {
    const token = this.peek();
    return token.kind === 'symbol' && token.text === text && token.length > 0;
  }

  isKeyword(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (
      (token.kind === 'keyword' && token.text === text) || (token.soft && token.text.toUpperCase() === text)
    );
  }

  takeSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.#at += 1;
    return true;
  }

  takeKeyword(text: string): boolean {
    if (!this.isKeyword(text)) return false;
    this.#at += 1;
    return true;
  }

  expectSymbol(text: string): void {
    if (!this.takeSymbol(text)) throw this.unexpected(`Expected ${text}`);
  }

  expectKeyword(text: string): void {
    if (!this.takeKeyword(text)) throw this.unexpected(`Expected ${text}`);
  }

  /**
   * Remembers what cannot be carried out though it can be read. Reading goes on: where the text itself breaks off
   * further on, that is said instead (captured). The first one counts.
   */
  refuse(fault: StatementFault): void {
    this.#refusal ??= fault;
  }

  get refusal(): StatementFault | undefined {
    return this.#refusal;
  }

  /** Passes over all that is left. */
  skipRest(): void {
    this.#at = this.#tokens.length;
  }

  /** Passes over `(`, what it holds and its `)`. */
  skipParentheses(): void {
    this.expectSymbol('(');
    for (let depth = 1; depth > 0;) {
      if (this.atEnd) throw this.unexpected();
      if (this.isSymbol('(')) depth += 1;
      if (this.isSymbol(')')) depth -= 1;
      this.#at += 1;
    }
  }

  /** The token that stands here is wrong; a keyword is called so, anything else as `detail` has it. */
  unexpected(detail = 'Unexpected term'): StatementFault {
    const token = this.peek();
    if (token.kind !== 'keyword') return notWellFormed(detail, token);
    return notWellFormed(OPERATORS.has(token.text) ? 'Unexpected operator' : 'Unexpected keyword', token);
  }

  /** Called behind an operator that stands between two operands. */
  expectRightHandSide(): void {
    if (!this.atEnd && !this.isSymbol(';')) return;
    throw notWellFormed('Missing right-hand side expression of infix operator', this.peek());
  }

  /** A literal's place in conditions and updates. */
  addValue(literal: Literal): ValueRef {
    this.values.push(literal);
    const { offset, length } = literal;
    return { kind: 'value', text: `:${this.values.length - 1}`, offset, length };
  }

  /** Reads something that may hold itself. */
  nested<Node>(read: () => Node): Node {
    if (this.#depth >= MAX_DEPTH) throw notWellFormed('Statement is nested too deeply', this.peek());
    this.#depth += 1;
    const node = read();
    this.#depth -= 1;
    return node;
  }
}
