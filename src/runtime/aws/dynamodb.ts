import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { Deadline } from '../deadline';
import { BoundedHttp } from './bounded-http';
import { millisBeforeRetry } from './pause';

const ATTEMPTS = 5;

/** Creates a client whose requests and retries end before the deadline. */
export function dynamoDbClient(deadline = new Deadline()): DynamoDBClient {
  const backoff = {
    computeNextBackoffDelay: (retries: number) => Math.min(millisBeforeRetry(retries + 1), deadline.millis),
    // The same for all errors.
    setDelayBase: () => undefined,
  };
  return new DynamoDBClient({
    maxAttempts: ATTEMPTS,
    retryStrategy: new StandardRetryStrategy({ maxAttempts: ATTEMPTS, backoff }),
    requestHandler: new BoundedHttp(deadline),
  });
}

/** Ignores a failed condition, for conditional writes where that is an expected result. Rethrows all other errors. */
export function ignoreConditionFailure(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}
