import { join } from 'node:path';
import { Interference } from './hooks';
import { DynamoDbMeter } from './servers/dynamodb-meter';
import { DynamoDbTables } from './servers/dynamodb-tables';
import { HttpConnection, HttpEndpoint } from './servers/http';
import { QueueBroker } from './servers/queue-broker';
import { startServer } from './servers/server-process';
import { SqsConnection } from './servers/sqs-connection';
import { SqsMeter } from './servers/sqs-meter';
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
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string; readonly standIns: string };
  stop(): Promise<void>;
}

export async function startServices(world: World, interfere?: Interference): Promise<EmulatedServices> {
  const servers = await Promise.all([startServer('dynamodb-server.mjs'), startServer('sqs-server.mjs')]);
  const [dynamodb, sqs] = servers.map(({ port }) => new HttpConnection(port));
  const dynamodbMeter = new DynamoDbMeter(dynamodb);
  const broker = new QueueBroker(new SqsConnection(sqs));
  const clock = new StreamClock();
  const standIns = new StandIns(world, clock);
  const listeners: HttpEndpoint[] = await Promise.all([dynamodbMeter.listen(interfere), new SqsMeter(sqs, broker).listen(interfere), standIns.listen(interfere)]);
  return {
    world, dynamodbMeter, broker, standIns, clock,
    tables: new DynamoDbTables(dynamodb),
    endpoints: { dynamodb: listeners[0].url, sqs: listeners[1].url, standIns: listeners[2].url },
    stop: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
      [dynamodb, sqs].forEach((connection) => connection.close());
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** What a simulation leaves beside its events: its world, and the metrics of AWS's own services. */
export const fileBeside = (events: string, name: 'world.json' | 'service-metrics.ndjson'): string | undefined =>
  (events === '-' ? undefined : join(events, '..', name));
