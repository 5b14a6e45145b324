/** Shapes of keys, indexes and their throughput. */
import { list, long, oneOf, optional, required, structure } from '../shape.ts';
import { attributeName, indexName, keyAttributeName } from './names.ts';

export const attributeDefinitions = list(
  structure('AttributeDefinition', {
    AttributeName: required(keyAttributeName, 'Name of a key attribute.'),
    AttributeType: required(oneOf('B', 'N', 'S'), 'S for text, N for numbers, B for bytes.'),
  }),
);

const keySchemaElement = structure('KeySchemaElement', {
  AttributeName: required(keyAttributeName, 'Name of a key attribute; AttributeDefinitions gives its type.'),
  KeyType: required(oneOf('HASH', 'RANGE'), 'HASH for the partition key, RANGE for the sort key.'),
});

/** Of a table or a local index: a partition key, and perhaps a sort key. */
export const keySchema = list(keySchemaElement, { minLength: 1, maxLength: 2 });

/** Of a global index: up to four attributes of each kind. */
const globalKeySchema = list(keySchemaElement, { minLength: 1 });

const projection = structure('Projection', {
  ProjectionType: optional(
    oneOf('ALL', 'INCLUDE', 'KEYS_ONLY'),
    'What the index holds of each item: everything, the keys, or the keys and NonKeyAttributes.',
  ),
  NonKeyAttributes: optional(
    list(keyAttributeName, { minLength: 1, maxLength: 20 }),
    'Attributes to copy into the index; with INCLUDE only.',
  ),
});

export const provisionedThroughput = structure('ProvisionedThroughput', {
  ReadCapacityUnits: required(long({ min: 1 }), 'Strongly consistent reads of 4 KB a second.'),
  WriteCapacityUnits: required(long({ min: 1 }), 'Writes of 1 KB a second.'),
});

export const onDemandThroughput = structure('OnDemandThroughput', {
  MaxReadRequestUnits: optional(long(), 'Most read units a second; -1 takes the limit away.'),
  MaxWriteRequestUnits: optional(long(), 'Most write units a second; -1 takes the limit away.'),
});

export const warmThroughput = structure('WarmThroughput', {
  ReadUnitsPerSecond: optional(long(), 'Read units a second to be ready for at once.'),
  WriteUnitsPerSecond: optional(long(), 'Write units a second to be ready for at once.'),
});

const indexMembers = {
  IndexName: required(indexName, 'Name of the index, unique in its table.'),
  KeySchema: required(globalKeySchema, 'Key attributes of the index.'),
  Projection: required(projection, 'Attributes copied from the table into the index.'),
};

const throughputMembers = {
  ProvisionedThroughput: optional(provisionedThroughput, 'Capacity of the index when it is provisioned.'),
  OnDemandThroughput: optional(onDemandThroughput, 'Upper limits of an on-demand index.'),
  WarmThroughput: optional(warmThroughput, 'Throughput to be ready for at once.'),
};

export const localSecondaryIndexes = list(
  structure('LocalSecondaryIndex', {
    ...indexMembers,
    KeySchema: required(keySchema, "The table's partition key and another sort key."),
  }),
);

export const globalSecondaryIndexes = list(
  structure('GlobalSecondaryIndex', { ...indexMembers, ...throughputMembers }),
);

export const globalSecondaryIndexUpdates = list(
  structure('GlobalSecondaryIndexUpdate', {
    Update: optional(
      structure('UpdateGlobalSecondaryIndexAction', {
        IndexName: indexMembers.IndexName,
        ...throughputMembers,
      }),
      'New throughput for an index.',
    ),
    Create: optional(
      structure('CreateGlobalSecondaryIndexAction', { ...indexMembers, ...throughputMembers }),
      'A new index; existing items are filled in afterwards.',
    ),
    Delete: optional(
      structure('DeleteGlobalSecondaryIndexAction', { IndexName: indexMembers.IndexName }),
      'An index to drop.',
    ),
  }),
);

const vectorMembers = {
  IndexName: indexMembers.IndexName,
  VectorAttribute: required(
    structure('VectorAttributeDefinition', {
      AttributeName: required(keyAttributeName, 'Attribute that holds the vector, a list of numbers.'),
    }),
    'Where the vector is.',
  ),
  SearchSchema: optional(
    list(
      structure('SearchSchemaElement', {
        AttributeName: required(attributeName, 'Attribute that narrows a search.'),
        SearchSchemaElementType: required(oneOf('HASH', 'INLINE_FILTER'), 'How it narrows.'),
      }),
      { minLength: 1 },
    ),
    'Attributes that narrow a search.',
  ),
  Projection: indexMembers.Projection,
  Dimensions: required(long({ min: 1 }), 'Numbers in a vector.'),
  DistanceFunction: required(oneOf('COSINE', 'DOT_PRODUCT', 'EUCLIDEAN'), 'How near two vectors are.'),
};

export const vectorIndexes = list(structure('VectorIndex', vectorMembers));

export const vectorIndexUpdates = list(
  structure('VectorIndexUpdate', {
    Create: optional(structure('CreateVectorIndexAction', vectorMembers), 'A new vector index.'),
    Delete: optional(
      structure('DeleteVectorIndexAction', { IndexName: indexMembers.IndexName }),
      'A vector index to drop.',
    ),
  }),
);
