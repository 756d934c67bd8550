import { batchOf, newJobEvent } from './events';
import { interleave, timed } from './interleave';
import { makeCollector } from '../src/runtime/collector/make-collector';
import { lambdaHandler } from '../src/runtime/delivery';

const ROUNDS = 5;
const EVENTS = 500;
const CONTEXT = { awsRequestId: 'request' };

/** Milliseconds for 500 events of as many jobs: in one batch, and one by one. */
export function measureBatching(environment: Record<string, string>): Promise<Record<'together' | 'oneByOne', number>> {
  const collector = makeCollector(environment, Date.now, () => undefined);
  const handler = lambdaHandler((deliveries) => collector.process(deliveries), collector.deadline);
  const newEvents = () => Array.from({ length: EVENTS }, newJobEvent);
  return interleave(ROUNDS, {
    together: () => {
      const batch = batchOf(newEvents());
      return timed(() => handler(batch, CONTEXT));
    },
    oneByOne: () => {
      const batches = newEvents().map((event) => batchOf([event]));
      return timed(async () => {
        for (const batch of batches) await handler(batch, CONTEXT);
      });
    },
  });
}
