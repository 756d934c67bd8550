import { MetricName } from '../../domain/names/metrics';
import { JOB_RUNS, MAX_GROUPS, PARSE_DEFINITION_NAME, hours } from '../record-query';
import { SectionDescription } from '../section-description';
import { TotalSeries } from '../series-description';
import { FAILURE_COLOR, WARNING_COLOR } from './colors';

const FAILED_ATTEMPTS: TotalSeries = {
  of: 'total',
  label: 'Failed attempts',
  metrics: [MetricName.ATTEMPTS_FAILED],
  statistic: 'Sum',
  color: FAILURE_COLOR,
};
const INTERRUPTIONS: TotalSeries = {
  of: 'total',
  label: 'Spot interruptions',
  metrics: [MetricName.SPOT_INTERRUPTIONS],
  statistic: 'Sum',
  color: WARNING_COLOR,
};
const LOST_HOURS: TotalSeries = { of: 'total', label: 'Hours lost', metrics: [MetricName.LOST_SECONDS], statistic: 'Sum', dividedBy: 3600 };

export const ATTEMPTS: SectionDescription = {
  title: 'Attempts and retries',
  explanation: 'The cost of retries and Spot interruptions. Lost time is the run time of failed attempts.',
  charts: [
    {
      source: 'metrics',
      view: 'number',
      title: 'Attempts that failed',
      unit: 'attempts',
      explanation: 'Most Spot interruptions are also failed attempts. Some jobs finish before their host stops.',
      width: 14,
      height: 3,
      series: [FAILED_ATTEMPTS, INTERRUPTIONS],
    },
    {
      source: 'metrics',
      view: 'number',
      title: 'Run time lost',
      unit: 'hours',
      explanation: 'The total run time of failed attempts.',
      width: 10,
      height: 3,
      series: [LOST_HOURS],
    },
    {
      source: 'records',
      view: 'bar',
      title: 'Attempts per job',
      unit: 'jobs',
      explanation: 'Jobs by their number of attempts. Jobs with 0 ended before they were placed.',
      width: 12,
      height: 6,
      query: [JOB_RUNS, 'filter ispresent(AttemptCount)', 'stats count(*) as Jobs by AttemptCount', 'sort AttemptCount asc'],
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'Failed attempts over time',
      unit: 'attempts per period',
      explanation: 'If both lines rise, Spot reclaims capacity. If only failed attempts rise, there is another cause.',
      width: 12,
      height: 6,
      series: [FAILED_ATTEMPTS, INTERRUPTIONS],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Retried and interrupted jobs by job definition',
      unit: `the ${MAX_GROUPS} that lost the most`,
      explanation:
        'Only jobs with more than one attempt or with lost run time. The definitions at the top benefit most from checkpoints or On-Demand capacity.',
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        'filter AttemptCount > 1 or LostSeconds > 0',
        PARSE_DEFINITION_NAME,
        `stats count(*) as Jobs, sum(AttemptCount > 1) as RetriedJobs, sum(AttemptCount) as Attempts, sum(SpotInterruptions) as Interruptions, ${hours('sum(LostSeconds)')} as LostHours by DefinitionName`,
        'sort LostHours desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'vCPU-hours by job definition',
      unit: `the ${MAX_GROUPS} with the most`,
      explanation: 'Requested vCPUs multiplied by run time, including failed attempts. Lost is the share of failed attempts.',
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        'filter ispresent(Vcpus) and ispresent(TotalRunningSeconds)',
        PARSE_DEFINITION_NAME,
        `stats ${hours('sum(Vcpus * TotalRunningSeconds)')} as VcpuHours, ${hours('sum(Vcpus * LostSeconds)')} as LostVcpuHours, count(*) as Jobs by DefinitionName`,
        'sort VcpuHours desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Jobs that lost the most run time',
      unit: `the ${MAX_GROUPS} largest losses`,
      explanation: 'Jobs whose failed attempts ran the longest.',
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        'filter LostSeconds > 0',
        `fields StoppedAt, Status, JobName, JobQueue, JobDefinition, AttemptCount, SpotInterruptions, ${hours('LostSeconds')} as LostHours, FailureCategory, InstanceType, PurchaseOption, JobId`,
        'sort LostHours desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
  ],
};
