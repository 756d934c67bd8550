import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallLog } from './calls/call-log';
import { DynamoDbCalls } from './calls/dynamodb-calls';
import { HistoryServices } from './history/history-services';
import { ObjectStore } from './history/object-store';
import { DynamoDbMeter } from './servers/dynamodb-meter';
import { DynamoDbTables } from './servers/dynamodb-tables';
import { HttpConnection, HttpEndpoint } from './servers/http';
import { Interference } from './servers/interference';
import { QueueBroker } from './servers/queue-broker';
import { startServer } from './servers/server-process';
import { SqsConnection } from './servers/sqs-connection';
import { SqsMeter } from './servers/sqs-meter';
import { AutoScalingOptions } from './standins/auto-scaling';
import { StandIns } from './standins/stand-ins';
import { World } from './standins/world';
import { StreamClock } from './stream-clock';

/** AWS as the handlers see it: embedded servers behind their meters, and stand-ins. */
export interface EmulatedServices {
  readonly world: World;
  readonly tables: DynamoDbTables;
  readonly dynamodbMeter: DynamoDbMeter;
  readonly broker: QueueBroker;
  readonly standIns: StandIns;
  readonly clock: StreamClock;
  readonly history: HistoryServices;
  /** Who called what. */
  readonly calls: CallLog;
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string; readonly standIns: string };
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly autoScaling?: AutoScalingOptions;
  readonly interfere?: Interference;
  /** Where the objects of buckets are; by default a folder that is deleted with the services. */
  readonly objects?: string;
}

export async function startServices(world: World, { autoScaling, interfere, objects }: ServiceOptions = {}): Promise<EmulatedServices> {
  const servers = await Promise.all([startServer('dynamodb-server.mjs'), startServer('sqs-server.mjs')]);
  const [dynamodb, sqs] = servers.map(({ port }) => new HttpConnection(port));
  const calls = new CallLog();
  const tables = new DynamoDbTables(dynamodb);
  const tableArn = (table: string): string => `arn:aws:dynamodb:${world.Region}:${world.Account}:table/${table}`;
  const dynamodbMeter = new DynamoDbMeter(dynamodb, new DynamoDbCalls(calls, tables, tableArn));
  const broker = new QueueBroker(new SqsConnection(sqs));
  const clock = new StreamClock();
  const store = new ObjectStore(objects ?? mkdtempSync(join(tmpdir(), 'objects-')));
  const history = new HistoryServices(world, clock, calls, store);
  const standIn = new StandIns(world, { clock, autoScaling, calls, history });
  const listeners: HttpEndpoint[] = await Promise.all([
    dynamodbMeter.listen(interfere),
    new SqsMeter(sqs, broker, calls).listen(interfere),
    standIn.listen(interfere),
  ]);
  return {
    world,
    tables,
    dynamodbMeter,
    broker,
    standIns: standIn,
    clock,
    history,
    calls,
    endpoints: { dynamodb: listeners[0].url, sqs: listeners[1].url, standIns: listeners[2].url },
    stop: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
      [dynamodb, sqs].forEach((connection) => connection.close());
      await Promise.all(servers.map((server) => server.stop()));
      history.stop();
      if (objects === undefined) rmSync(store.folder, { recursive: true, force: true });
    },
  };
}

/** What a simulation leaves beside its events. */
export const worldBeside = (events: string): string | undefined => (events === '-' ? undefined : join(events, '..', 'world.json'));
