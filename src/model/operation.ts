/** One API operation as data. */
import type { StructureShape } from './shape.ts';

export interface Operation<Input extends StructureShape = StructureShape> {
  /** The half of the API it belongs to; the wire's target header names it. */
  readonly service: 'DynamoDB' | 'DynamoDBStreams';
  /** One line for hover help. */
  readonly doc: string;
  readonly input: Input;
}

export function operation<const Input extends StructureShape>(
  doc: string,
  input: Input,
  service: Operation['service'] = 'DynamoDB',
): Operation<Input> {
  return { service, doc, input };
}
