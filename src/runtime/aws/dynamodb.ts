import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Enough connections to write a batch concurrently. */
const CONNECTIONS = 50;

/** Creates a client whose timeouts are well below the timeout of the function. */
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

/** Ignores a failed condition, for conditional writes where that is an expected result. Rethrows all other errors. */
export function ignoreConditionFailure(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}
