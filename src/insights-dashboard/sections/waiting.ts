import { DimensionName, MetricName } from '../../domain/names/metrics';
import { JOB_RUNS, MAX_GROUPS, QUEUES_BLOCKED, largestGroups, minutes, percent } from '../record-query';
import { LogChart, MetricChart, SectionDescription } from '../section-description';
import { Statistic } from '../series-description';

const TIMES = ['QueuedSeconds', 'TotalRunnableSeconds', 'TotalStartingSeconds', 'TotalRunningSeconds'] as const;
const ALL_TIMES_KNOWN = `filter ${TIMES.map((time) => `ispresent(${time})`).join(' and ')}`;
const TOTAL = `(${TIMES.map((time) => `sum(${time})`).join(' + ')})`;
const shareOf = (time: (typeof TIMES)[number], name: string): string => `${percent(`sum(${time})`, TOTAL)} as ${name}`;

const waitByQueue = (title: string, metric: MetricName, statistic: Statistic, explanation: string): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit: 'minutes',
  explanation,
  width: 8,
  height: 6,
  series: [{ of: 'groups', label: '', metric, dimension: DimensionName.JOB_QUEUE, statistic, dividedBy: 60 }],
});

/** Also of use where it is asked what is happening. */
export const BLOCKED_QUEUES: LogChart = {
  source: 'records',
  view: 'table',
  title: 'Blocked job queues',
  unit: `the latest ${MAX_GROUPS}, UTC`,
  explanation:
    'Jobs that could not be placed and blocked the jobs behind them, with the reason from AWS Batch. If the last report is old, the queue is no longer blocked.',
  width: 24,
  height: 5,
  query: [
    QUEUES_BLOCKED,
    'stats earliest(BlockedAt) as FirstReported, latest(BlockedAt) as LastReported by JobQueue, Category, Reason, JobName, JobId',
    'sort LastReported desc',
    `limit ${MAX_GROUPS}`,
  ],
};

export const WAITING: SectionDescription = {
  title: 'Waiting',
  explanation:
    'How long jobs wait in each queue. Before RUNNABLE they wait for dependencies and scheduling, in RUNNABLE for capacity, in STARTING for the image.',
  charts: [
    waitByQueue(
      'Median wait in RUNNABLE by job queue',
      MetricName.RUNNABLE_SECONDS,
      'p50',
      'The typical wait for capacity. A rising line means more work than capacity.',
    ),
    waitByQueue('p95 wait in RUNNABLE by job queue', MetricName.RUNNABLE_SECONDS, 'p95', 'One attempt in twenty waits longer than this.'),
    waitByQueue(
      'p95 wait before RUNNABLE by job queue',
      MetricName.QUEUED_SECONDS,
      'p95',
      'The time from submission to RUNNABLE: dependencies and scheduling.',
    ),
    {
      source: 'records',
      view: 'bar',
      title: "Share of each state in the jobs' time by job queue",
      unit: '%',
      explanation: 'The share of each state in the time from submission to end. Everything except Running is waiting.',
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        ALL_TIMES_KNOWN,
        `filter ${TIMES.join(' + ')} > 0`,
        `stats ${shareOf('QueuedSeconds', 'Queued')}, ${shareOf('TotalRunnableSeconds', 'Runnable')}, ${shareOf('TotalStartingSeconds', 'Starting')}, ${shareOf('TotalRunningSeconds', 'Running')}, count(*) as Jobs by JobQueue`,
        ...largestGroups('JobQueue', 'Queued', 'Runnable', 'Starting', 'Running'),
      ],
    },
    BLOCKED_QUEUES,
    {
      source: 'records',
      view: 'table',
      title: 'Longest waits for capacity',
      unit: `the ${MAX_GROUPS} longest, in minutes`,
      explanation: 'The jobs that spent the most time in RUNNABLE, with the resources that they requested.',
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        'filter TotalRunnableSeconds > 0',
        `fields StoppedAt, Status, JobName, JobQueue, JobDefinition, ${minutes('TotalRunnableSeconds')} as RunnableMinutes, ${minutes('QueuedSeconds')} as QueuedMinutes, Vcpus, MemoryMiB, Gpus, ComputeEnvironment, InstanceType, JobId`,
        'sort RunnableMinutes desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
  ],
};
