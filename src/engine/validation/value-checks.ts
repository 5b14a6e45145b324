/** The attribute values of a request that was not accepted at once, checked in the order the operation asks for. */
import type { AttributeMap, AttributeValue } from '../../model/attribute-value.ts';
import type { OperationName } from '../../model/operations.ts';
import { attributeValueRefusal, attributesRefusal } from './attribute-value-refusal.ts';
import { hasOlderValueWording, requestError } from './wording.ts';

/** Each throws a ValidationException for the first value that cannot be stored. */
export interface ValueChecks {
  /** An item or a key. */
  attributes(attributes: AttributeMap): void;
  value(value: AttributeValue): void;
  startKey(key: AttributeMap): void;
  expressionValues(values: AttributeMap): void;
}

/** A start key's own complaint stands before these only when they are of another kind. [seen] */
const BARE_IN_START_KEY =
  /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

export function createValueChecks(operation: OperationName): ValueChecks {
  const older = hasOlderValueWording(operation);
  const refuse = (message: string | undefined): void => {
    if (message !== undefined) throw requestError(operation, message);
  };
  return {
    attributes: (attributes) => refuse(attributesRefusal(attributes, older)),
    value: (value) => refuse(attributeValueRefusal(value, older)),
    startKey(key) {
      const message = attributesRefusal(key, older);
      if (message === undefined) return;
      refuse(BARE_IN_START_KEY.test(message) ? message : `The provided starting key is invalid: ${message}`);
    },
    expressionValues(values) {
      for (const [name, value] of Object.entries(values)) {
        const message = attributeValueRefusal(value, older);
        const wrapped = `ExpressionAttributeValues contains invalid value: ${message} for key ${name}`;
        refuse(message === undefined || !older ? message : wrapped);
      }
    },
  };
}
