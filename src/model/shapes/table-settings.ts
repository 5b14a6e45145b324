/** Shapes of a table's settings: billing, stream, encryption, tags. */
import { boolean, list, oneOf, optional, required, string, structure } from '../shape.ts';

export const billingMode = oneOf('PROVISIONED', 'PAY_PER_REQUEST');
export const tableClass = oneOf('STANDARD', 'STANDARD_INFREQUENT_ACCESS');
export const settingsReplicationMode = oneOf('ENABLED', 'DISABLED', 'ENABLED_WITH_OVERRIDES');

export const streamSpecification = structure('StreamSpecification', {
  StreamEnabled: required(boolean(), 'True turns the stream on, false turns it off.'),
  StreamViewType: optional(
    oneOf('NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'),
    'What each record holds of the changed item.',
  ),
});

export const sseSpecification = structure('SSESpecification', {
  Enabled: optional(boolean(), 'True encrypts with a KMS key, false with a key of the service.'),
  SSEType: optional(oneOf('AES256', 'KMS'), 'KMS is the only one accepted.'),
  KMSMasterKeyId: optional(string(), 'Key id, ARN or alias; only when it is not the default key.'),
});

const tagKey = string({ minLength: 1, maxLength: 128 });

export const tagKeys = list(tagKey);

export const tags = list(
  structure('Tag', {
    Key: required(tagKey, 'Name of the tag.'),
    Value: required(string({ minLength: 0, maxLength: 256 }), 'Value of the tag; may be empty.'),
  }),
);
