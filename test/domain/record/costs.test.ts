import { measureCosts, measureUse } from '../../../src/domain/collect/job-costs';
import { PriceBook, PriceRow } from '../../../src/domain/cost/price-book';
import { jobPriceNeeds } from '../../../src/domain/cost/priced-attempt';
import { Fields } from '../../../src/domain/event/fields';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { readWaitingReading } from '../../../src/domain/event/read-waiting-reading';
import { RegistryFacts, RegistryView } from '../../../src/domain/instance/placement';
import { Timeline } from '../../../src/domain/job/timeline';
import { PurchaseOption } from '../../../src/domain/names/records';
import { buildJobRecord } from '../../../src/domain/record/build-job-record';
import { arrayParent, at, AwsEvent, DAY, ended, multiNodeParent, neverStarted, node, ran } from '../events';
import { Detail, instanceArn, taskArn } from '../shapes';
import { c7gPrices } from '../spot-prices';

const HOST = { instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1b', purchaseOption: PurchaseOption.SPOT };
const REGISTRY: RegistryView = new Map<string, RegistryFacts>([
  [instanceArn('host-1'), HOST],
  [instanceArn('host-2'), { ...HOST, purchaseOption: PurchaseOption.ON_DEMAND }],
  ['compute-environment/render-farm', { purchaseOption: PurchaseOption.FARGATE }],
]);
const readAtMillis = DAY + 86_400_000;
const FARGATE: PriceRow = { readAtMillis, vcpuUsdPerHour: 0.04, gibUsdPerHour: 0.01 };
/** An instance of twice what the job requests: 2 vCPUs and 2 GiB. */
const PRICES = new PriceBook(
  new Map<string, PriceRow>([
    ...c7gPrices(0.1, { seconds: 5000, usdPerHour: 0.05 }),
    ['fargate/x86_64', FARGATE],
    ['fargate/arm64', { ...FARGATE, vcpuUsdPerHour: 0.03 }],
  ]),
);
const read = (event: AwsEvent) => readJobEvent(event, []);
const built = (event: AwsEvent, prices: PriceBook | undefined = PRICES) => buildJobRecord(read(event), new Timeline([]), REGISTRY, prices);
const costsOf = (event: AwsEvent) => {
  const { CostUsd, OnDemandCostUsd, SpotCostUsd, LostCostUsd } = built(event).record;
  return { CostUsd, OnDemandCostUsd, SpotCostUsd, LostCostUsd };
};
const NONE = { CostUsd: undefined, OnDemandCostUsd: undefined, SpotCostUsd: undefined, LostCostUsd: undefined };

test('each attempt costs the price of its own purchase option when it started', () => {
  const over = [ran('t1', 0, 3600, 1), ran('t2', 5000, 8600, 0, { host: 'host-2' })];
  const { record } = built(ended('SUCCEEDED', 8601, over));
  expect(record.Attempts.map(({ CostUsd }) => CostUsd)).toEqual([0.05, 0.1]);
  expect(costsOf(ended('SUCCEEDED', 8601, over))).toEqual({ CostUsd: 0.15, OnDemandCostUsd: 0.2, SpotCostUsd: 0.075, LostCostUsd: 0.05 });
});

test('an attempt that never started cost nothing', () => {
  const over = [neverStarted('t1', 50, 'CannotPullContainerError: no'), ran('t2', 100, 3700, 0)];
  expect(costsOf(ended('SUCCEEDED', 3701, over))).toMatchObject({ CostUsd: 0.05, LostCostUsd: 0 });
});

test('an attempt on an instance that nobody knows makes the sums of the job unknown, and leaves what is lost', () => {
  const over = [ran('t1', 0, 3600, 1), ran('t2', 5000, 8600, 0, { host: 'unknown' })];
  expect(costsOf(ended('SUCCEEDED', 8601, over))).toEqual({ ...NONE, LostCostUsd: 0.05 });
});

test('without prices a record has no costs', () => {
  const event = ended('SUCCEEDED', 3601, [ran('t1', 0, 3600, 0)]);
  const { record } = buildJobRecord(read(event), new Timeline([]), REGISTRY);
  expect(Object.keys({ ...record, ...record.Attempts[0] }).filter((name) => name.endsWith('Usd'))).toEqual([]);
});

test('an array job has none of its own, because its children cost', () => {
  expect(costsOf(ended('SUCCEEDED', 100, [], { detail: arrayParent(2) }))).toEqual(NONE);
});

test('a node costs where it ran; metrics count it, and not the multi-node job', () => {
  const ofNode = ended('SUCCEEDED', 3601, [ran('t1', 0, 3600, 0)], { detail: node(1) });
  expect(costsOf(ofNode).CostUsd).toBe(0.05);
  expect(measureCosts(read(ofNode), built(ofNode)).map(({ name }) => name)).toEqual(['CostUsd', 'SavedUsd']);
  const parent = ended('SUCCEEDED', 3601, [ran('t1', 0, 3600, 0)], { detail: multiNodeParent(2) });
  expect(measureCosts(read(parent), built(parent))).toEqual([]);
});

test('metrics have the job queue and the compute environment, and the time at which the attempt stopped', () => {
  const event = ended('FAILED', 3601, [ran('t1', 0, 3600, 1)]);
  const points = measureCosts(read(event), built(event));
  expect(points.map(({ name, value }) => [name, value])).toEqual([
    ['CostUsd', 0.05],
    ['LostCostUsd', 0.05],
    ['SavedUsd', 0.05],
  ]);
  points.forEach((point) =>
    expect(point).toMatchObject({ atMillis: at(3600), dimensions: { JobQueue: 'urgent', ComputeEnvironment: 'render-farm' } }),
  );
  const unknown = ended('FAILED', 3601, [ran('t1', 0, 3600, 1, { host: 'unknown' })]);
  expect(measureCosts(read(unknown), built(unknown))).toEqual([{ name: 'AttemptsUnpriced', value: 1, atMillis: at(3600), dimensions: {} }]);
});

test('an attempt that never started on an unknown instance is counted, because the job has no cost then', () => {
  const event = ended('SUCCEEDED', 3700, [
    { ...ran('t1', 0, 0, undefined, { host: 'unknown' }), startedAt: undefined },
    ran('t2', 100, 3700, 0),
  ]);
  expect(built(event).record).not.toHaveProperty('CostUsd');
  expect(measureCosts(read(event), built(event)).map(({ name }) => name)).toContain('AttemptsUnpriced');
});

describe('what attempts take off idle capacity', () => {
  const use = (event: AwsEvent, prices?: PriceBook) => measureUse(read(event), built(event, prices));

  test('is their cost, in the hours in which they ran, of the compute environment alone', () => {
    const event = ended('SUCCEEDED', 9001, [ran('t1', 1800, 9000, 0)]);
    expect(use(event)).toEqual(
      [-0.025, -0.05, -0.025].map((value, hour) => ({
        name: 'IdleCostUsd',
        value,
        atMillis: at(hour === 2 ? 9000 : (hour + 1) * 3600) - 1,
        dimensions: { ComputeEnvironment: 'render-farm' },
      })),
    );
  });

  test('is also that of attempts that failed, and of nodes instead of their multi-node job', () => {
    const event = ended('SUCCEEDED', 8601, [ran('t1', 0, 3600, 1), ran('t2', 7200, 8600, 0, { host: 'host-2' })]);
    expect(use(event).map(({ value }) => value)).toEqual([-0.05, -0.03888889]);
    const over = [ran('t1', 0, 3600, 0)];
    expect(use(ended('SUCCEEDED', 3601, over, { detail: node(1) })).map(({ value }) => value)).toEqual([-0.05]);
    expect(use(ended('SUCCEEDED', 3601, over, { detail: multiNodeParent(2) }))).toEqual([]);
  });

  test('is nothing if they never started, or their cost is not known', () => {
    expect(use(ended('FAILED', 3601, [neverStarted('t1', 50, 'CannotPullContainerError: no')]))).toEqual([]);
    expect(use(ended('SUCCEEDED', 3601, [ran('t1', 0, 3600, 0, { host: 'unknown' })]))).toEqual([]);
    expect(use(ended('SUCCEEDED', 3601, [ran('t1', 0, 3600, 0)]), new PriceBook(new Map()))).toEqual([]);
  });
});

describe('on AWS Fargate', () => {
  const onFargate = (platform?: object, more: Detail = {}) =>
    ended('SUCCEEDED', 3601, [{ id: 't1', startedAt: at(0), stoppedAt: at(3600), exitCode: 0 }], {
      detail: {
        platformCapabilities: ['FARGATE'],
        container: {
          taskArn: taskArn('t1'),
          exitCode: 0,
          resourceRequirements: [
            { type: 'VCPU', value: '2' },
            { type: 'MEMORY', value: '2048' },
          ],
          runtimePlatform: platform,
        },
        ...more,
      },
    });

  test.each<[string, object | undefined, number | undefined]>([
    ['no platform', undefined, 0.1],
    ['X86_64', { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' }, 0.1],
    ['ARM64', { cpuArchitecture: 'ARM64' }, 0.08],
    ['Windows', { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, undefined],
    ['an architecture to come', { cpuArchitecture: 'RISCV64' }, undefined],
    ['one that cannot be read', { cpuArchitecture: 64 }, undefined],
    ['an operating system that cannot be read', { operatingSystemFamily: ['LINUX'] }, undefined],
  ])('with %s', (_platform, platform, usd) => expect(costsOf(onFargate(platform)).CostUsd).toBe(usd));

  test('no capacity is idle', () => expect(measureUse(read(onFargate()), built(onFargate()))).toEqual([]));

  test('the platform of a task with several containers counts', () => {
    const task = { taskArn: taskArn('t1'), containers: [{ name: 'main', exitCode: 0 }], runtimePlatform: { cpuArchitecture: 'ARM64' } };
    const event = onFargate(undefined, { container: undefined, ecsProperties: { taskProperties: [task] } });
    expect(read(event).cpuArchitecture).toBe('ARM64');
  });

  test('the platform survives a wait', () => {
    const reading = read(onFargate({ cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' }));
    expect(readWaitingReading(Fields.of(JSON.parse(JSON.stringify(reading)), 'reading'))).toEqual(reading);
    expect(jobPriceNeeds(reading, REGISTRY)).toEqual([{ key: 'fargate/arm64', atMillis: DAY }]);
  });
});

test('GPUs that cannot be read are not taken for none, also after a wait', () => {
  const requirements = [
    { type: 'VCPU', value: '2' },
    { type: 'MEMORY', value: '2048' },
    { type: 'GPU', value: 'one' },
  ];
  const event = ended('SUCCEEDED', 3601, [ran('t1', 0, 3600, 0)]);
  const detail = event.detail as { container: object };
  const unread = { ...event, detail: { ...detail, container: { ...detail.container, resourceRequirements: requirements } } };
  expect(costsOf(unread)).toEqual(NONE);
  const reading = read(unread);
  expect(reading.gpusUnread).toBe(true);
  expect(readWaitingReading(Fields.of(JSON.parse(JSON.stringify(reading)), 'reading'))).toEqual(reading);
});
