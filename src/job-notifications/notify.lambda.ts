import { lambdaHandler } from '../runtime/delivery';
import { makeNotifier } from '../runtime/notification/make-notifier';

const notifier = makeNotifier(process.env);

/** Puts the records that the log group of the collector sends on the event bus. */
export const handler = lambdaHandler((deliveries) => notifier.process(deliveries), notifier.deadline);
