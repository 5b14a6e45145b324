/** Everything in an input that breaks its shape's constraints, in the order in which the service reports it. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type {
  EnumShape,
  ListShape,
  MapShape,
  NumberShape,
  Shape,
  StringShape,
  StructureShape,
} from '../../model/shape.ts';
import { tableNameOrArn } from '../../model/shapes/names.ts';
import { memberName } from './echo.ts';
import { membersInReportOrder } from './report-order.ts';
import { isTableArn, isTableKey } from './table-name.ts';

export interface Violation {
  /** From the input down, as the service's own language spells it: `requestItems.T.member.keys`. */
  readonly javaPath: string;
  /** The same as the API spells it: `RequestItems.T.member.Keys`. */
  readonly apiPath: string;
  readonly shape: Shape;
  /** Undefined when a member that is required is absent. */
  readonly value: JsonValue | undefined;
  /** `Member must …` */
  readonly requirement: string;
}

interface Visit {
  readonly javaPath: string;
  readonly apiPath: string;
  readonly found: Violation[];
}

interface Bounds {
  readonly minLength?: number;
  readonly maxLength?: number;
}

const NAME_PATTERN = '[a-zA-Z0-9_.-]+';
const NOT_NULL = 'Member must not be null';

export function findViolations(shape: StructureShape, input: JsonObject): readonly Violation[] {
  const found: Violation[] = [];
  visitStructure(shape, input, { javaPath: '', apiPath: '', found });
  return found;
}

/** `value` has been deserialized: it is of the shape's type. */
function visit(shape: Shape, value: JsonValue, at: Visit): void {
  switch (shape.kind) {
    case 'string':
      return visitString(shape, value as string, at);
    case 'enum':
      return visitEnum(shape, value as string, at);
    case 'integer':
    case 'long':
      return visitNumber(shape, value as number, at);
    case 'list':
      return visitList(shape, value, at);
    case 'map':
      return visitMap(shape, value, at);
    case 'structure':
      return visitStructure(shape, value, at);
    case 'timestamp':
    case 'boolean':
    case 'attribute-value':
      return undefined;
  }
}

function report(at: Visit, shape: Shape, value: JsonValue | undefined, requirement: string): void {
  at.found.push({ javaPath: at.javaPath, apiPath: at.apiPath, shape, value, requirement });
}

function atMember(at: Visit, name: string): Visit {
  const dot = at.apiPath === '' ? '' : '.';
  return {
    javaPath: `${at.javaPath}${dot}${memberName(name)}`,
    apiPath: `${at.apiPath}${dot}${name}`,
    found: at.found,
  };
}

/** A list's element by its number from 1, or a map's by its key. */
function atElement(at: Visit, index: string): Visit {
  return {
    javaPath: `${at.javaPath}.${index}.member`,
    apiPath: `${at.apiPath}.${index}.member`,
    found: at.found,
  };
}

function visitStructure(shape: StructureShape, value: JsonValue, at: Visit): void {
  const content = value as JsonObject;
  for (const [name, member] of membersInReportOrder(shape)) {
    const memberValue = content[name];
    if (memberValue !== undefined) visit(member.shape, memberValue, atMember(at, name));
    else if (member.required) report(atMember(at, name), member.shape, undefined, NOT_NULL);
  }
}

function visitString(shape: StringShape, text: string, at: Visit): void {
  for (const requirement of stringRequirements(shape, text)) report(at, shape, text, requirement);
}

function stringRequirements(shape: StringShape, text: string): readonly string[] {
  if (shape === tableNameOrArn) return tableNameRequirements(text);
  const { pattern } = shape;
  const broken = lengthRequirements(shape, text.length);
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`).test(text)) return broken;
  return [`Member must satisfy regular expression pattern: ${pattern}`, ...broken];
}

function tableNameRequirements(text: string): readonly string[] {
  if (text === '') return lengthRequirements({ minLength: 1 }, 0);
  if (isTableArn(text)) return [];
  const broken = lengthRequirements({ maxLength: 255 }, text.length);
  if (/^[a-zA-Z0-9_.-]+$/.test(text)) return broken;
  return [`Member must satisfy regular expression pattern: ${NAME_PATTERN}`, ...broken];
}

function lengthRequirements(
  { minLength = 0, maxLength = Infinity }: Bounds,
  length: number,
): readonly string[] {
  if (length < minLength) return [`Member must have length greater than or equal to ${minLength}`];
  if (length > maxLength) return [`Member must have length less than or equal to ${maxLength}`];
  return [];
}

function visitEnum(shape: EnumShape, value: string, at: Visit): void {
  if (shape.values.includes(value)) return;
  report(at, shape, value, `Member must satisfy enum value set: [${shape.values.join(', ')}]`);
}

function visitNumber(shape: NumberShape, value: number, at: Visit): void {
  const { min = -Infinity, max = Infinity } = shape;
  if (value < min) report(at, shape, value, `Member must have value greater than or equal to ${min}`);
  if (value > max) report(at, shape, value, `Member must have value less than or equal to ${max}`);
}

function visitList(shape: ListShape, value: JsonValue, at: Visit): void {
  for (const requirement of lengthRequirements(shape, (value as readonly JsonValue[]).length)) {
    report(at, shape, value, requirement);
  }
  visitElements(shape, value, at);
}

function visitElements(shape: ListShape, value: JsonValue, at: Visit): void {
  for (const [index, element] of (value as readonly JsonValue[]).entries()) {
    const there = atElement(at, String(index + 1));
    if (element === null) report(there, shape.item, undefined, NOT_NULL);
    else visit(shape.item, element, there);
  }
}

function visitMap(shape: MapShape, value: JsonValue, at: Visit): void {
  const entries = Object.entries(value as JsonObject);
  for (const requirement of lengthRequirements(shape, entries.length)) report(at, shape, value, requirement);
  const keyRequirement = mapKeyRequirement(shape, entries);
  if (keyRequirement !== undefined) report(at, shape, value, keyRequirement);
  const inner = shape.value;
  if (inner.kind !== 'list') {
    for (const [name, content] of entries) visit(inner, content, atElement(at, name));
    return;
  }
  // A list directly in a map answers for its length at the map.
  const isBroken = entries.some(
    ([, list]) => lengthRequirements(inner, (list as readonly JsonValue[]).length).length > 0,
  );
  if (isBroken) {
    const bounds = [
      `Member must have length less than or equal to ${inner.maxLength}`,
      `Member must have length greater than or equal to ${inner.minLength}`,
    ];
    report(at, shape, value, `Map value must satisfy constraint: [${bounds.join(', ')}]`);
  }
  for (const [name, list] of entries) visitElements(inner, list, atElement(at, name));
}

function mapKeyRequirement(
  { key }: MapShape,
  entries: readonly (readonly [string, JsonValue])[],
): string | undefined {
  if (key !== tableNameOrArn) return undefined;
  if (entries.every(([name]) => isTableKey(name))) return undefined;
  const bounds = [
    'Member must have length less than or equal to 255',
    'Member must have length greater than or equal to 3',
    `Member must satisfy regular expression pattern: ${NAME_PATTERN}`,
  ];
  return `Map keys must satisfy constraint: [${bounds.join(', ')}]`;
}
