import { DAY_START, DEFINITIONS, PLACES, QUEUES, iso, randomNumbers } from './job-records';
import type { LogLine } from '../../../../lab/aws/insights/index';

const STREAM = { logStream: '2026/03/02/[$LATEST]2', logGroup: 'InsightsLogGroup' };
const MINUTES_OF_A_DAY = 24 * 60;

type Draw = <T>(items: readonly T[]) => T;
type Make = (index: number, draw: Draw, random: () => number) => object;

/** Lines over a day, each at an instant of its own, which the line states itself, because it is logged some seconds late. */
function lines(count: number, seed: number, make: Make): readonly LogLine[] {
  const random = randomNumbers(seed);
  const draw: Draw = (items) => items[Math.floor(random() * items.length)];
  return Array.from({ length: count }, (_, index) => {
    const minute = DAY_START + Math.floor((index * MINUTES_OF_A_DAY) / count) * 60_000;
    const message = JSON.stringify({ At: iso(minute), ...make(index, draw, random) });
    return { timestamp: minute + (index % 50) * 7, message, ...STREAM };
  });
}

const placeOf = (draw: Draw): object => {
  const { InstanceType, AvailabilityZone, PurchaseOption, ComputeEnvironment } = draw(PLACES);
  return { InstanceType, AvailabilityZone, PurchaseOption, ComputeEnvironment };
};

/** Entries into states: before jobs have a place, and with one. Definitions have no revision here. */
export const transitionLines = (): readonly LogLine[] =>
  lines(900, 5, (index, draw, random) => {
    const some = (): number => 1 + Math.floor(random() * 40);
    const job = { RecordType: 'transitions', JobQueue: draw(QUEUES), JobDefinition: draw(DEFINITIONS).split(':')[0] };
    if (index % 3 === 0) return { ...job, JobsSubmitted: some(), JobsPending: some(), JobsRunnable: some() };
    return index % 3 === 1
      ? { ...job, ...placeOf(draw), JobsStarting: some() }
      : { ...job, ...placeOf(draw), JobsStarting: some(), JobsRunning: some() };
  });

/** Snapshots of three queues; one of them has no jobs in the evening. */
export const inFlightLines = (): readonly LogLine[] =>
  lines(600, 9, (index, draw, random) => {
    const some = (): number => Math.floor(random() * 100);
    const queue = index > 450 ? QUEUES[index % 2] : QUEUES[index % 3];
    const waiting = {
      OldestRunnableJobId: `job-${index}`,
      OldestRunnableJobName: 'align',
      OldestRunnableSince: iso(DAY_START),
      OldestRunnableSeconds: some() * 61.5,
      ...(index % 5 === 0 ? { BlockedReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT' } : {}),
    };
    return {
      RecordType: 'in-flight',
      JobQueue: queue,
      Submitted: 0,
      Pending: some(),
      Runnable: some(),
      Starting: some(),
      Running: some(),
      WaitingVcpus: some() / 4,
      RunningVcpus: some(),
      ...draw([{}, waiting]),
      ...draw([{}, { OldestStartingJobId: `job-${index}`, OldestStartingSince: iso(DAY_START), OldestStartingSeconds: some() * 3 }]),
    };
  });

/** Instances that come, are warned, and go; some of no known place. */
export const instanceLines = (): readonly LogLine[] =>
  lines(500, 3, (index, draw, random) => {
    const Change = draw(['registered', 'deregistered', 'interruption-warning', 'rebalance-recommendation']);
    const left = { LifetimeSeconds: Math.floor(random() * 90_000), Reclaimed: draw([0, 1]), Cause: draw(['deregistered', 'terminated']) };
    return {
      RecordType: 'instance',
      Change,
      InstanceId: `i-${index}`,
      ContainerInstanceArn: `arn:${index}`,
      ...placeOf(draw),
      Vcpus: draw([2, 16]),
      MemoryMiB: draw([3_800, 31_431]),
      ...(Change === 'deregistered' ? left : {}),
    };
  });

/** Calls that placed less than they should: with and without a detail, and of callers that named no queue. */
export const runTaskFailureLines = (): readonly LogLine[] =>
  lines(300, 7, (index, draw) => ({
    RecordType: 'run-task-failure',
    ...draw([
      { Reason: 'RESOURCE:MEMORY', Detail: 'Insufficient memory available (32000 requested, 31431 available)' },
      { Reason: 'RESOURCE:CPU' },
      { Reason: 'AccessDenied' },
    ]),
    Failures: draw([1, 1, 1, 5]),
    EcsCluster: 'AWSBatch-spot-arm-1',
    ...(index % 7 === 0
      ? {}
      : {
          JobQueue: draw(QUEUES),
          JobDefinition: draw(DEFINITIONS),
          ComputeEnvironment: draw(['spot-arm', 'steady']),
          ContainerInstanceArn: `arn:${index}`,
        }),
  }));
