import { lambdaHandler } from '../runtime/delivery';
import { makeHistoryWriter } from '../runtime/history/make-history';

const writer = makeHistoryWriter(process.env);

/** Writes the records that log groups send to the streams of the history. */
export const handler = lambdaHandler((deliveries) => writer.process(deliveries), writer.deadline);
