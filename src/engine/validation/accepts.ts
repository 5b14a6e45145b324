/** The fast yes for whole inputs: shapes compiled once into closures that allocate nothing and say only yes or no. */
import { unreachable } from '../../base/assert.ts';
import type { JsonValue } from '../../base/json.ts';
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
import { acceptsAttributes, acceptsValue } from './accepts-value.ts';
import { isJsonArray, isJsonObject } from './json-kinds.ts';
import { isTableKey, isTableNameOrArn } from './table-name.ts';

/** True is final: type, constraints and attribute values are all right. False means: look closer. */
export type Accepts = (value: JsonValue) => boolean;

export function compileAccepts(shape: Shape): Accepts {
  switch (shape.kind) {
    case 'string':
      return shape === tableNameOrArn ? acceptsTableName : compileString(shape);
    case 'enum':
      return compileEnum(shape);
    case 'integer':
    case 'long':
      return compileNumber(shape);
    case 'timestamp':
      return (value) => typeof value === 'number';
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'attribute-value':
      return (value) => acceptsValue(value, 1);
    case 'list':
      return compileList(shape);
    case 'map':
      return compileMap(shape);
    case 'structure':
      return compileStructure(shape);
    default:
      return unreachable(shape);
  }
}

function acceptsTableName(value: JsonValue): boolean {
  return typeof value === 'string' && isTableNameOrArn(value);
}

function compileString({ minLength = 0, maxLength = Infinity, pattern }: StringShape): Accepts {
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
  return (value) =>
    typeof value === 'string' &&
    value.length >= minLength &&
    value.length <= maxLength &&
    (whole === undefined || whole.test(value));
}

function compileEnum({ values }: EnumShape): Accepts {
  return (value) => typeof value === 'string' && values.includes(value);
}

function compileNumber({ min = -Infinity, max = Infinity }: NumberShape): Accepts {
  return (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function compileList({ item, minLength = 0, maxLength = Infinity }: ListShape): Accepts {
  const acceptsItem = compileAccepts(item);
  return (value) => {
    if (!isJsonArray(value) || value.length < minLength || value.length > maxLength) return false;
    for (const element of value) if (!acceptsItem(element)) return false;
    return true;
  };
}

function compileMap({ key, value: valueShape, minLength = 0, maxLength = Infinity }: MapShape): Accepts {
  if (valueShape.kind === 'attribute-value') return (value) => acceptsAttributes(value, 1);
  const acceptsKey = key === tableNameOrArn ? isTableKey : compileAccepts(key);
  const acceptsMember = compileAccepts(valueShape);
  return (value) => {
    if (!isJsonObject(value)) return false;
    let count = 0;
    for (const name in value) {
      const member = value[name];
      if (member === undefined || !acceptsKey(name) || !acceptsMember(member)) return false;
      count++;
    }
    return count >= minLength && count <= maxLength;
  };
}

interface CompiledMember {
  readonly accepts: Accepts;
  readonly required: number;
}

function compileStructure({ members }: StructureShape): Accepts {
  const compiled = new Map<string, CompiledMember>();
  let requiredCount = 0;
  for (const [name, { shape, required }] of Object.entries(members)) {
    compiled.set(name, { accepts: compileAccepts(shape), required: required ? 1 : 0 });
    if (required) requiredCount++;
  }
  return (value) => {
    if (!isJsonObject(value)) return false;
    let missing = requiredCount;
    for (const name in value) {
      const member = compiled.get(name);
      const content = value[name];
      if (member === undefined || content === undefined || !member.accepts(content)) return false;
      missing -= member.required;
    }
    return missing === 0;
  };
}
