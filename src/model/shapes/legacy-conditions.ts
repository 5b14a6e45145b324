/** Shapes of the conditions and filters that came before expressions. */
import { attributeValue, boolean, map, oneOf, optional, required, structure } from '../shape.ts';
import { attributeValues } from './attribute-values.ts';
import { attributeName } from './names.ts';

const comparisonOperator = oneOf(
  'IN',
  'NULL',
  'BETWEEN',
  'LT',
  'NOT_CONTAINS',
  'EQ',
  'GT',
  'NOT_NULL',
  'NE',
  'LE',
  'BEGINS_WITH',
  'GE',
  'CONTAINS',
);

const condition = structure('Condition', {
  AttributeValueList: optional(attributeValues, 'The operands; how many depends on the operator.'),
  ComparisonOperator: required(comparisonOperator, 'How the attribute is compared with the operands.'),
});

const expectedAttributeValue = structure('ExpectedAttributeValue', {
  Value: optional(attributeValue(), 'The value that the attribute must have.'),
  Exists: optional(boolean(), 'False asks that the attribute is absent.'),
  ComparisonOperator: optional(comparisonOperator, 'How the attribute is compared with the operands.'),
  AttributeValueList: optional(attributeValues, 'The operands; how many depends on the operator.'),
});

const attributeValueUpdate = structure('AttributeValueUpdate', {
  Value: optional(attributeValue(), 'The value to put, add or take away.'),
  Action: optional(
    oneOf('ADD', 'PUT', 'DELETE'),
    'What to do with the attribute; PUT unless said otherwise.',
  ),
});

export const conditions = map(attributeName, condition);
export const attributeUpdates = map(attributeName, attributeValueUpdate);

export const expected = optional(
  map(attributeName, expectedAttributeValue),
  'Legacy: use ConditionExpression. What each attribute must be for the write to happen.',
);

export const conditionalOperator = optional(
  oneOf('OR', 'AND'),
  'Legacy: joins the members of a legacy condition or filter; AND unless said otherwise.',
);
