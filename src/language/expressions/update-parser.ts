/** Reads update expressions: SET, REMOVE, ADD and DELETE sections, each at most once, in any order. */
import { redundantParentheses, requiresPath, tooManyOperators, wrongCount } from './faults.ts';
import { continuePath, nameSegment, noName, parsePath, parseValueRef } from './path-parser.ts';
import { T, type TokenCursor } from './token-cursor.ts';
import type {
  Arithmetic,
  Path,
  PathValueAction,
  SetAction,
  SetOperand,
  SetValue,
  Span,
  Update,
} from './tree.ts';

/** Deeper than any update of 300 functions can be without redundant parentheses. */
const MAX_DEPTH = 1000;

const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
]);

/** Reads the whole text. Throws ExpressionFault on a syntax error; other faults are noted on the cursor. */
export function readUpdate(cursor: TokenCursor): Update {
  const set: SetAction[] = [];
  const remove: Path[] = [];
  const add: PathValueAction[] = [];
  const deleted: PathValueAction[] = [];
  const offset = cursor.start;
  const values = new ValueParser(cursor);
  do {
    const { kind } = cursor;
    switch (kind) {
      case T.set:
        openSection(cursor, 'SET', set);
        eachOf(cursor, () => set.push(values.setAction()));
        break;
      case T.remove:
        openSection(cursor, 'REMOVE', remove);
        eachOf(cursor, () => remove.push(parsePath(cursor)));
        break;
      case T.add:
        openSection(cursor, 'ADD', add);
        eachOf(cursor, () => add.push(pathValueAction(cursor)));
        break;
      case T.delete:
        openSection(cursor, 'DELETE', deleted);
        eachOf(cursor, () => deleted.push(pathValueAction(cursor)));
        break;
      default:
        throw cursor.syntaxError();
    }
  } while (!cursor.is(T.end));
  return { kind: 'update', set, remove, add, delete: deleted, offset, length: cursor.end - offset };
}

function openSection(cursor: TokenCursor, word: string, actions: readonly unknown[]): void {
  if (actions.length > 0) {
    const message = `The "${word}" section can only be used once in an update expression;`;
    cursor.noteSection(message, cursor.start, word.length);
  }
  cursor.next();
}

function eachOf(cursor: TokenCursor, readAction: () => unknown): void {
  readAction();
  while (cursor.take(T.comma)) readAction();
}

function pathValueAction(cursor: TokenCursor): PathValueAction {
  const path = parsePath(cursor);
  const value = parseValueRef(cursor);
  return { path, value, offset: path.offset, length: value.offset + value.length - path.offset };
}

function isArithmetic(value: SetValue): value is Arithmetic {
  return value.kind === 'plus' || value.kind === 'minus';
}

/** Reads what SET assigns. */
class ValueParser {
  readonly #cursor: TokenCursor;
  #depth = 0;
  /** The value that parentheses closed last: closed again at once, they are redundant. */
  #parenthesized: SetValue | undefined;

  constructor(cursor: TokenCursor) {
    this.#cursor = cursor;
  }

  setAction(): SetAction {
    const path = parsePath(this.#cursor);
    this.#cursor.expect(T.equal);
    const value = this.#value();
    return { path, value, offset: path.offset, length: value.offset + value.length - path.offset };
  }

  #value(): SetValue {
    const cursor = this.#cursor;
    const left = cursor.is(T.open) ? this.#parentheses(() => this.#value()) : this.#operand();
    const kind = cursor.is(T.plus) ? 'plus' : cursor.is(T.minus) ? 'minus' : undefined;
    if (kind === undefined) return left;
    if (isArithmetic(left)) throw cursor.syntaxError();
    cursor.next();
    cursor.operators += 1;
    const right = this.#operand();
    const { offset } = left;
    return { kind, left, right, offset, length: right.offset + right.length - offset };
  }

  #operand(): SetOperand {
    const cursor = this.#cursor;
    switch (cursor.kind) {
      case T.value:
        return parseValueRef(cursor);
      case T.name:
        return parsePath(cursor);
      case T.word:
        return this.#pathOrCall();
      case T.open:
        return this.#parentheses<SetOperand>(() => this.#operand());
      default:
        throw cursor.syntaxError();
    }
  }

  #parentheses<Value extends SetValue>(readInner: () => Value): Value {
    const cursor = this.#cursor;
    const offset = cursor.start;
    cursor.next();
    this.#enter();
    const inner = readInner();
    this.#depth -= 1;
    const close = cursor.end;
    cursor.expect(T.close);
    if (inner === this.#parenthesized) throw redundantParentheses(offset, close - offset);
    this.#parenthesized = inner;
    return inner;
  }

  #pathOrCall(): SetOperand {
    const cursor = this.#cursor;
    const { start, end } = cursor;
    cursor.next();
    if (!cursor.is(T.open)) return continuePath(cursor, nameSegment(cursor, start, end, false));
    const name = cursor.text.slice(start, end);
    cursor.next();
    cursor.operators += 1;
    this.#enter();
    const operands = [this.#operand()];
    while (cursor.take(T.comma)) operands.push(this.#operand());
    this.#depth -= 1;
    const length = cursor.expect(T.close) - start;
    return this.#call(name, operands, { offset: start, length });
  }

  #call(name: string, operands: readonly SetOperand[], span: Span): SetOperand {
    const cursor = this.#cursor;
    const [first, second] = operands;
    if (name !== 'if_not_exists' && name !== 'list_append') {
      const message = CONDITION_FUNCTIONS.has(name)
        ? `The function is not allowed in an update expression; function: ${name}`
        : `Invalid function name; function: ${name}`;
      cursor.note(message, span.offset, name.length);
    } else if (first === undefined || second === undefined || operands.length > 2) {
      cursor.noteLate(wrongCount(name, operands.length), span);
    } else if (name === 'list_append') {
      return { kind: name, left: first, right: second, ...span };
    } else if (first.kind === 'path') {
      return { kind: name, path: first, otherwise: second, ...span };
    } else {
      cursor.noteLate(requiresPath(name), first);
    }
    return { kind: 'path', segments: [noName(span.offset)], ...span };
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw tooManyOperators(this.#cursor);
  }
}
