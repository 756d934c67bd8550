import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Enough connections to write a batch side by side, and timeouts well below the function's own. */
const CONNECTIONS = 50;

export function dynamoDbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 5,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 1_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
      socketAcquisitionWarningTimeout: 30_000,
      httpsAgent: { maxSockets: CONNECTIONS, keepAlive: true },
      httpAgent: { maxSockets: CONNECTIONS, keepAlive: true },
    }),
  });
}

/** For a conditional write whose refusal is an answer, not a failure. */
export function passOverRefusal(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}
