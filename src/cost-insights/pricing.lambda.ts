import { lambdaHandler } from '../runtime/delivery';
import { makePriceRefresher } from '../runtime/pricing/make-price-refresher';

const refresher = makePriceRefresher(process.env);

/** Reads the prices that jobs need, and keeps those in use fresh. */
export const handler = lambdaHandler((deliveries) => refresher.process(deliveries), refresher.deadline);
