import { makeCollector } from '../runtime/collector/make-collector';
import { lambdaHandler } from '../runtime/delivery';

const collector = makeCollector(process.env);
void collector.prime();

/** Turns job events into job records and metrics. */
export const handler = lambdaHandler((deliveries) => collector.process(deliveries), collector.deadline);
