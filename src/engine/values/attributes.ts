/** Members of items and maps by name, whatever the name: `constructor` and `__proto__` are names too. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';

/** Items and maps while they are being made. */
export type AttributeRecord = Record<string, AttributeValue>;

export function attributeAt(attributes: AttributeMap, name: string): AttributeValue | undefined {
  const value = attributes[name];
  return value !== undefined && Object.hasOwn(attributes, name) ? value : undefined;
}

export function setAttribute(attributes: AttributeRecord, name: string, value: AttributeValue): void {
  if (name === '__proto__') {
    Object.defineProperty(attributes, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    attributes[name] = value;
  }
}
