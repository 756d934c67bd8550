import { DetailType, EventSource } from './events';

/** What the schedule sends to have the prices in use read again. */
export const PRICE_REFRESH = { source: EventSource.THIS_LIBRARY, 'detail-type': DetailType.PRICE_REFRESH, detail: {} };
