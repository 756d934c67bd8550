import { DataPoint } from '../../src/domain/data-point';
import { InstanceTally } from '../../src/domain/in-flight/instance-tally';
import { STATES_IN_FLIGHT } from '../../src/domain/in-flight/job-in-flight';
import { measureInstances, measureJobs } from '../../src/domain/in-flight/measure-snapshot';
import { JobTally } from '../../src/domain/in-flight/queue-tally';
import { InstanceChange, KnownInstance } from '../../src/domain/instance/instance-change';
import { measureChanges } from '../../src/domain/instance/measure-instance';
import { DimensionName } from '../../src/domain/names/metrics';
import { PurchaseOption } from '../../src/domain/names/records';
import { REASONS } from '../../src/domain/run-task/failure-reason';
import { measureCall } from '../../src/domain/run-task/measure-call';
import { RunTaskReading } from '../../src/domain/run-task/run-task-reading';
import { LevelOfDetail } from '../../src/level-of-detail';
import { MetricDocuments } from '../../src/runtime/output/metric-documents';
import { Output } from '../../src/runtime/output/output';
import { DeployedCollector } from '../runtime/stage/deployed-collector';
import { CLUSTER, CONTAINER_INSTANCE, jobLife } from '../runtime/stage/job-events';
import { LogLines } from '../runtime/stage/log-lines';
import { NOW, Stage } from '../runtime/stage/stage';

/** A site in which every value occurs. */
export interface Site {
  readonly queues: readonly string[];
  readonly environments: readonly string[];
  readonly definitions: readonly string[];
  readonly types: readonly string[];
  readonly zones: readonly string[];
  readonly purchaseOptions: readonly PurchaseOption[];
}

const named = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

export const SITE: Site = {
  queues: named(2, 'queue'),
  environments: named(3, 'environment'),
  definitions: named(4, 'definition'),
  types: named(5, 'type'),
  zones: named(3, 'zone'),
  purchaseOptions: [PurchaseOption.ON_DEMAND, PurchaseOption.SPOT],
};

export const namesOf = (level: LevelOfDetail): DimensionName[][] => level.dimensionSets.map((set) => set.dimensionNames as DimensionName[]);

/** What the name of each metric and its dimensions are, each once: what CloudWatch asks money for. */
export const distinct = (lines: LogLines): Set<string> =>
  new Set(lines.dataPoints.map(({ Name, Dimensions }) => JSON.stringify([Name, Object.entries(Dimensions).sort()])));

const of = <T>(values: readonly T[], index: number): T => values[index % values.length];
const JOBS = 5;

/** Has a collector count jobs that go through everything that a job can, one for each value at least. */
export async function collectJobs(stage: Stage, collector: DeployedCollector): Promise<void> {
  for (let index = 0; index < JOBS; index++) {
    const events = eventsOf(index);
    const { INSTANCE_TABLE } = collector.variables;
    if (INSTANCE_TABLE) {
      await stage.put(INSTANCE_TABLE, {
        ContainerInstanceArn: { S: placed(CONTAINER_INSTANCE, index) },
        InstanceType: { S: of(SITE.types, index) },
        AvailabilityZone: { S: of(SITE.zones, index) },
        PurchaseOption: { S: of(SITE.purchaseOptions, index) },
      });
    }
    const [late, ...others] = events;
    await collector.deliverEvents(...others, 'no JSON');
    await collector.deliverEvents({ ...late, account: 7 }, others[0]);
  }
}

/** A job that succeeds, and one that its Spot host takes down. The first event comes after the others. */
function eventsOf(index: number): object[] {
  const good = jobLife(`good-${index}`);
  const bad = jobLife(`bad-${index}`, { outcome: 'FAILED' });
  const submitted = ['SUBMITTED', 'PENDING'].map(
    (status) => JSON.parse(JSON.stringify(good.runnable()).replace('"RUNNABLE"', `"${status}"`)) as object,
  );
  return [...submitted, ...good.all(), ...bad.all()].map(
    (event) =>
      JSON.parse(
        placed(JSON.stringify(event), index)
          .replaceAll('job-queue/nightly', `job-queue/${of(SITE.queues, index)}`)
          .replaceAll('job-definition/etl:', `job-definition/${of(SITE.definitions, index)}:`)
          .replaceAll('Essential container in task exited', 'Your Spot Task was interrupted.'),
      ) as object,
  );
}

const placed = (text: string, index: number): string =>
  text
    .replaceAll(CLUSTER, CLUSTER.replace('spot-environment', of(SITE.environments, index)))
    .replaceAll(CONTAINER_INSTANCE.replace(/.*\//, ''), `instance-${index}`);

const written = (points: readonly DataPoint[], dimensionSets?: readonly (readonly DimensionName[])[]): LogLines => {
  const lines = new LogLines(() => NOW);
  new Output(
    (line) => lines.raw.push(line),
    () => NOW,
    new MetricDocuments('BatchInsights', dimensionSets),
  ).measure(points);
  return lines;
};

/** What a snapshot publishes. */
export function snapshotMetrics(): LogLines {
  const jobs = new JobTally();
  for (const jobQueue of SITE.queues) {
    STATES_IN_FLIGHT.forEach((state) => jobs.add({ jobId: `${jobQueue}-${state}`, jobQueue, state, sinceMillis: NOW, vcpus: 1 }));
  }
  const instances = new InstanceTally();
  SITE.environments.forEach((computeEnvironment) => instances.add({ computeEnvironment, vcpus: 2, memoryMiB: 4096 }));
  return written([...measureJobs(jobs, SITE.queues, NOW), ...measureInstances(instances, SITE.environments, NOW)]);
}

/** What a registry publishes of one instance for each value. */
export function instanceMetrics(dimensionSets: readonly (readonly DimensionName[])[]): LogLines {
  const at = new Date(NOW).toISOString();
  const points = Array.from({ length: JOBS }, (_, index): KnownInstance => ({
    containerInstanceArn: 'a',
    computeEnvironment: of(SITE.environments, index),
    instanceType: of(SITE.types, index),
    availabilityZone: of(SITE.zones, index),
    purchaseOption: of(SITE.purchaseOptions, index),
    vcpus: 2,
    memoryMiB: 4096,
    registeredAt: at,
    goneAt: at,
    isSettled: true,
    interruptionWarningAt: at,
    rebalanceRecommendedAt: at,
    counted: {},
  })).flatMap((instance) => measureChanges(instance, Object.values(InstanceChange)));
  return written(points, dimensionSets);
}

/** What the watch over RunTask publishes of calls that fail for every reason there is. */
export function runTaskMetrics(dimensionSets: readonly (readonly DimensionName[])[]): LogLines {
  const points = Array.from(
    { length: JOBS },
    (_, index) =>
      ({
        atMillis: NOW,
        jobQueue: of(SITE.queues, index),
        computeEnvironment: of(SITE.environments, index),
        placed: 1,
        failures: REASONS.map((reason) => ({ reason })),
      }) as unknown as RunTaskReading,
  ).flatMap((reading) => measureCall(reading, true));
  return written(points, dimensionSets);
}
