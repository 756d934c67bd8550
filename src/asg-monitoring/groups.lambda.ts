import { lambdaHandler } from '../runtime/delivery';
import { makeGroupMonitor } from '../runtime/group/make-group-monitor';

const monitor = makeGroupMonitor(process.env);
const handle = lambdaHandler((deliveries) => monitor.process(deliveries), monitor.deadline);

/** Enables group metrics on the Auto Scaling groups of AWS Batch; a deployment calls it without a payload. */
export const handler = (event: object | null | undefined, context: Parameters<typeof handle>[1]) => handle(event ?? {}, context);
