import { MetricName } from '../../domain/names/metrics';
import { JOB_RUNS, LARGEST_GROUPS, MAX_GROUPS, percent, spreadOf } from '../record-query';
import { LogChart, SectionDescription } from '../section-description';
import { ShareSeries, TotalSeries } from '../series-description';
import { RUNNING_COLOR, WAITING_COLOR } from './colors';
import { AVAILABILITY_ZONE, Group, INSTANCE_TYPE, JOB_DEFINITION, JOB_QUEUE } from './groups';

const WAITING = [MetricName.QUEUED_SECONDS, MetricName.RUNNABLE_SECONDS, MetricName.STARTING_SECONDS];

const SHARE: ShareSeries = {
  of: 'share',
  label: 'Waiting',
  parts: WAITING,
  whole: [...WAITING, MetricName.RUNNING_SECONDS],
  color: WAITING_COLOR,
};
const hoursOf = (label: string, metrics: readonly MetricName[], color: string): TotalSeries => ({
  of: 'total',
  label,
  metrics,
  statistic: 'Sum',
  dividedBy: 3600,
  color,
});
const WAITED = hoursOf('Waiting', WAITING, WAITING_COLOR);
const RAN = hoursOf('Running', [MetricName.RUNNING_SECONDS], RUNNING_COLOR);

/** All that is not running is waiting, the time between attempts too. A clock that runs ahead makes no negative wait. */
const TIMED_RUNS = [
  JOB_RUNS,
  'filter ispresent(TotalSeconds) and ispresent(TotalRunningSeconds)',
  'fields greatest(TotalSeconds - TotalRunningSeconds, 0) as WaitingSeconds',
];

const by = ({ name, field, prepare }: Group): LogChart => ({
  source: 'records',
  view: 'table',
  title: `Waiting and running by ${name}`,
  scope: `the ${MAX_GROUPS} with the most jobs, in minutes`,
  width: 24,
  height: 5,
  query: [
    ...TIMED_RUNS,
    ...prepare,
    [
      'stats count(*) as Jobs',
      `${percent('sum(WaitingSeconds)', 'sum(TotalSeconds)')} as WaitingShare`,
      spreadOf('Wait', 'WaitingSeconds'),
      spreadOf('Run', 'TotalRunningSeconds'),
      `${spreadOf('Total', 'TotalSeconds')} by ${field}`,
    ].join(', '),
    ...LARGEST_GROUPS,
  ],
});

export const TIMINGS: SectionDescription = {
  title: 'Timings',
  explanation:
    'How long jobs wait and run, over all attempts, and the share of waiting in the time from submission to end. Waiting is all time that is not run time. ' +
    'If the share rises, there is more work than capacity. One job in twenty takes longer than P95.',
  charts: [
    { source: 'metrics', view: 'gauge', title: 'Share of waiting', unit: '%', width: 6, height: 5, series: [SHARE] },
    { source: 'metrics', view: 'pie', title: 'Waiting and running', unit: 'hours', width: 6, height: 5, series: [WAITED, RAN] },
    { source: 'metrics', view: 'line', title: 'Share of waiting over time', unit: '%', width: 6, height: 5, series: [SHARE] },
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Waiting and running over time',
      unit: 'hours',
      scope: 'per period',
      width: 6,
      height: 5,
      series: [WAITED, RAN],
    },
    ...[JOB_QUEUE, JOB_DEFINITION, INSTANCE_TYPE, AVAILABILITY_ZONE].map(by),
  ],
};
