import { InstanceSums, InstanceTally, NO_INSTANCES } from './instance-tally';
import { STATES_IN_FLIGHT } from './job-in-flight';
import { JobTally, NO_JOBS, QueueTally } from './queue-tally';
import { DataPoint, KnownDimensions } from '../data-point';
import { DimensionName, InFlightMetric } from '../names/metrics';

type Gauges = readonly (readonly [name: InFlightMetric, value: number, dimensions?: KnownDimensions])[];

/** The job gauges: in total, and for each known job queue, including empty ones. */
export function measureJobs(jobs: JobTally, queues: Iterable<string>, atMillis: number): DataPoint[] {
  const ofQueues = [...queues].flatMap((queue) =>
    stamped(jobGauges(jobs.byQueue.get(queue) ?? NO_JOBS, atMillis), atMillis, { [DimensionName.JOB_QUEUE]: queue }),
  );
  return [...stamped(jobGauges(jobs.all, atMillis), atMillis, {}), ...ofQueues];
}

/** The instance gauges: in total, and for each known compute environment, including those without instances. */
export function measureInstances(instances: InstanceTally, environments: Iterable<string>, atMillis: number): DataPoint[] {
  const ofEnvironments = [...environments].flatMap((name) =>
    stamped(instanceGauges(instances.byEnvironment.get(name) ?? NO_INSTANCES), atMillis, { [DimensionName.COMPUTE_ENVIRONMENT]: name }),
  );
  return [...stamped(instanceGauges(instances.all), atMillis, {}), ...ofEnvironments];
}

function jobGauges(tally: QueueTally, atMillis: number): Gauges {
  return [
    ...STATES_IN_FLIGHT.map((state) => [InFlightMetric.JOBS_IN_STATE, tally.count(state), { [DimensionName.JOB_STATE]: state }] as const),
    [InFlightMetric.OLDEST_RUNNABLE_SECONDS, tally.oldestSeconds('RUNNABLE', atMillis)],
    [InFlightMetric.OLDEST_STARTING_SECONDS, tally.oldestSeconds('STARTING', atMillis)],
    [InFlightMetric.WAITING_VCPUS, tally.waitingVcpus],
    [InFlightMetric.RUNNING_VCPUS, tally.runningVcpus],
  ];
}

const instanceGauges = ({ instances, vcpus, memoryMiB }: InstanceSums): Gauges => [
  [InFlightMetric.INSTANCES_IN_SERVICE, instances],
  [InFlightMetric.IN_SERVICE_VCPUS, vcpus],
  [InFlightMetric.IN_SERVICE_MEMORY_MIB, memoryMiB],
];

const stamped = (gauges: Gauges, atMillis: number, of: KnownDimensions): DataPoint[] =>
  gauges.map(([name, value, dimensions]) => ({ name, value, atMillis, dimensions: { ...of, ...dimensions } }));
