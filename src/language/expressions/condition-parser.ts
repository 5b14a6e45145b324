/** Reads condition, filter and key condition expressions, by precedence: OR, AND, NOT, comparisons. */
import { redundantParentheses, requiresPath, tooManyOperators, wrongCount } from './faults.ts';
import { continuePath, nameSegment, noName, parsePath, parseValueRef } from './path-parser.ts';
import { T, type TokenCursor, type TokenKind } from './token-cursor.ts';
import type { And, Comparator, Condition, In, Operand, Or, Path, Span } from './tree.ts';

const MAX_IN_CANDIDATES = 100;
/** Deeper than any condition of 300 operators can be without redundant parentheses. */
const MAX_DEPTH = 1000;

const ARITY: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const UPDATE_FUNCTIONS: ReadonlySet<string> = new Set(['if_not_exists', 'list_append']);

const COMPARATORS = new Map<TokenKind, Comparator>([
  [T.equal, '='],
  [T.notEqual, '<>'],
  [T.less, '<'],
  [T.lessOrEqual, '<='],
  [T.greater, '>'],
  [T.greaterOrEqual, '>='],
]);

/** A call that was noted as a fault: it may stand anywhere, since its tree is never handed out. */
interface FaultyCall extends Span {
  readonly kind: 'faulty-call';
}

/** What has been read before it is known whether it is compared or holds by itself. */
type Term = Operand | Condition | FaultyCall;

/** Reads the whole text. Throws ExpressionFault on a syntax error; other faults are noted on the cursor. */
export function readCondition(cursor: TokenCursor): Condition {
  const parser = new ConditionParser(cursor);
  return parser.whole();
}

class ConditionParser {
  readonly #cursor: TokenCursor;
  #depth = 0;
  /** The term that parentheses closed last: closed again at once, they are redundant. */
  #parenthesized: Term | undefined;

  constructor(cursor: TokenCursor) {
    this.#cursor = cursor;
  }

  whole(): Condition {
    const condition = this.#holds(this.#expression(0));
    if (!this.#cursor.is(T.end)) throw this.#cursor.syntaxError();
    return condition;
  }

  /** Reads on while operators bind tighter than `power`: OR is 1, AND is 2. */
  #expression(power: number): Term {
    const cursor = this.#cursor;
    let left = this.#unary();
    for (;;) {
      const { kind } = cursor;
      const own = kind === T.and ? 2 : kind === T.or ? 1 : 0;
      if (own <= power) return left;
      const operands: Condition[] = [this.#holds(left)];
      while (cursor.take(kind)) {
        cursor.operators += 1;
        operands.push(this.#holds(this.#expression(own)));
      }
      left = joined(kind === T.and ? 'and' : 'or', operands);
    }
  }

  #unary(): Term {
    const cursor = this.#cursor;
    if (!cursor.is(T.not)) return this.#comparison();
    const offset = cursor.start;
    cursor.next();
    cursor.operators += 1;
    this.#enter();
    const operand = this.#holds(this.#unary());
    this.#depth -= 1;
    return { kind: 'not', operand, offset, length: end(operand) - offset };
  }

  #comparison(): Term {
    const cursor = this.#cursor;
    const left = this.#term(false);
    const comparator = COMPARATORS.get(cursor.kind);
    if (comparator !== undefined) {
      const operand = this.#compared(left);
      cursor.next();
      cursor.operators += 1;
      const right = this.#operand();
      const { offset } = left;
      return { kind: 'compare', comparator, left: operand, right, offset, length: end(right) - offset };
    }
    if (cursor.is(T.between)) return this.#between(left);
    if (cursor.is(T.in)) return this.#in(left);
    return left;
  }

