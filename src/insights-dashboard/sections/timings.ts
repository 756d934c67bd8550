import { MetricName } from '../../domain/names/metrics';
import { JOB_RUNS, MAX_GROUPS, SPREAD, largestGroups, percent, spreadOf } from '../record-query';
import { LogChart, SectionDescription } from '../section-description';
import { ShareSeries, TotalSeries } from '../series-description';
import { AVAILABILITY_ZONE, Group, INSTANCE_TYPE, JOB_DEFINITION, JOB_QUEUE } from './groups';

const WAITING = [MetricName.QUEUED_SECONDS, MetricName.RUNNABLE_SECONDS, MetricName.STARTING_SECONDS];

const SHARE: ShareSeries = { of: 'share', label: 'Waiting', parts: WAITING, whole: [...WAITING, MetricName.RUNNING_SECONDS] };
const WAITED: TotalSeries = { of: 'total', label: 'Waiting', metrics: WAITING, statistic: 'Sum', dividedBy: 3600 };
const RAN: TotalSeries = { of: 'total', label: 'Running', metrics: [MetricName.RUNNING_SECONDS], statistic: 'Sum', dividedBy: 3600 };

/** All that is not running is waiting, the time between attempts too. A clock that runs ahead makes no negative wait. */
const TIMED_RUNS = [
  JOB_RUNS,
  'filter ispresent(TotalSeconds) and ispresent(TotalRunningSeconds)',
  'fields greatest(TotalSeconds - TotalRunningSeconds, 0) as WaitingSeconds',
];

const bars = (chart: Pick<LogChart, 'title' | 'unit' | 'explanation' | 'query'>): LogChart => ({
  source: 'records',
  view: 'bar',
  width: 6,
  height: 6,
  ...chart,
});

const spread = ({ field, prepare }: Group, seconds: string): string[] => [
  ...TIMED_RUNS,
  ...prepare,
  `stats ${spreadOf(seconds)}, count(*) as Jobs by ${field}`,
  ...largestGroups(field, ...SPREAD),
];

const by = (group: Group): LogChart[] => [
  bars({
    title: `Share of waiting by ${group.name}`,
    unit: '%',
    explanation: 'The share of waiting in the time from submission to end.',
    query: [
      ...TIMED_RUNS,
      'filter TotalSeconds > 0',
      ...group.prepare,
      `stats ${percent('sum(WaitingSeconds)', 'sum(TotalSeconds)')} as Waiting, count(*) as Jobs by ${group.field}`,
      ...largestGroups(group.field, 'Waiting'),
    ],
  }),
  bars({
    title: `Wait by ${group.name}`,
    unit: 'minutes',
    explanation: 'The time from submission to end, minus the run time.',
    query: spread(group, 'WaitingSeconds'),
  }),
  bars({
    title: `Run time by ${group.name}`,
    unit: 'minutes',
    explanation: 'Summed over all attempts of a job.',
    query: spread(group, 'TotalRunningSeconds'),
  }),
  bars({
    title: `Total time by ${group.name}`,
    unit: 'minutes',
    explanation: 'The time from submission to end.',
    query: spread(group, 'TotalSeconds'),
  }),
];

export const TIMINGS: SectionDescription = {
  title: 'Timings',
  explanation: `How long jobs wait and run, and the share of waiting in their total time. The ${MAX_GROUPS} groups with the most jobs. One job in twenty takes longer than P95.`,
  charts: [
    {
      source: 'metrics',
      view: 'gauge',
      title: 'Share of waiting',
      unit: '%',
      explanation: 'The share of waiting in the total time of all attempts in the time range.',
      width: 6,
      height: 6,
      series: [SHARE],
    },
    {
      source: 'metrics',
      view: 'pie',
      title: 'Waiting and running',
      unit: 'hours',
      explanation: 'Summed over all attempts in the time range.',
      width: 6,
      height: 6,
      series: [WAITED, RAN],
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'Share of waiting over time',
      unit: '%',
      explanation: 'If it rises, there is more work than capacity.',
      width: 6,
      height: 6,
      series: [SHARE],
    },
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Waiting and running over time',
      unit: 'hours per period',
      explanation: 'Published when an attempt leaves the state.',
      width: 6,
      height: 6,
      series: [WAITED, RAN],
    },
    ...[JOB_QUEUE, JOB_DEFINITION, INSTANCE_TYPE, AVAILABILITY_ZONE].flatMap(by),
  ],
};
