import { PriceBook, PriceNeed } from '../../src/domain/cost/price-book';
import { PriceReader, PriceView } from '../../src/runtime/collector/price-reader';
import { Deadline } from '../../src/runtime/deadline';

const need = (key: string, atMillis: number): PriceNeed => ({ key: `instance-type/${key}`, atMillis });

/** A reader whose requests are noted. */
function readerAt(clock: { now: number }) {
  const requests: PriceNeed[][] = [];
  const send = async (messages: readonly { readonly body: object }[]) => {
    requests.push(messages.flatMap(({ body }) => (body as { detail: { needs: PriceNeed[] } }).detail.needs));
    return new Map();
  };
  return { requests, reader: new PriceReader({} as never, 'prices', { send } as never, () => clock.now, new Deadline()) };
}

test('a price is requested once for all jobs of a batch, for the latest start', async () => {
  const { reader, requests } = readerAt({ now: 1_000 });
  await reader.request([need('a', 5), need('a', 9), need('a', 3), need('b', 4)]);
  expect(requests).toEqual([[need('a', 9), need('b', 4)]]);
});

test('a request covers the starts before it, until the first wait is nearly over', async () => {
  const clock = { now: 1_000 };
  const { reader, requests } = readerAt(clock);
  await reader.request([need('a', 500)]);
  clock.now += 24_999;
  await reader.request([need('a', 1_000)]);
  expect(requests).toHaveLength(1);
  await reader.request([need('a', 1_001)]);
  expect(requests).toHaveLength(2);
  clock.now += 25_000;
  await reader.request([need('a', 500)]);
  expect(requests).toHaveLength(3);
});

test('what waits for a row that could not be read is delivered again, whatever else it waits for', () => {
  const view = new PriceView(new PriceBook(new Map()), new Set(['instance-type/a']));
  expect(() => view.assertRead([need('b', 1), need('a', 1)])).toThrow('the price table could not be read at the last try');
  expect(() => view.assertRead([need('b', 1)])).not.toThrow();
});
