import { Collector } from './collector';
import { JobFinisher } from './finish-jobs';
import { JobTable } from './job-table';
import { JobWork } from './job-work';
import { EntryPlacer } from './place-entries';
import { PriceReader } from './price-reader';
import { RegistryReader } from './registry-reader';
import { WaitingRoom } from './waiting-room';
import { needsTransitions } from '../../domain/collect/transitions';
import { CollectorVariable } from '../../domain/names/environment';
import { DimensionName } from '../../domain/names/metrics';
import { DynamoDb, makeDynamoDb } from '../aws/dynamodb';
import { QueueSender } from '../aws/queue-sender';
import { SignedRequests } from '../aws/signed-request';
import { Deadline } from '../deadline';
import { Environment } from '../environment';
import { MetricDocuments } from '../output/metric-documents';
import { Output, writeToStdout } from '../output/output';

/** Creates the collector from its environment variables. */
export function makeCollector(variables: NodeJS.ProcessEnv, now: () => number = Date.now, write = writeToStdout): Collector {
  const environment = new Environment(variables);
  const deadline = new Deadline();
  const requests = new SignedRequests(environment.text('AWS_REGION'), deadline);
  const client = makeDynamoDb(environment, requests);
  const jobs = new JobTable(
    client,
    {
      tableName: environment.text(CollectorVariable.JOB_TABLE),
      inFlightTtlSeconds: environment.seconds(CollectorVariable.IN_FLIGHT_TTL_SECONDS),
      finishedTtlSeconds: environment.seconds(CollectorVariable.FINISHED_TTL_SECONDS),
    },
    now,
    deadline,
  );
  const dimensionSets = environment.json<DimensionName[][]>(CollectorVariable.DIMENSION_SETS);
  const registry = makeRegistryReader(environment, client, requests, now);
  const waiting = new QueueSender(
    requests,
    environment.text(CollectorVariable.WAITING_QUEUE_URL),
    environment.optionalText('AWS_ENDPOINT_URL_SQS'),
  );
  const countsInstances = environment.optionalText(CollectorVariable.INSTANCES_COUNTED) !== undefined;
  const room = new WaitingRoom(waiting, environment.json<number[]>(CollectorVariable.WAIT_SECONDS), registry);
  return new Collector({
    jobs,
    registry,
    prices: makePriceReader(environment, client, requests, now),
    room,
    work: new JobWork({ jobs, finisher: new JobFinisher(room, countsInstances), placer: new EntryPlacer(room) }),
    output: new Output(write, now, new MetricDocuments(environment.text(CollectorVariable.METRIC_NAMESPACE), dimensionSets)),
    tagKeys: environment.json<string[]>(CollectorVariable.TAG_KEYS),
    writesTransitions: needsTransitions(dimensionSets),
    now,
    deadline,
  });
}

function makeRegistryReader(
  environment: Environment,
  client: DynamoDb,
  requests: SignedRequests,
  now: () => number,
): RegistryReader | undefined {
  const tableName = environment.optionalText(CollectorVariable.INSTANCE_TABLE);
  if (!tableName) return undefined;
  const lookUpQueue = environment.optionalText(CollectorVariable.INSTANCE_LOOKUP_QUEUE_URL);
  const lookUps = lookUpQueue ? new QueueSender(requests, lookUpQueue, environment.optionalText('AWS_ENDPOINT_URL_SQS')) : undefined;
  return new RegistryReader(client, tableName, lookUps, now, requests.deadline);
}

function makePriceReader(environment: Environment, client: DynamoDb, requests: SignedRequests, now: () => number): PriceReader | undefined {
  const tableName = environment.optionalText(CollectorVariable.PRICE_TABLE);
  if (!tableName) return undefined;
  const endpoint = environment.optionalText('AWS_ENDPOINT_URL_SQS');
  const lookUps = new QueueSender(requests, environment.text(CollectorVariable.PRICE_LOOKUP_QUEUE_URL), endpoint);
  return new PriceReader(client, tableName, lookUps, now, requests.deadline);
}
