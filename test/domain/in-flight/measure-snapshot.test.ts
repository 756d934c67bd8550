import { DataPoint } from '../../../src/domain/data-point';
import { inFlightRecord } from '../../../src/domain/in-flight/in-flight-record';
import { InstanceTally } from '../../../src/domain/in-flight/instance-tally';
import { JobInFlight } from '../../../src/domain/in-flight/job-in-flight';
import { measureInstances, measureJobs } from '../../../src/domain/in-flight/measure-snapshot';
import { JobTally, QueueTally } from '../../../src/domain/in-flight/queue-tally';

const AT = Date.parse('2026-11-20T12:00:00Z');
const ago = (seconds: number) => AT - seconds * 1000;

const JOBS: readonly JobInFlight[] = [
  {
    jobId: 'a',
    jobName: 'encode',
    jobQueue: 'nightly',
    state: 'RUNNABLE',
    sinceMillis: ago(600),
    vcpus: 2,
    blockedReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT',
  },
  { jobId: 'b', jobQueue: 'nightly', state: 'STARTING', sinceMillis: ago(30), vcpus: 4 },
  { jobId: 'c', jobQueue: 'nightly', state: 'RUNNING', sinceMillis: ago(10), vcpus: 8 },
  { jobId: 'd', state: 'PENDING', sinceMillis: ago(5), vcpus: 1 },
];

function tally(jobs: readonly JobInFlight[] = JOBS): JobTally {
  const all = new JobTally();
  jobs.forEach((job) => all.add(job));
  return all;
}

/** Data points as `Name[dimensions]: value`. */
const shown = (points: readonly DataPoint[]) =>
  Object.fromEntries(
    points.map(({ name, value, dimensions }) => [
      [name, ...Object.entries(dimensions).map(([key, of]) => `${key}=${of}`)].join(' '),
      value,
    ]),
  );

describe('the gauges of jobs', () => {
  test('are told of all queues and of each', () => {
    const points = measureJobs(tally(), ['nightly'], AT);
    expect(shown(points)).toEqual({
      'JobsInState JobState=SUBMITTED': 0,
      'JobsInState JobState=PENDING': 1,
      'JobsInState JobState=RUNNABLE': 1,
      'JobsInState JobState=STARTING': 1,
      'JobsInState JobState=RUNNING': 1,
      OldestRunnableSeconds: 600,
      OldestStartingSeconds: 30,
      WaitingVcpus: 3,
      RunningVcpus: 12,
      'JobsInState JobQueue=nightly JobState=SUBMITTED': 0,
      'JobsInState JobQueue=nightly JobState=PENDING': 0,
      'JobsInState JobQueue=nightly JobState=RUNNABLE': 1,
      'JobsInState JobQueue=nightly JobState=STARTING': 1,
      'JobsInState JobQueue=nightly JobState=RUNNING': 1,
      'OldestRunnableSeconds JobQueue=nightly': 600,
      'OldestStartingSeconds JobQueue=nightly': 30,
      'WaitingVcpus JobQueue=nightly': 2,
      'RunningVcpus JobQueue=nightly': 12,
    });
    expect(new Set(points.map(({ atMillis }) => atMillis))).toEqual(new Set([AT]));
  });

  test('are zero where nothing is, of a queue that is known and over all', () => {
    const points = measureJobs(tally([]), ['nightly'], AT);
    expect(points).toHaveLength(18);
    expect(new Set(points.map(({ value }) => value))).toEqual(new Set([0]));
  });

  test('are told of SUBMITTED too, as zero where no job is in it', () => {
    const points = measureJobs(tally([{ jobId: 'a', jobQueue: 'nightly', state: 'SUBMITTED', sinceMillis: AT }]), ['nightly', 'other'], AT);
    const submitted = points.filter(({ dimensions }) => dimensions.JobState === 'SUBMITTED');
    expect(shown(submitted)).toEqual({
      'JobsInState JobState=SUBMITTED': 1,
      'JobsInState JobQueue=nightly JobState=SUBMITTED': 1,
      'JobsInState JobQueue=other JobState=SUBMITTED': 0,
    });
  });
});

test('the gauges of instances are told of all compute environments and of each, also of one that has none left', () => {
  const instances = new InstanceTally();
  instances.add({ computeEnvironment: 'spot', vcpus: 4, memoryMiB: 7_680 });
  expect(shown(measureInstances(instances, ['spot', 'emptied'], AT))).toEqual({
    InstancesInService: 1,
    InServiceVcpus: 4,
    InServiceMemoryMiB: 7_680,
    'InstancesInService ComputeEnvironment=spot': 1,
    'InServiceVcpus ComputeEnvironment=spot': 4,
    'InServiceMemoryMiB ComputeEnvironment=spot': 7_680,
    'InstancesInService ComputeEnvironment=emptied': 0,
    'InServiceVcpus ComputeEnvironment=emptied': 0,
    'InServiceMemoryMiB ComputeEnvironment=emptied': 0,
  });
});

describe('the record of a queue', () => {
  test('names the job that waits longest, and why', () => {
    expect(JSON.parse(JSON.stringify(inFlightRecord('nightly', tally().byQueue.get('nightly') as QueueTally, AT)))).toEqual({
      RecordType: 'in-flight',
      At: '2026-11-20T12:00:00.000Z',
      JobQueue: 'nightly',
      Submitted: 0,
      Pending: 0,
      Runnable: 1,
      Starting: 1,
      Running: 1,
      WaitingVcpus: 2,
      RunningVcpus: 12,
      OldestRunnableJobId: 'a',
      OldestRunnableJobName: 'encode',
      OldestRunnableSince: '2026-11-20T11:50:00.000Z',
      OldestRunnableSeconds: 600,
      BlockedReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT',
      OldestStartingJobId: 'b',
      OldestStartingSince: '2026-11-20T11:59:30.000Z',
      OldestStartingSeconds: 30,
    });
  });

  test('counts the jobs of each state, also of those that are about to be placed', () => {
    const jobs = (['SUBMITTED', 'PENDING', 'PENDING'] as const).map((state, index): JobInFlight => ({
      jobId: `${index}`,
      jobQueue: 'nightly',
      state,
      sinceMillis: AT,
    }));
    expect(inFlightRecord('nightly', tally(jobs).byQueue.get('nightly') as QueueTally, AT)).toMatchObject({
      Submitted: 1,
      Pending: 2,
      Runnable: 0,
    });
  });

  test('says nothing of a state in which no job is', () => {
    const onlyRunning = tally([JOBS[2]]).byQueue.get('nightly') as QueueTally;
    expect(Object.keys(inFlightRecord('nightly', onlyRunning, AT)).filter((field) => field.startsWith('Oldest'))).toEqual([]);
  });
});
