/** One stream record: which images it shows, and its JSON text as GetRecords gives it. */
import { hash32 } from '../../base/hash.ts';
import type { AttributeMap } from '../../model/attribute-value.ts';
import type { KeySchema, StreamViewType } from '../../model/table.ts';
import type { CommittedWrite } from '../storage/commit.ts';
import { attributesOf, type StoredItem } from '../storage/stored-item.ts';
import { attributeAt, type AttributeRecord, setAttribute } from '../values/attributes.ts';
import { itemSizeBytes } from '../values/size.ts';

export interface StreamRecord {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** DynamoDB JSON text. */
  readonly keysText: string;
  readonly text: string;
}

export interface RecordSource {
  readonly viewType: StreamViewType;
  readonly region: string;
  readonly sequenceNumber: string;
  readonly nowMs: number;
}

/** Who deletes expired items. Guide, "DynamoDB Streams and Time to Live"; member names from the API model. */
const TTL_IDENTITY = '"userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}';

/** The record of a write that changed something. The items' own JSON text is taken over as it is. */
export function streamRecord(write: CommittedWrite, source: RecordSource): StreamRecord {
  const { oldItem, newItem } = write;
  const keys = keysOf(write.table.doc.key, newItem ?? oldItem);
  const keysText = JSON.stringify(keys);
  const shown = {
    new: source.viewType === 'NEW_IMAGE' || source.viewType === 'NEW_AND_OLD_IMAGES' ? newItem : undefined,
    old: source.viewType === 'OLD_IMAGE' || source.viewType === 'NEW_AND_OLD_IMAGES' ? oldItem : undefined,
  };
  const sizeBytes = itemSizeBytes(keys) + (shown.new?.sizeBytes ?? 0) + (shown.old?.sizeBytes ?? 0);
  const eventName = oldItem === undefined ? 'INSERT' : newItem === undefined ? 'REMOVE' : 'MODIFY';
  const dynamodb = [
    `"ApproximateCreationDateTime":${Math.floor(source.nowMs / 1000)}`,
    `"Keys":${keysText}`,
    ...(shown.new === undefined ? [] : [`"NewImage":${shown.new.json}`]),
    ...(shown.old === undefined ? [] : [`"OldImage":${shown.old.json}`]),
    `"SequenceNumber":"${source.sequenceNumber}"`,
    `"SizeBytes":${sizeBytes}`,
    `"StreamViewType":"${source.viewType}"`,
  ];
  const members = [
    `"eventID":"${eventId(source.sequenceNumber)}"`,
    `"eventName":"${eventName}"`,
    '"eventVersion":"1.1"',
    '"eventSource":"aws:dynamodb"',
    `"awsRegion":"${source.region}"`,
    `"dynamodb":{${dynamodb.join(',')}}`,
    ...(write.cause === 'ttl' ? [TTL_IDENTITY] : []),
  ];
  return { eventName, keysText, text: `{${members.join(',')}}` };
}

function keysOf(key: KeySchema, item: StoredItem | undefined): AttributeMap {
  const attributes = item === undefined ? {} : attributesOf(item);
  const keys: AttributeRecord = {};
  for (const { name } of [...key.pk, ...key.sk]) {
    const value = attributeAt(attributes, name);
    if (value !== undefined) setAttribute(keys, name, value);
  }
  return keys;
}

/** 32 hexadecimal digits, a different one for each sequence number. */
function eventId(sequenceNumber: string): string {
  let id = '';
  for (const salt of ['a', 'b', 'c', 'd'])
    id += hash32(salt + sequenceNumber)
      .toString(16)
      .padStart(8, '0');
  return id;
}
