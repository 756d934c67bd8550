import { MetricName } from '../../domain/names/metrics';
import { BY_INGESTION, MAX_TIMES, PERIOD_OF_ENTRY, STATE_ENTRIES, TIME_BIN, maxBarGroups } from '../record-query';
import { EitherChart, LogChart, MetricChart, SectionDescription } from '../section-description';
import { STATE_COLOR } from './colors';
import { AVAILABILITY_ZONE, COMPUTE_ENVIRONMENT, Group, INSTANCE_TYPE, JOB_DEFINITION, JOB_QUEUE } from './groups';

interface Entry {
  readonly state: string;
  readonly metric: MetricName;
  /** The record fields with the same content. */
  readonly sum: string;
}

const counted = (state: string, metric: MetricName): Entry => ({ state, metric, sum: `sum(${metric})` });
const ended = (state: string, metric: MetricName): Entry => ({ state, metric, sum: `sum(Status = "${state}")` });
const SUBMITTED = counted('SUBMITTED', MetricName.JOBS_SUBMITTED);
const PENDING = counted('PENDING', MetricName.JOBS_PENDING);
const RUNNABLE = counted('RUNNABLE', MetricName.JOBS_RUNNABLE);
const STARTING = counted('STARTING', MetricName.JOBS_STARTING);
const RUNNING = counted('RUNNING', MetricName.JOBS_RUNNING);
const SUCCEEDED = ended('SUCCEEDED', MetricName.JOBS_SUCCEEDED);
const FAILED = ended('FAILED', MetricName.JOBS_FAILED);

/** The first is drawn below the others. */
const ALL = [FAILED, SUCCEEDED, RUNNING, STARTING, RUNNABLE, PENDING, SUBMITTED];
const WITH_A_QUEUE = [RUNNABLE, PENDING, STARTING, RUNNING, SUCCEEDED, FAILED];
const WITH_A_PLACE = [STARTING, RUNNING, SUCCEEDED, FAILED];

const sums = (entries: readonly Entry[]): string => entries.map(({ state, sum }) => `${sum} as ${state}`).join(', ');

const ALL_TOGETHER: EitherChart = {
  source: 'either',
  metrics: [
    {
      source: 'metrics',
      view: 'line',
      title: 'Jobs entering each state',
      unit: 'jobs',
      scope: 'per period',
      width: 24,
      height: 6,
      series: ALL.map(({ state, metric }) => ({
        of: 'total',
        label: state,
        metrics: [metric],
        statistic: 'Sum',
        color: STATE_COLOR[state],
      })),
    },
  ],
  otherwise: [
    {
      source: 'records',
      view: 'stacked',
      title: 'Jobs entering each state',
      unit: 'jobs',
      scope: `per period ${BY_INGESTION}`,
      width: 24,
      height: 6,
      query: [STATE_ENTRIES, `stats ${sums(ALL)} by bin(${TIME_BIN})`],
    },
  ],
};

const overTime = ({ name, dimension }: Group, { state, metric }: Entry, width: number): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title: `${state} by ${name}`,
  unit: 'jobs',
  scope: 'per period',
  width,
  height: 5,
  series: [{ of: 'groups', label: '', metric, dimension, statistic: 'Sum' }],
});

function fromLogs({ name, field, prepare }: Group, entries: readonly Entry[]): LogChart[] {
  const largestFirst = `${entries[0].state} desc`;
  return [
    {
      source: 'records',
      view: 'bar',
      title: `Jobs entering each state by ${name}`,
      unit: 'jobs',
      scope: 'of the range',
      width: 12,
      height: 6,
      query: [
        STATE_ENTRIES,
        ...prepare,
        `stats ${sums(entries)} by ${field}`,
        `sort ${largestFirst}`,
        `limit ${maxBarGroups(entries.length)}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: `Jobs entering each state by time and ${name}`,
      scope: `the latest ${MAX_TIMES}, event time, UTC`,
      width: 12,
      height: 6,
      query: [
        STATE_ENTRIES,
        ...prepare,
        PERIOD_OF_ENTRY,
        `stats ${sums(entries)} by Time, ${field}`,
        `sort Time desc, ${largestFirst}`,
        `limit ${MAX_TIMES}`,
      ],
    },
  ];
}

const by = (group: Group, entries: readonly Entry[], width: number): EitherChart => ({
  source: 'either',
  metrics: entries.map((entry) => overTime(group, entry, width)),
  otherwise: fromLogs(group, entries),
});

export const TRANSITIONS: SectionDescription = {
  title: 'Transitions',
  explanation:
    'Counted when a job, or a new attempt of it, enters the state. If RUNNABLE stays above STARTING, jobs wait for capacity. Few events arrive for SUBMITTED.',
  charts: [ALL_TOGETHER],
};

export const TRANSITIONS_BY_GROUP: SectionDescription = {
  title: 'Transitions by group',
  explanation:
    'Jobs that enter each state, by placement and kind. STARTING shows where jobs are placed. Charts show time series if the metric is published, and otherwise ' +
    'bars of the groups with the most, and a table from the log, in which an empty cell means 0.',
  charts: [
    by(INSTANCE_TYPE, WITH_A_PLACE, 12),
    by(AVAILABILITY_ZONE, WITH_A_PLACE, 12),
    by(COMPUTE_ENVIRONMENT, WITH_A_PLACE, 12),
    by(JOB_QUEUE, WITH_A_QUEUE, 8),
    by(JOB_DEFINITION, WITH_A_QUEUE, 8),
  ],
};
