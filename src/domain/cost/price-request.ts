import { PriceNeed } from './price-book';
import { readPriceKey } from './price-keys';
import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';

/** A message to the pricing function: the prices that a job waits for, or none, which stands for all prices in use. */
export interface PriceRequest {
  readonly needs?: readonly PriceNeed[];
  /** The scheduled time of a message for all prices in use, epoch milliseconds. */
  readonly scheduledAt?: number;
}

/** A request for prices that the table does not have. */
export const priceLookup = (needs: readonly PriceNeed[]): object => ({
  source: EventSource.THIS_LIBRARY,
  'detail-type': DetailType.PRICE_LOOKUP,
  detail: { needs },
});

export function readPriceRequest(message: unknown): PriceRequest {
  const envelope = Fields.of(message, '');
  const detailType = envelope.name('detail-type');
  if (detailType === DetailType.PRICE_REFRESH) return { scheduledAt: envelope.instant('time') };
  if (detailType !== DetailType.PRICE_LOOKUP) envelope.fail('detail-type', 'is unknown');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  return { needs: detail.list('needs').map(readNeed) };
}

function readNeed(need: Fields): PriceNeed {
  const key = need.name('key');
  const atMillis = need.millis('atMillis') ?? need.fail('atMillis', 'is missing');
  return readPriceKey(key) ? { key, atMillis } : need.fail('key', 'is not the key of a price');
}
