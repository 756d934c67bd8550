import { MetricName } from '../../domain/names/metrics';
import { JOB_RUNS, LARGEST_GROUPS, MAX_GROUPS, jobLink, minutes, percent } from '../record-query';
import { SectionDescription } from '../section-description';
import { waitByQueue } from './by-job-queue';

const TIMES = ['QueuedSeconds', 'TotalRunnableSeconds', 'TotalStartingSeconds', 'TotalRunningSeconds'] as const;
const ALL_TIMES_KNOWN = `filter ${TIMES.map((time) => `ispresent(${time})`).join(' and ')}`;
const TOTAL = `(${TIMES.map((time) => `sum(${time})`).join(' + ')})`;
const shareOf = (time: (typeof TIMES)[number], name: string): string => `${percent(`sum(${time})`, TOTAL)} as ${name}`;

export const WAITING: SectionDescription = {
  title: 'Waiting',
  explanation:
    'Where the time of jobs goes. Before RUNNABLE they wait for dependencies and scheduling, in RUNNABLE for capacity, in STARTING for the image. ' +
    'Everything except Running is waiting.',
  charts: [
    waitByQueue('Median wait in RUNNABLE by job queue', MetricName.RUNNABLE_SECONDS, 'p50', 7),
    waitByQueue('p95 wait before RUNNABLE by job queue', MetricName.QUEUED_SECONDS, 'p95', 7),
    {
      source: 'records',
      view: 'table',
      title: "Share of each state in the jobs' time by job queue",
      unit: '%',
      width: 10,
      height: 5,
      query: [
        JOB_RUNS,
        ALL_TIMES_KNOWN,
        `filter ${TIMES.join(' + ')} > 0`,
        `stats count(*) as Jobs, ${shareOf('QueuedSeconds', 'Queued')}, ${shareOf('TotalRunnableSeconds', 'Runnable')}, ${shareOf('TotalStartingSeconds', 'Starting')}, ${shareOf('TotalRunningSeconds', 'Running')} by JobQueue`,
        ...LARGEST_GROUPS,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Longest waits for capacity',
      scope: `the ${MAX_GROUPS} longest, in minutes, UTC`,
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        'filter TotalRunnableSeconds > 0',
        `fields StoppedAt, JobName, JobId, ${minutes('TotalRunnableSeconds')} as Runnable, ${minutes('QueuedSeconds')} as Queued, Status, JobQueue, JobDefinition, Vcpus, MemoryMiB, Gpus, ComputeEnvironment, InstanceType, ${jobLink('JobId')}`,
        'sort Runnable desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
  ],
};
