import { MaxHeap as PackagedHeap } from '@datastructures-js/heap';
import { Sha256 as PackagedSha256 } from '@smithy/core/checksum';
import fc from 'fast-check';
import { MaxHeap } from '../../src/runtime/aws/max-heap';
import { Sha256 } from '../../src/runtime/aws/native-checksum';

const data = fc.uint8Array({ minLength: 3 }).map((array) => array.subarray(1));
const secrets = fc.option(
  fc.oneof(
    fc.string({ minLength: 1 }),
    data,
    data.map((array) => array.slice().buffer),
  ),
  { nil: undefined },
);

describe('the SHA-256 that bundles use instead of the one of the SDK', () => {
  test('has the same digest, with and without a secret, also after it was reset', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, fc.array(data), data, async (secret, parts, last) => {
        const [own, packaged] = [new Sha256(secret), new PackagedSha256(secret)];
        for (const part of parts) [own, packaged].forEach((hash) => hash.update(part));
        expect(await own.digest()).toEqual(await packaged.digest());
        [own, packaged].forEach((hash) => hash.reset());
        [own, packaged].forEach((hash) => hash.update(last));
        expect(await own.digest()).toEqual(await packaged.digest());
      }),
    );
  });

  test.each([
    ['a text', 'secret'],
    ['bytes', new TextEncoder().encode('secret')],
    ['a buffer', new TextEncoder().encode('secret').buffer],
  ])('takes %s as its secret', async (_kind, secret) => {
    const [own, packaged] = [new Sha256(secret), new PackagedSha256('secret')];
    [own, packaged].forEach((hash) => hash.update(new TextEncoder().encode('text')));
    expect(await own.digest()).toEqual(await packaged.digest());
  });

  test('goes on after a digest, as signing does', async () => {
    const [own, packaged] = [new Sha256(), new PackagedSha256()];
    for (const part of ['one', 'two']) {
      own.update(new TextEncoder().encode(part));
      packaged.update(new TextEncoder().encode(part));
      expect(await own.digest()).toEqual(await packaged.digest());
    }
  });
});

describe('the heap that bundles use instead of the one of aws-embedded-metrics', () => {
  interface Item {
    readonly value: number;
  }
  const valueOf = ({ value }: Item): number => value;
  const items = fc.array(fc.record({ value: fc.integer() }));

  test('gives the same values in the same order, also of items that come later', () => {
    fc.assert(
      fc.property(items, items, (first, later) => {
        const heaps = [MaxHeap.heapify<Item>(first, valueOf), PackagedHeap.heapify<Item>([...first], valueOf)];
        const drained = heaps.map((heap) => {
          const values = first.slice(1).map(() => heap.extractRoot()?.value);
          later.forEach((item) => heap.insert(item));
          while (!heap.isEmpty()) values.push(heap.extractRoot()?.value);
          return values;
        });
        expect(drained[0]).toEqual(drained[1]);
      }),
    );
  });
});
