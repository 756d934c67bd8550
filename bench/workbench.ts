import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startServer } from '../lab/replay/servers/server-process';
import { CollectorVariable, RegistryVariable } from '../src/domain/names/environment';

/** An embedded DynamoDB with both tables, and the environment that handlers need to use it. */
export interface Workbench {
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

export async function setUpWorkbench(): Promise<Workbench> {
  const { port, stop } = await startServer('dynamodb-server.mjs');
  const environment = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'example',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    ...OF_CONSTRUCTS,
  };
  Object.assign(process.env, environment);
  const client = new DynamoDBClient({});
  await makeTable(client, OF_CONSTRUCTS.JOB_TABLE, 'JobId');
  await makeTable(client, OF_CONSTRUCTS.INSTANCE_TABLE, 'ContainerInstanceArn');
  client.destroy();
  return { environment, stop };
}

type Variable = keyof typeof CollectorVariable | keyof typeof RegistryVariable;

/** What the constructs set by default; nothing waits, and nothing is looked up. Each variable of the handlers has to be here. */
const OF_CONSTRUCTS: Readonly<Record<Variable, string>> = {
  JOB_TABLE: 'jobs',
  INSTANCE_TABLE: 'instances',
  WAITING_QUEUE_URL: 'http://127.0.0.1:1/queue',
  QUEUE_URL: 'http://127.0.0.1:1/queue',
  INSTANCE_LOOKUP_QUEUE_URL: '',
  PRICE_TABLE: '',
  PRICE_LOOKUP_QUEUE_URL: '',
  INSTANCES_COUNTED: '',
  METRIC_NAMESPACE: 'BatchInsights',
  DIMENSION_SETS: '[[],["JobQueue"],["ComputeEnvironment"]]',
  TAG_KEYS: '[]',
  WAIT_SECONDS: '[]',
  IN_FLIGHT_TTL_SECONDS: '7776000',
  FINISHED_TTL_SECONDS: '86400',
  PURCHASE_OPTIONS: '{}',
  LOOK_UP: 'false',
  URL_SUFFIX: 'amazonaws.com',
  REGISTERED_TTL_SECONDS: '2592000',
  GONE_TTL_SECONDS: '604800',
};

async function makeTable(client: DynamoDBClient, name: string, key: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}
