/** The AWS SDK over the page's engine: its three packages whole, and clients that are ready to send. */
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as streams from '@aws-sdk/client-dynamodb-streams';
import * as documents from '@aws-sdk/lib-dynamodb';
import { clientSettings, type ExecutingHost } from '../../sdk/request-handler.ts';

export interface SdkClients {
  readonly client: dynamodb.DynamoDBClient;
  readonly documents: documents.DynamoDBDocumentClient;
  readonly streams: streams.DynamoDBStreamsClient;
  /** For clients of one's own making: region, credentials, endpoint and request handler. */
  readonly settings: ReturnType<typeof clientSettings>;
  /** Everything that the packages export, by package. */
  readonly packages: {
    readonly '@aws-sdk/client-dynamodb': typeof dynamodb;
    readonly '@aws-sdk/client-dynamodb-streams': typeof streams;
    readonly '@aws-sdk/lib-dynamodb': typeof documents;
  };
}

export function createSdkClients(host: ExecutingHost): SdkClients {
  const settings = clientSettings(host);
  const client = new dynamodb.DynamoDBClient(settings);
  return {
    client,
    documents: documents.DynamoDBDocumentClient.from(client),
    streams: new streams.DynamoDBStreamsClient(settings),
    settings,
    packages: {
      '@aws-sdk/client-dynamodb': dynamodb,
      '@aws-sdk/client-dynamodb-streams': streams,
      '@aws-sdk/lib-dynamodb': documents,
    },
  };
}
