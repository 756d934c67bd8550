import { priceLookup, readPriceRequest } from '../../../src/domain/cost/price-request';
import { MalformedEvent } from '../../../src/domain/event/malformed-event';
import { PRICE_REFRESH } from '../../../src/domain/names/price-refresh';

const NEED = { key: 'instance-type/m6i.large', atMillis: Date.UTC(2026, 10, 20) };
const lookup = (need: object) => ({ 'detail-type': 'Price Lookup', detail: { needs: [need] } });

test('a lookup is read back with the prices that it was sent for', () => {
  const needs = [NEED, { ...NEED, key: 'fargate/arm64' }];
  expect(readPriceRequest(JSON.parse(JSON.stringify(priceLookup(needs))))).toEqual({ needs });
});

test('the message of the schedule stands for all prices in use', () => {
  expect(readPriceRequest(PRICE_REFRESH).needs).toBeUndefined();
  expect(readPriceRequest({ ...PRICE_REFRESH, time: '2026-11-20T06:00:00Z' })).toEqual({ scheduledAt: Date.UTC(2026, 10, 20, 6) });
});

test.each<[string, unknown, string, string]>([
  ['that is no object', 'price', '', 'expected an object, got a string'],
  ['of an unknown type', { ...lookup(NEED), 'detail-type': 'Price Listing' }, 'detail-type', 'is unknown'],
  ['without a type', { detail: {} }, 'detail-type', 'is missing'],
  ['without a detail', { 'detail-type': 'Price Lookup' }, 'detail', 'is missing'],
  ['without a key', lookup({ atMillis: NEED.atMillis }), 'detail.needs[0].key', 'is missing'],
  ['with a key of no price', lookup({ ...NEED, key: 'instance-type/m6i.large,x' }), 'detail.needs[0].key', 'is not the key of a price'],
  ['without a time', lookup({ key: NEED.key }), 'detail.needs[0].atMillis', 'is missing'],
])('a message %s is rejected, and the error names the field', (_what, message, field, problem) => {
  expect(() => readPriceRequest(message)).toThrow(new MalformedEvent(field, problem));
});
