import { mayBeCapacityBlock } from '../../../src/domain/instance/purchase-option';
import { PurchaseOption } from '../../../src/domain/names/records';

test.each<[string | undefined, boolean]>([
  ['p4d.24xlarge', true],
  ['p5.48xlarge', true],
  ['p6-b200.48xlarge', true],
  ['p6e-gb200.36xlarge', true],
  ['trn1.32xlarge', true],
  ['trn2u.48xlarge', true],
  ['m5.large', false],
  ['g6.xlarge', false],
  ['inf2.xlarge', false],
  ['hpc7a.96xlarge', false],
  ['xp2.large', false],
  ['', false],
  [undefined, false],
])('an On-Demand environment may run %s in a Capacity Block: %s', (type, expected) => {
  expect(mayBeCapacityBlock(PurchaseOption.ON_DEMAND, type)).toBe(expected);
  expect(mayBeCapacityBlock(PurchaseOption.SPOT, type)).toBe(false);
  expect(mayBeCapacityBlock(undefined, type)).toBe(false);
});
