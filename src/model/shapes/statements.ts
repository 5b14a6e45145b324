/** Shapes that the PartiQL operations share. */
import { attributeValue, list, string } from '../shape.ts';

export const statement = string({ minLength: 1, maxLength: 8192 });
export const parameters = list(attributeValue(), { minLength: 1 });
export const statementNextToken = string({ minLength: 1, maxLength: 32_768 });
export const clientRequestToken = string({ minLength: 1, maxLength: 36 });
