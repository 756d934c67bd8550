import { MaxHeap as PackagedHeap } from '@datastructures-js/heap';
import fc from 'fast-check';
import { MaxHeap } from '../../src/runtime/aws/max-heap';

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
