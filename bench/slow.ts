import { setTimeout as wait } from 'node:timers/promises';
import { batchOf, newEndEvent } from './events';
import { forward, Proxy, startProxy } from './proxy';
import { makeCollector } from '../src/runtime/collector/make-collector';
import { lambdaHandler } from '../src/runtime/delivery';

const JOBS = 1_000;
const TIMEOUT_MILLIS = 60_000;

/** What a service does with a request that changes something: answers with an error, never answers, or takes its time. */
type Slowness = { readonly status: number; readonly body: string; readonly share: number } | 'hangs' | { readonly millis: number };

const throttles = (share: number): Slowness => ({ status: 400, body: '{"__type":"ProvisionedThroughputExceededException"}', share });
const SCENARIOS: readonly (readonly [what: string, service: 'dynamodb' | 'sqs', slowness: Slowness])[] = [
  ['30 % of the writes throttled', 'dynamodb', throttles(0.3)],
  ['50 % of the writes throttled', 'dynamodb', throttles(0.5)],
  ['70 % of the writes throttled', 'dynamodb', throttles(0.7)],
  ['writes of 2 seconds', 'dynamodb', { millis: 2_000 }],
  ['DynamoDB does not respond', 'dynamodb', 'hangs'],
  ['SQS responds with status 500', 'sqs', { status: 500, body: '{"__type":"InternalError"}', share: 1 }],
  ['SQS does not respond', 'sqs', 'hangs'],
];

export interface SlowBatch {
  readonly dependency: string;
  readonly recorded: number;
  readonly waiting: number;
  readonly 'delivered again': number;
  /** Of the timeout: above one, Lambda stops the function. */
  readonly 'share of the timeout': string;
}

/** A batch of new jobs while a dependency is slow. */
export async function measureSlowness(environment: Record<string, string>): Promise<SlowBatch[]> {
  const batches: SlowBatch[] = [];
  for (const [what, service, slowness] of SCENARIOS) batches.push(await measure(environment, what, service, slowness));
  return batches;
}

async function measure(
  environment: Record<string, string>,
  dependency: string,
  service: 'dynamodb' | 'sqs',
  slowness: Slowness,
): Promise<SlowBatch> {
  const proxy = await slowProxy(service === 'dynamodb' ? environment.AWS_ENDPOINT_URL_DYNAMODB : undefined, slowness);
  const isSqs = service === 'sqs';
  let recorded = 0;
  const count = (line: string): void => {
    if (line.includes('"RecordType":"job"')) recorded += 1;
  };
  const variables = {
    ...environment,
    ...(isSqs ? { AWS_ENDPOINT_URL_SQS: proxy.url, WAIT_SECONDS: '[30]' } : { AWS_ENDPOINT_URL_DYNAMODB: proxy.url }),
  };
  try {
    const collector = makeCollector(variables, Date.now, count);
    const handler = lambdaHandler((deliveries) => collector.process(deliveries), collector.deadline);
    const from = performance.now();
    const getRemainingTimeInMillis = (): number => TIMEOUT_MILLIS - (performance.now() - from);
    const answer = await handler(batchOf(Array.from({ length: JOBS }, newEndEvent)), { awsRequestId: 'request', getRemainingTimeInMillis });
    const failed = answer ? answer.batchItemFailures.length : JOBS;
    return {
      dependency,
      recorded,
      waiting: JOBS - failed - recorded,
      'delivered again': failed,
      'share of the timeout': ((performance.now() - from) / TIMEOUT_MILLIS).toFixed(2),
    };
  } finally {
    await proxy.stop();
  }
}

/** Forwards requests to a server, if there is one, except those that the slowness concerns. */
const slowProxy = (to: string | undefined, slowness: Slowness): Promise<Proxy> =>
  startProxy((incoming, answer) => {
    const isChange = /\.(UpdateItem|SendMessageBatch)$/.test(String(incoming.headers['x-amz-target']));
    if (isChange && slowness === 'hangs') return void incoming.resume();
    if (isChange && typeof slowness === 'object' && 'status' in slowness && Math.random() < slowness.share) {
      incoming.resume();
      return void answer.writeHead(slowness.status, { 'content-type': 'application/x-amz-json-1.0' }).end(slowness.body);
    }
    const millis = isChange && typeof slowness === 'object' && 'millis' in slowness ? slowness.millis : 0;
    return forward(to ?? 'http://127.0.0.1:1', incoming, answer, () => wait(millis));
  });
