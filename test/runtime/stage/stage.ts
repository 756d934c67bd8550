import { randomUUID } from 'node:crypto';
import {
  AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { Wire } from './wire';
import { portOf } from '../../jest/servers-of-worker';

/** The tables and queues that handlers work on: real servers, each behind a wire that can be looked at and cut. */
export interface Stage {
  readonly dynamodb: Wire;
  readonly sqs: Wire;
  readonly ecs: Wire;
  readonly batch: Wire;
  readonly ec2: Wire;
  /** The clock of the handlers, epoch milliseconds. */
  now: number;
  newTable(key: string): Promise<string>;
  newQueue(): Promise<string>;
  put(table: string, item: Record<string, AttributeValue>): Promise<void>;
  get(table: string, key: Record<string, AttributeValue>): Promise<Record<string, AttributeValue> | undefined>;
}

export const NOW = Date.parse('2026-11-20T12:00:00Z');

/** Builds the stage for the tests of a file, and takes it down after them. */
export function useStage(): Stage {
  const stage = { now: NOW } as Stage & { stop(): Promise<void> };
  beforeAll(async () => {
    Object.assign(stage, await build());
  });
  beforeEach(() => {
    stage.now = NOW;
    [stage.dynamodb, stage.sqs, stage.ecs, stage.batch, stage.ec2].forEach((wire) => wire.reset());
  });
  afterAll(() => stage.stop());
  return stage;
}

async function build() {
  const [tables, queues] = await Promise.all(['dynamodb-server.mjs', 'sqs-server.mjs'].map(portOf));
  const wires = {
    dynamodb: await new Wire(tables).listen(),
    sqs: await new Wire(queues).listen(),
    ecs: await new Wire().listen(),
    batch: await new Wire().listen(),
    ec2: await new Wire().listen(),
  };
  pretendToBeLambda(wires);
  const client = new DynamoDBClient({});
  return {
    ...wires,
    newTable: (key: string) => newTable(client, `table-${randomUUID()}`, key),
    newQueue: async () => (await callQueues(wires.sqs.url, 'CreateQueue', { QueueName: `queue-${randomUUID()}` })).QueueUrl as string,
    put: async (TableName: string, Item: Record<string, AttributeValue>) => {
      await client.send(new PutItemCommand({ TableName, Item }));
    },
    get: async (TableName: string, Key: Record<string, AttributeValue>) => (await client.send(new GetItemCommand({ TableName, Key }))).Item,
    stop: async () => {
      client.destroy();
      await Promise.all(Object.values(wires).map((wire) => wire.stop()));
    },
  };
}

/** What Lambda puts into a handler's environment, and the endpoints of the stage. */
function pretendToBeLambda(wires: Record<'dynamodb' | 'sqs' | 'ecs' | 'batch' | 'ec2', Wire>): void {
  const names = Object.entries(wires).map(([service, wire]) => [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, wire.url]);
  Object.assign(process.env, Object.fromEntries(names), {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_SESSION_TOKEN: 'session-token',
  });
}

async function newTable(client: DynamoDBClient, name: string, key: string): Promise<string> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  // A table is there a moment after it was made, and unknown before.
  while ((await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus !== 'ACTIVE');
  return name;
}

async function callQueues(url: string, operation: string, body: object): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as Record<string, unknown>;
}
