import { batchOf, newJobEvent } from './events';
import { measureSnapshot, MEMORY_MIB } from './in-flight';
import { forward, Proxy, startProxy } from './proxy';
import { makeCollector } from '../src/runtime/collector/make-collector';
import { lambdaHandler } from '../src/runtime/delivery';

const EVENTS = 500;
const CONTEXT = { awsRequestId: 'request' };

/** What is counted, how much of it there is, and how much there may be. */
type Count = readonly [what: string, value: number, most: number];

/** Counts what does not depend on the clock, and prints it beside its limits; answers whether all is within them. */
export async function judgeCounts(environment: Record<string, string>): Promise<boolean> {
  const together = await countBatches(environment, [newEvents()]);
  const oneByOne = await countBatches(
    environment,
    newEvents().map((event) => [event]),
  );
  const snapshot = await measureSnapshot(environment);
  const counts: readonly Count[] = [
    ['writes per event of a new job, in one batch', together.writes / EVENTS, 1],
    ['reads per event of a new job, in one batch', together.reads / EVENTS, 0.01],
    ['bytes of log per event, in one batch', together.logBytes / EVENTS, 600],
    ['writes per event of a new job, one by one', oneByOne.writes / EVENTS, 1],
    ['reads per event of a new job, one by one', oneByOne.reads / EVENTS, 1],
    ['bytes of log per event, one by one', oneByOne.logBytes / EVENTS, 1_100],
    ['read units of a snapshot of 20,000 jobs in flight', snapshot.readUnits, 4_000],
    ['bytes of log of that snapshot', snapshot.logBytes, 24_000],
    ['MiB of memory of that snapshot', snapshot.peakRssMib, MEMORY_MIB],
  ];
  for (const [what, value, most] of counts) {
    process.stdout.write(`${isWithin(value, most) ? 'ok    ' : 'FAILED'}  ${what}: ${Number(value.toFixed(3))}, at most ${most}\n`);
  }
  return counts.every(([, value, most]) => isWithin(value, most));
}

/** Nothing was counted where it is not above zero. */
const isWithin = (value: number, most: number): boolean => value > 0 && value <= most;
const newEvents = (): string[] => Array.from({ length: EVENTS }, newJobEvent);

interface Counted {
  writes: number;
  reads: number;
  logBytes: number;
}

/** The requests and lines of a collector that is handed batches. */
async function countBatches(environment: Record<string, string>, batches: readonly (readonly string[])[]): Promise<Counted> {
  const counted: Counted = { writes: 0, reads: 0, logBytes: 0 };
  const proxy = await countRequests(String(environment.AWS_ENDPOINT_URL_DYNAMODB), counted);
  try {
    const collector = makeCollector({ ...environment, AWS_ENDPOINT_URL_DYNAMODB: proxy.url }, Date.now, (line) => {
      counted.logBytes += Buffer.byteLength(line);
    });
    const handler = lambdaHandler((deliveries) => collector.process(deliveries), collector.deadline);
    for (const batch of batches) await handler(batchOf(batch), CONTEXT);
  } finally {
    await proxy.stop();
  }
  return counted;
}

/** Forwards requests to a server, and counts them. */
const countRequests = (to: string, counted: Counted): Promise<Proxy> =>
  startProxy((incoming, answer) => {
    const isRead = /\.(BatchGet|Get|Query|Scan)/.test(String(incoming.headers['x-amz-target']));
    counted[isRead ? 'reads' : 'writes'] += 1;
    forward(to, incoming, answer);
  });
