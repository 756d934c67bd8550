import { MetricName } from '../../domain/names/metrics';
import { JOB_RUNS, MAX_GROUPS, PARSE_DEFINITION_NAME, hours, jobLink } from '../record-query';
import { SectionDescription } from '../section-description';
import { TotalSeries } from '../series-description';
import { FAILURE_COLOR, WARNING_COLOR } from './colors';

const counted = (label: string, metric: MetricName, color: string): TotalSeries => ({
  of: 'total',
  label,
  metrics: [metric],
  statistic: 'Sum',
  color,
});
const SERIES = [
  counted('Failed attempts', MetricName.ATTEMPTS_FAILED, FAILURE_COLOR),
  counted('Spot interruptions', MetricName.SPOT_INTERRUPTIONS, WARNING_COLOR),
];

export const ATTEMPTS: SectionDescription = {
  title: 'Attempts and retries',
  explanation:
    'The cost of retries and Spot interruptions. Lost time is the run time of failed attempts. vCPU-hours are requested vCPUs multiplied by run time. ' +
    'The definitions at the top benefit most from checkpoints or On-Demand capacity.',
  charts: [
    { source: 'metrics', view: 'number', title: 'Attempts that failed', unit: 'attempts', width: 6, height: 5, series: SERIES },
    {
      source: 'metrics',
      view: 'line',
      title: 'Failed attempts over time',
      unit: 'attempts',
      scope: 'per period',
      width: 10,
      height: 5,
      series: SERIES,
    },
    {
      source: 'records',
      view: 'bar',
      title: 'Jobs by number of attempts',
      unit: 'jobs',
      width: 8,
      height: 5,
      query: [
        JOB_RUNS,
        'filter ispresent(AttemptCount)',
        'stats count(*) as Jobs by concat(AttemptCount, "") as Attempts',
        'sort Attempts asc',
        `limit ${MAX_GROUPS}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Retries and vCPU-hours by job definition',
      scope: `the ${MAX_GROUPS} that lost the most`,
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        PARSE_DEFINITION_NAME,
        [
          'stats count(*) as Jobs',
          'sum(AttemptCount > 1) as RetriedJobs',
          'sum(AttemptCount) as Attempts',
          'sum(SpotInterruptions) as Interruptions',
          `${hours('sum(LostSeconds)')} as LostHours`,
          `${hours('sum(Vcpus * LostSeconds)')} as LostVcpuHours`,
          `${hours('sum(Vcpus * TotalRunningSeconds)')} as VcpuHours by DefinitionName`,
        ].join(', '),
        'sort LostHours desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Jobs that lost the most run time',
      scope: `the ${MAX_GROUPS} largest losses, UTC`,
      width: 24,
      height: 6,
      query: [
        JOB_RUNS,
        'filter LostSeconds > 0',
        `fields StoppedAt, JobName, JobId, ${hours('LostSeconds')} as LostHours, AttemptCount, SpotInterruptions, Status, FailureCategory, JobQueue, JobDefinition, InstanceType, PurchaseOption, ${jobLink('JobId')}`,
        'sort LostHours desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
  ],
};
