/** Shapes that hold attribute values: items, keys, expression names and values. */
import { attributeValue, list, map, string } from '../shape.ts';
import { attributeName } from './names.ts';

export const item = map(attributeName, attributeValue());
export const key = map(attributeName, attributeValue());
export const attributeValues = list(attributeValue());

export const expression = string();
export const expressionAttributeNames = map(string(), attributeName);
export const expressionAttributeValues = map(string(), attributeValue());
