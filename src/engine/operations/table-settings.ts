/** Settings that CreateTable and UpdateTable share: streams, encryption, and what is not simulated. */
import { present } from '../../base/assert.ts';
import type { Random } from '../../base/random.ts';
import { DynamoError } from '../../model/errors.ts';
import type { InputOf } from '../../model/operations.ts';
import type { StreamDoc, TableDoc } from '../../model/table.ts';
import type { Context } from '../context.ts';
import { invalidParameters } from './control-plane-table.ts';

type StreamInput = NonNullable<InputOf<'CreateTable'>['StreamSpecification']>;
type SseInput = NonNullable<InputOf<'CreateTable'>['SSESpecification']>;

/** A random UUID of version 4, as the API's TableId. */
export function newUuid(random: Random): string {
  const hex = Array.from({ length: 4 }, () => random.int(0x1_0000_0000).toString(16).padStart(8, '0')).join(
    '',
  );
  const variant = '89ab'.charAt(random.int(4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The streams after a StreamSpecification. Throws when it would change nothing, as the API reference says. */
export function changeStreams(
  context: Context,
  doc: Pick<TableDoc, 'name' | 'arn' | 'streams'>,
  { StreamEnabled, StreamViewType }: StreamInput,
): readonly StreamDoc[] {
  const current = doc.streams.find(({ enabled }) => enabled);
  if (!StreamEnabled) {
    if (current === undefined) {
      throw new DynamoError(
        'ValidationException',
        `Table has no enabled stream to disable: TableName: ${doc.name}`,
      );
    }
    return doc.streams.map((stream) => (stream === current ? disabled(stream, context.nowMs) : stream));
  }
  if (current !== undefined) {
    throw new DynamoError(
      'ValidationException',
      `Table already has an enabled stream: TableName: ${doc.name}`,
    );
  }
  const label = context.streams.newLabel();
  const arn = `${doc.arn}/stream/${label}`;
  return [
    ...doc.streams,
    {
      label,
      arn,
      viewType: present(StreamViewType, 'the view type of a stream'),
      enabled: true,
      createdAtMs: context.nowMs,
    },
  ];
}

function disabled(stream: StreamDoc, nowMs: number): StreamDoc {
  return { ...stream, enabled: false, disabledAtMs: nowMs };
}

/** Undefined for the default, a key that the service owns. */
export function encryption(
  { region, accountId, random }: Context,
  { Enabled, SSEType, KMSMasterKeyId }: SseInput,
): TableDoc['sse'] {
  if (SSEType === 'AES256') throw invalidParameters('SSEType AES256 is not supported');
  if (Enabled !== true) {
    if (KMSMasterKeyId === undefined && SSEType === undefined) return undefined;
    throw invalidParameters('SSEType and KMSMasterKeyId can only be specified when Enabled is true');
  }
  const key = KMSMasterKeyId ?? newUuid(random);
  const resource = key.startsWith('alias/') ? key : `key/${key}`;
  const kmsKeyArn = key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${accountId}:${resource}`;
  return { enabled: true, type: 'KMS', kmsKeyArn };
}

/** Refuses members that would silently do nothing here. */
export function assertSimulated(input: Readonly<Record<string, unknown>>, members: readonly string[]): void {
  const member = members.find((name) => input[name] !== undefined);
  if (member !== undefined) {
    throw new DynamoError('ValidationException', `${member} is not supported by this simulator`);
  }
}
