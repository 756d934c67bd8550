import { groupBy } from '../../src/domain/group-by';

test('items come by key, in the order of the list', () => {
  expect([...groupBy([3, 1, 4, 6, 5], (item) => item % 2)]).toEqual([
    [1, [3, 1, 5]],
    [0, [4, 6]],
  ]);
});