  #between(left: Term): Condition {
    const operand = this.#compared(left);
    this.#cursor.next();
    this.#cursor.operators += 1;
    const low = this.#operand();
    this.#cursor.expect(T.and);
    const high = this.#operand();
    return { kind: 'between', operand, low, high, offset: left.offset, length: end(high) - left.offset };
  }

  #in(left: Term): Condition {
    const cursor = this.#cursor;
    const operand = this.#compared(left);
    cursor.next();
    cursor.operators += 1;
    cursor.expect(T.open);
    const candidates = [this.#operand()];
    while (cursor.take(T.comma)) candidates.push(this.#operand());
    const close = cursor.expect(T.close);
    const { offset } = left;
    const node: In = { kind: 'in', operand, candidates, offset, length: close - offset };
    if (candidates.length > MAX_IN_CANDIDATES) {
      cursor.noteLate(
        `The IN operator is provided with too many operands; number of operands: ${candidates.length}`,
        node,
      );
    }
    return node;
  }

  #operand(): Operand {
    return this.#compared(this.#term(true));
  }

  /** A path, a value, a call or something in parentheses. `operandOnly`: a comparison cannot stand here. */
  #term(operandOnly: boolean): Term {
    const cursor = this.#cursor;
    switch (cursor.kind) {
      case T.value:
        return parseValueRef(cursor);
      case T.name:
        return parsePath(cursor);
      case T.word:
        return this.#pathOrCall();
      case T.open:
        return this.#parentheses(operandOnly);
      default:
        throw cursor.syntaxError();
    }
  }

  #parentheses(operandOnly: boolean): Term {
    const cursor = this.#cursor;
    const offset = cursor.start;
    cursor.next();
    this.#enter();
    const inner = operandOnly ? this.#term(true) : this.#expression(0);
    this.#depth -= 1;
    const close = cursor.end;
    cursor.expect(T.close);
    if (inner === this.#parenthesized) throw redundantParentheses(offset, close - offset);
    this.#parenthesized = inner;
    return inner;
  }

  #pathOrCall(): Term {
    const cursor = this.#cursor;
    const { start, end: wordEnd } = cursor;
    cursor.next();
    if (!cursor.is(T.open)) return continuePath(cursor, nameSegment(cursor, start, wordEnd, false));
    const name = cursor.text.slice(start, wordEnd);
    cursor.next();
    cursor.operators += 1;
    this.#enter();
    const operands = [this.#operand()];
    while (cursor.take(T.comma)) operands.push(this.#operand());
    this.#depth -= 1;
    const length = cursor.expect(T.close) - start;
    return this.#call(name, operands, { offset: start, length });
  }

  #call(name: string, operands: readonly Operand[], span: Span): Term {
    const [first, second] = operands;
    const arity = Object.hasOwn(ARITY, name) ? ARITY[name] : undefined;
    if (arity === undefined) {
      const message = UPDATE_FUNCTIONS.has(name)
        ? `The function is not allowed in a condition expression; function: ${name}`
        : `Invalid function name; function: ${name}`;
      this.#cursor.note(message, span.offset, name.length);
      return { kind: 'faulty-call', ...span };
    }
    if (first === undefined || arity !== operands.length) {
      this.#cursor.note(wrongCount(name, operands.length), span.offset, name.length);
      return { kind: 'faulty-call', ...span };
    }
    switch (name) {
      case 'size':
        return { kind: 'size', operand: first, ...span };
      case 'attribute_exists':
      case 'attribute_not_exists':
        return { kind: name, path: this.#pathOf(first, name), ...span };
      case 'attribute_type':
        return { kind: name, path: this.#pathOf(first, name), type: second ?? first, ...span };
      case 'begins_with':
        return { kind: name, operand: first, prefix: second ?? first, ...span };
      default:
        return { kind: 'contains', operand: first, member: second ?? first, ...span };
    }
  }

  #pathOf(operand: Operand, name: string): Path {
    if (operand.kind === 'path') return operand;
    const { offset, length } = operand;
    this.#cursor.noteLate(requiresPath(name), operand);
    return { kind: 'path', segments: [noName(offset)], offset, length };
  }

  /** The term as a condition. A bare operand is none: DynamoDB stumbles over whatever follows it. */
  #holds(term: Term): Condition {
    switch (term.kind) {
      case 'path':
      case 'value':
        throw this.#cursor.syntaxError();
      case 'size':
        this.#misused(term);
        return noCondition(term);
      case 'faulty-call':
        return noCondition(term);
      default:
        return term;
    }
  }

  /** The term as an operand. */
  #compared(term: Term): Operand {
    switch (term.kind) {
      case 'path':
      case 'value':
      case 'size':
        return term;
      case 'attribute_exists':
      case 'attribute_not_exists':
      case 'attribute_type':
      case 'begins_with':
      case 'contains':
        this.#misused(term);
        return { kind: 'value', text: '', offset: term.offset, length: term.length };
      case 'faulty-call':
        return { kind: 'value', text: '', offset: term.offset, length: term.length };
      default:
        throw this.#cursor.syntaxError();
    }
  }

  #misused(call: Operand | Condition): void {
    const message = `The function is not allowed to be used this way in an expression; function: ${call.kind}`;
    this.#cursor.note(message, call.offset, call.kind.length);
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw tooManyOperators(this.#cursor);
  }
}

function noCondition({ offset, length }: Span): Condition {
  return { kind: 'and', operands: [], offset, length };
}

function joined(kind: 'and' | 'or', operands: readonly Condition[]): And | Or {
  const first = operands[0];
  const last = operands.at(-1);
  const offset = first?.offset ?? 0;
  return { kind, operands, offset, length: last === undefined ? 0 : end(last) - offset };
}

function end(span: Span): number {
  return span.offset + span.length;
}
