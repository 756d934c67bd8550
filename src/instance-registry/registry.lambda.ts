import { lambdaHandler } from '../runtime/delivery';
import { makeRegistry } from '../runtime/registry/make-registry';

const registry = makeRegistry(process.env);

/** Keeps the instance table up to date with what ECS, EC2 and the collector tell. */
export const handler = lambdaHandler((deliveries) => registry.process(deliveries));
