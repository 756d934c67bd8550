import { lambdaHandler } from '../runtime/delivery';
import { makeRegistry } from '../runtime/registry/make-registry';

const registry = makeRegistry(process.env);

/** Updates the instance table from events of ECS and EC2 and messages of the collector. */
export const handler = lambdaHandler((deliveries) => registry.process(deliveries), registry.deadline);
