import type {
  AttributeValue,
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  ScanCommandInput,
  ScanCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { dynamoDbEndpoint } from './dynamodb-endpoint';
import { AwsCallFailed, SignedRequests } from './signed-request';
import { Environment } from '../environment';

/** A value as the protocol of DynamoDB has it. Numbers stay text, so that none loses digits. The tables have no binary values. */
export type { AttributeValue, ScanCommandInput, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
export type Item = Record<string, AttributeValue>;
type Result<Output> = Omit<Output, '$metadata'>;

const MAX_TRIES = 5;

/** A call that DynamoDB rejected or did not respond to. The name is the error code. */
export class DynamoDbFailed extends Error {
  /** @param isPassing whether the same call may succeed later */
  constructor(
    override readonly name: string,
    readonly isPassing: boolean,
  ) {
    super(`The call to DynamoDB failed: ${name}`);
  }
}

/** The operations of DynamoDB that the handlers use. Input and output are those of the API. */
export class DynamoDb {
  /** The path of the endpoint, if it is a configured one that has a path. */
  private readonly path: string;

  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
  ) {
    this.path = new URL(endpoint).pathname.replace(/\/?$/, '/');
  }

  getItem(input: GetItemCommandInput): Promise<Result<GetItemCommandOutput>> {
    return this.call('GetItem', input);
  }

  updateItem(input: UpdateItemCommandInput): Promise<Result<UpdateItemCommandOutput>> {
    return this.call('UpdateItem', input);
  }

  batchGetItem(input: BatchGetItemCommandInput): Promise<Result<BatchGetItemCommandOutput>> {
    return this.call('BatchGetItem', input);
  }

  scan(input: ScanCommandInput, signal?: AbortSignal): Promise<Result<ScanCommandOutput>> {
    return this.call('Scan', input, signal);
  }

  private call<Output>(operation: string, input: object, signal?: AbortSignal): Promise<Output> {
    return this.requests
      .sendJson<Output>({
        service: 'dynamodb',
        endpoint: this.endpoint,
        path: this.path,
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
        body: JSON.stringify(input),
        maxTries: MAX_TRIES,
        signal,
      })
      .catch(rethrow);
  }
}

/** Creates the adapter from the variables that Lambda sets. */
export const makeDynamoDb = (environment: Environment, requests: SignedRequests): DynamoDb =>
  new DynamoDb(requests, dynamoDbEndpoint(environment));

/** Whether the same call may succeed later. A table that is gone, or may not be read, does not come back by itself: jobs are recorded with the known facts. */
export const isPassing = (error: unknown): boolean => !(error instanceof DynamoDbFailed) || error.isPassing;

export const isConditionFailure = (error: unknown): boolean =>
  error instanceof DynamoDbFailed && error.name === 'ConditionalCheckFailedException';

/** Ignores a failed condition, for conditional writes where that is an expected result. Rethrows all other errors. */
export function ignoreConditionFailure(error: unknown): void {
  if (!isConditionFailure(error)) throw error;
}

function rethrow(error: unknown): never {
  throw error instanceof AwsCallFailed ? new DynamoDbFailed(error.reported, error.isPassing) : error;
}
