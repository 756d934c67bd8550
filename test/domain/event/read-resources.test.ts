import { Fields } from '../../../src/domain/event/fields';
import { readResources } from '../../../src/domain/event/read-resources';

const read = (detail: unknown) => readResources(Fields.of(detail, 'detail'));
const pods = (...resources: unknown[]) => ({
  eksProperties: { podProperties: { containers: resources.map((each) => ({ resources: each })) } },
});

test('requirements are read by type, whatever their order', () => {
  const resourceRequirements = [
    { type: 'GPU', value: '4' },
    { type: 'MEMORY', value: '65536' },
    { type: 'VCPU', value: '0.25' },
  ];
  expect(read({ container: { resourceRequirements } })).toEqual({ vcpus: 0.25, memoryMiB: 65536, gpus: 4 });
});

test('requirements win over the old fields', () => {
  expect(read({ container: { vcpus: 1, memory: 128, resourceRequirements: [{ type: 'VCPU', value: '8' }] } })).toMatchObject({
    vcpus: 8,
    memoryMiB: 128,
  });
});

test('a job that tells no container asks for nothing that is known', () => {
  expect(read({ nodeProperties: { numNodes: 2 } })).toEqual({});
  expect(read({ ecsProperties: { taskProperties: [{ containers: [{}] }] } })).toEqual({});
});

test('a container without resources adds nothing, and what is on a limit is read', () => {
  expect(read({ eksProperties: { podProperties: { containers: [{}, { resources: { limits: { cpu: '1' } } }] } } })).toMatchObject({
    vcpus: 1,
  });
  expect(read({ container: { vcpus: 0, memory: 1e12 } })).toMatchObject({ vcpus: 0, memoryMiB: 1e12 });
  expect(read({ container: { vcpus: 1e-12 } })).toMatchObject({ vcpus: 1e-12 });
});

test.each([
  ['1', 1],
  ['500m', 0.5],
  ['0.25', 0.25],
  ['.5', 0.5],
  ['2.', 2],
  ['+2', 2],
  ['1500000u', 1.5],
  ['250000000n', 0.25],
  ['100u', 0.0001],
  ['1e1', 10],
  ['25E-1', 2.5],
  ['1e-10', 1e-10],
  ['0', 0],
])('cpu %s of a pod is %d vCPUs', (cpu, vcpus) => {
  expect(read(pods({ limits: { cpu } })).vcpus).toBe(vcpus);
});

test.each([
  ['2048Mi', 2048],
  ['2Gi', 2048],
  ['1Ti', 1048576],
  ['512Ki', 0.5],
  ['1048576', 1],
  ['1G', 953.674],
  ['1000M', 953.674],
  ['1024k', 0.977],
  ['1T', 953674.316],
  ['1P', 953674316.406],
  ['0.001E', 953674316.406],
  ['1Pi', 1073741824],
  ['0.5Ei', 549755813888],
  ['128e6', 122.07],
  ['1.5E9', 1430.511],
  ['128974848000m', 123],
])('memory %s of a pod is %d MiB', (memory, memoryMiB) => {
  expect(read(pods({ limits: { memory } })).memoryMiB).toBe(memoryMiB);
});

test('limits win over requests, and containers are summed', () => {
  expect(
    read(
      pods(
        { limits: { cpu: '2' }, requests: { cpu: '1', memory: '1Gi' } },
        { requests: { cpu: '250m' } },
        {},
        { limits: { 'nvidia.com/gpu': '2' } },
      ),
    ),
  ).toEqual({ vcpus: 2.25, memoryMiB: 1024, gpus: 2 });
});

test.each(['', '.', 'e3', 'much', '1 Gi', '-1', '1constructor', '2Qi', '1mi', '1ki', '1e999', '1e40', '1Gi1', '1.2.3'])(
  'memory %p of a pod is malformed',
  (memory) => {
    expect(() => read(pods({ limits: { memory } }))).toThrow(
      'detail.eksProperties.podProperties.containers[0].resources.limits.memory: is not a quantity',
    );
  },
);

test.each([
  [{ vcpus: -1 }, 'detail.container.vcpus: is not a quantity'],
  [{ vcpus: 1e-200 }, 'detail.container.vcpus: is not a quantity'],
  [{ vcpus: 9.9e-13 }, 'detail.container.vcpus: is not a quantity'],
  [{ memory: 1.0001e12 }, 'detail.container.memory: is not a quantity'],
  [{ memory: 1e300 }, 'detail.container.memory: is not a quantity'],
  [{ resourceRequirements: [{ type: 'VCPU', value: '1e3' }] }, 'detail.container.resourceRequirements[0].value: is not a quantity'],
  [{ resourceRequirements: [{ type: 'VCPU', value: '0x10' }] }, 'detail.container.resourceRequirements[0].value: is not a quantity'],
  [{ resourceRequirements: [{ type: 'VCPU' }] }, 'detail.container.resourceRequirements[0].value: is not a quantity'],
  [
    { resourceRequirements: [{ type: 'VCPU', value: '9'.repeat(400) }] },
    'detail.container.resourceRequirements[0].value: is not a quantity',
  ],
])('what no machine has is refused: %j', (container, message) => {
  expect(() => read({ container })).toThrow(message);
});

describe('a sum of which one part cannot be read is unknown', () => {
  const tolerant = (detail: unknown) => readResources(Fields.of(detail, 'detail').leavingOut(() => {}));
  const [one, two] = [
    [{ type: 'VCPU', value: '1' }],
    [
      { type: 'VCPU', value: '2' },
      { type: 'MEMORY', value: '512' },
    ],
  ];
  const ecs = (...containers: unknown[]) => ({ ecsProperties: { taskProperties: [{ containers }] } });

  test.each([
    [
      'a limit of a pod that is no text, where there is a request',
      pods({ limits: { cpu: 2 }, requests: { cpu: '500m' } }, { limits: { cpu: '1' } }),
    ],
    ['a request of a pod that is no text', pods({ requests: { cpu: 2 } }, { limits: { cpu: '1' } })],
    ['requirements that are no list', ecs({ resourceRequirements: { VCPU: 1 } }, { resourceRequirements: two })],
    ['a requirement that is no object', ecs({ resourceRequirements: [...one, 7] }, { resourceRequirements: two })],
    ['a requirement without a readable type', ecs({ resourceRequirements: [{ type: 7, value: '1' }] }, { resourceRequirements: two })],
    ['a container that is no object', ecs(7, { resourceRequirements: two })],
    [
      'containers that are no list',
      { ecsProperties: { taskProperties: [{ containers: 7 }, { containers: [{ resourceRequirements: two }] }] } },
    ],
    ['tasks that are no list', { ecsProperties: { taskProperties: 'x' } }],
    ['containers of a pod that are no list', { eksProperties: { podProperties: { containers: {} } } }],
    ['a number of vCPUs that is a text', ecs({ vcpus: '2' }, { resourceRequirements: two })],
  ])('%s', (_, detail) => {
    expect(tolerant(detail).vcpus).toBeUndefined();
  });

  test('and only that sum', () => {
    expect(tolerant(ecs({ resourceRequirements: two, vcpus: '4' }, { memory: 'x', vcpus: 1 }))).toEqual({
      vcpus: 3,
      memoryMiB: undefined,
      gpus: undefined,
    });
  });
});
