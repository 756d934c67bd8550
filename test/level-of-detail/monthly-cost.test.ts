import { collectJobs, distinct, instanceMetrics, namesOf, runTaskMetrics, SITE, snapshotMetrics } from './published-metrics';
import { DimensionName } from '../../src/domain/names/metrics';
import { LevelOfDetail, SiteSize } from '../../src/level-of-detail';
import { countMetrics, usdOfMetrics } from '../../src/level-of-detail/monthly-cost';
import { dimensionSetsOf } from '../../src/run-task-monitoring/run-task-monitoring-base';
import { deployCollector, deployCollectorWithRegistry } from '../runtime/stage/deployed-collector';
import { useStage } from '../runtime/stage/stage';

const stage = useStage();
const { COMPUTE_ENVIRONMENT, INSTANCE_TYPE, AVAILABILITY_ZONE, PURCHASE_OPTION } = DimensionName;
const SIZE: SiteSize = {
  jobQueues: SITE.queues.length,
  computeEnvironments: SITE.environments.length,
  jobDefinitions: SITE.definitions.length,
  instanceTypes: SITE.types.length,
  availabilityZones: SITE.zones.length,
  purchaseOptions: SITE.purchaseOptions.length,
};
const ALONE = { instanceRegistryEnabled: false, inFlightEnabled: false };

describe.each<[string, LevelOfDetail, DimensionName[][]]>([
  ['TOTALS', LevelOfDetail.TOTALS, [[]]],
  ['STANDARD', LevelOfDetail.STANDARD, [[], [COMPUTE_ENVIRONMENT]]],
  ['FULL', LevelOfDetail.FULL, [[], [COMPUTE_ENVIRONMENT], [INSTANCE_TYPE], [AVAILABILITY_ZONE], [PURCHASE_OPTION]]],
])('the metrics of level %s', (_, level, ofInstances) => {
  test('are as many as are published of a site in which everything happens', async () => {
    // GIVEN
    const collector = await deployCollectorWithRegistry(stage, { DIMENSION_SETS: JSON.stringify(namesOf(level)) });
    // WHEN
    await collectJobs(stage, collector);
    const instances = distinct(instanceMetrics(ofInstances)).size;
    const inFlight = distinct(snapshotMetrics()).size;
    const runTask = distinct(runTaskMetrics(dimensionSetsOf(level).map((set) => set.dimensionNames as DimensionName[]))).size;
    // THEN
    const jobs = distinct(collector.lines).size;
    expect(level.monthlyMetrics(SIZE)).toBe(jobs + instances + inFlight);
    expect(level.monthlyMetrics({ ...SIZE, runTaskMonitoringEnabled: true })).toBe(jobs + instances + inFlight + runTask);
    const costed = level.monthlyMetrics({ ...SIZE, costInsightsEnabled: true }) - level.monthlyMetrics(SIZE);
    // Three amounts in total, by job queue and by compute environment; two in total and by compute environment; a count and a duration in total.
    const [queues, environments] = level === LevelOfDetail.TOTALS ? [0, 0] : [SITE.queues.length, SITE.environments.length];
    expect(costed).toBe(3 * (1 + queues + environments) + 2 * (1 + environments) + 2);
    expect(level.monthlyMetrics({ ...SIZE, inFlightEnabled: false })).toBe(jobs + instances);
  });

  test('are those that need no registry where there is none', async () => {
    const collector = await deployCollector(stage, { DIMENSION_SETS: JSON.stringify(namesOf(level)) });
    await collectJobs(stage, collector);
    expect(level.monthlyMetrics({ ...SIZE, ...ALONE })).toBe(distinct(collector.lines).size);
  });
});

describe('a month costs', () => {
  const usd = (jobQueues: number) => LevelOfDetail.STANDARD.monthlyUsd({ jobQueues, computeEnvironments: 0, ...ALONE });

  test.each([
    [0, 20 * 0.3],
    [1, 34 * 0.3],
    [712, 9_988 * 0.3],
    [713, 3_000 + 0.2],
    [17_855, 3_000 + 23_999],
    [17_856, 27_000 + 0.2],
    [71_427, 27_000 + 749_998 * 0.05],
    [71_428, 64_500 + 0.24],
  ])('what CloudWatch asks by tiers, with %d job queues', (queues, expected) => {
    expect(usd(queues)).toBeCloseTo(expected, 2);
  });

  test.each<[string, [number, number, number, number, number], number[]]>([
    ['small', [1, 1, 2, 3, 2], [15.6, 24.9, 69]],
    ['middle', [5, 3, 50, 20, 4], [28.2, 64.5, 407.1]],
    ['large', [30, 20, 300, 60, 6], [111, 339, 1945.8]],
  ])('at each level, of a %s site', (_, [jobQueues, computeEnvironments, jobDefinitions, instanceTypes, availabilityZones], expected) => {
    const size = { jobQueues, computeEnvironments, jobDefinitions, instanceTypes, availabilityZones };
    expect([LevelOfDetail.TOTALS, LevelOfDetail.STANDARD, LevelOfDetail.FULL].map((level) => level.monthlyUsd(size))).toEqual(expected);
  });

  test.each([
    [1, 1, 20.7],
    [5, 3, 43.5],
    [30, 20, 213],
  ])('less without metrics by job queue: at %d job queues and %d compute environments', (jobQueues, computeEnvironments, expected) => {
    expect(usdOfMetrics(countMetrics([[], [COMPUTE_ENVIRONMENT]], { jobQueues, computeEnvironments }))).toBe(expected);
  });
});

describe('a size', () => {
  test('has six zones and two purchase options where it does not say', () => {
    const size = { jobQueues: 1, computeEnvironments: 1, jobDefinitions: 1, instanceTypes: 1 };
    expect(LevelOfDetail.FULL.monthlyMetrics(size)).toBe(
      LevelOfDetail.FULL.monthlyMetrics({ ...size, availabilityZones: 6, purchaseOptions: 2 }),
    );
  });

  test.each<[string, LevelOfDetail, Partial<SiteSize>, string]>([
    ['without definitions', LevelOfDetail.FULL, {}, 'LevelOfDetail.FULL: jobDefinitions is required.'],
    ['without types', LevelOfDetail.FULL, { jobDefinitions: 2 }, 'LevelOfDetail.FULL: instanceTypes is required.'],
    [
      'with half a queue',
      LevelOfDetail.TOTALS,
      { jobQueues: 0.5 },
      'LevelOfDetail.TOTALS: jobQueues is 0.5, but it must be a whole number from 0 to 1000000.',
    ],
    ['with less than nothing', LevelOfDetail.STANDARD, { purchaseOptions: -1 }, 'LevelOfDetail.STANDARD: purchaseOptions is -1'],
  ])('%s is refused', (_, level, size, message) => {
    expect(() => level.monthlyUsd({ jobQueues: 1, computeEnvironments: 1, ...size })).toThrow(message);
  });

  test('needs no instance types where no registry knows them', () => {
    expect(LevelOfDetail.FULL.monthlyMetrics({ jobQueues: 1, computeEnvironments: 1, jobDefinitions: 1, ...ALONE })).toBe(57);
  });
});
