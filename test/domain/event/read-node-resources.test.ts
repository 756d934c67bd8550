import { Fields } from '../../../src/domain/event/fields';
import { readNodeResources } from '../../../src/domain/event/read-node-resources';

const requiring = (vcpus: string, memoryMiB = '1024') => ({
  resourceRequirements: [
    { type: 'VCPU', value: vcpus },
    { type: 'MEMORY', value: memoryMiB },
  ],
});

type Range = readonly [targetNodes: string | undefined, properties: object];

const fieldsOf = (ranges: readonly Range[]): Fields =>
  Fields.of(
    { nodeProperties: { nodeRangeProperties: ranges.map(([targetNodes, properties]) => ({ targetNodes, ...properties })) } },
    'detail',
  );

const read = (nodeCount: number, ...ranges: readonly Range[]) =>
  readNodeResources(
    fieldsOf(ranges).leavingOut(() => {}),
    nodeCount,
  );

test('adds up what the nodes of a multi-node job request', () => {
  expect(read(5, ['0', { container: requiring('8', '4096') }], ['1:4', { container: requiring('2') }])).toEqual({
    vcpus: 16,
    memoryMiB: 8192,
    gpus: undefined,
  });
});

test.each([
  ['0:', 6],
  [':', 6],
  [':1', 4],
  ['1:', 4],
  ['1:1', 2],
  ['2', 2],
  ['0:9', 6],
  ['3:', undefined],
  ['', undefined],
  ['x', undefined],
  ['x1', undefined],
  ['12345', undefined],
  [undefined, undefined],
])('of three nodes, the range %s requests %s vCPUs', (range, vcpus) => {
  expect(read(3, [range, { container: requiring('2') }]).vcpus).toBe(vcpus);
});

test('the narrower range applies, in either order', () => {
  const wide = ['0:9', { container: requiring('1') }] as const;
  const narrow = ['4:5', { container: requiring('16') }] as const;
  const last = ['8:9', { container: requiring('16') }] as const;
  expect([read(10, wide, narrow).vcpus, read(10, narrow, wide).vcpus]).toEqual([40, 40]);
  expect([read(10, wide, last).vcpus, read(10, last, wide).vcpus]).toEqual([40, 40]);
});

test('ranges may have several containers, or pods', () => {
  const tasks = { ecsProperties: { taskProperties: [{ containers: [requiring('1'), requiring('2')] }] } };
  const pods = { eksProperties: { podProperties: { containers: [{ resources: { limits: { cpu: '4' } } }] } } };
  expect(read(4, ['0:1', tasks], ['2:3', pods]).vcpus).toBe(14);
});

test('a job without ranges requests nothing, and no number of nodes is too large', () => {
  expect(readNodeResources(Fields.of({}, 'detail'), 4).vcpus).toBeUndefined();
  expect(read(4_000_000_000, ['0:', { container: requiring('1') }]).vcpus).toBe(1000);
});

test('where a range cannot be read, what all nodes request is unknown', () => {
  expect(() => readNodeResources(fieldsOf([['some', {}]]), 1)).toThrow(
    'detail.nodeProperties.nodeRangeProperties[0].targetNodes: is not a range of nodes',
  );
  const paths: string[] = [];
  const two = { container: requiring('2') };
  const half = fieldsOf([
    ['some', two],
    ['0:1', two],
  ]).leavingOut((path) => paths.push(path));
  expect([4, 2].map((nodeCount) => readNodeResources(half, nodeCount).vcpus)).toEqual([undefined, undefined]);
  expect(paths).toEqual(Array(2).fill('detail.nodeProperties.nodeRangeProperties[].targetNodes'));
});

test('a quantity that cannot be read makes only its own sum unknown', () => {
  expect(read(2, ['0', { container: requiring('2', 'much') }], ['1', { container: requiring('2') }])).toEqual({
    vcpus: 4,
    memoryMiB: undefined,
    gpus: undefined,
  });
});

test('ranges that are no list, or of which one is no object, make the sum unknown', () => {
  const readRaw = (nodeRangeProperties: unknown) =>
    readNodeResources(
      Fields.of({ nodeProperties: { nodeRangeProperties } }, 'detail').leavingOut(() => {}),
      2,
    ).vcpus;
  const all = { targetNodes: '0:', container: requiring('2') };
  expect([[all], [all, 7], { all }, undefined].map(readRaw)).toEqual([4, undefined, undefined, undefined]);
});
