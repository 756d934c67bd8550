import { DetailType, EventSource } from './events';

/** What the schedule sends, with its time, to have the prices in use read again and instances counted. */
export const PRICE_REFRESH = { source: EventSource.THIS_LIBRARY, 'detail-type': DetailType.PRICE_REFRESH, detail: {} };
