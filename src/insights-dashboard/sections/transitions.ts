import { MetricName } from '../../domain/names/metrics';
import { BY_INGESTION, MAX_GROUPS, MAX_TIMES, PERIOD_OF_ENTRY, STATE_ENTRIES, TIME_BIN } from '../record-query';
import { EitherChart, LogChart, MetricChart, SectionDescription } from '../section-description';
import { FAILURE_COLOR, SUCCESS_COLOR } from './colors';
import { AVAILABILITY_ZONE, COMPUTE_ENVIRONMENT, Group, INSTANCE_TYPE, JOB_DEFINITION, JOB_QUEUE } from './groups';

interface Entry {
  readonly state: string;
  readonly metric: MetricName;
  readonly meaning: string;
  readonly color?: string;
  /** The record fields with the same content. */
  readonly sum: string;
}

const counted = (state: string, metric: MetricName, meaning: string): Entry => ({ state, metric, meaning, sum: `sum(${metric})` });
const SUBMITTED = counted('SUBMITTED', MetricName.JOBS_SUBMITTED, 'Jobs that were submitted.');
const PENDING = counted('PENDING', MetricName.JOBS_PENDING, 'Jobs that started to wait for other jobs.');
const RUNNABLE = counted('RUNNABLE', MetricName.JOBS_RUNNABLE, 'Attempts that started to wait for capacity.');
const STARTING = counted('STARTING', MetricName.JOBS_STARTING, 'Attempts that were placed.');
const RUNNING = counted('RUNNING', MetricName.JOBS_RUNNING, 'Attempts that started to run.');
const SUCCEEDED: Entry = {
  state: 'SUCCEEDED',
  metric: MetricName.JOBS_SUCCEEDED,
  meaning: 'Jobs that succeeded.',
  sum: 'sum(Status = "SUCCEEDED")',
  color: SUCCESS_COLOR,
};
const FAILED: Entry = {
  state: 'FAILED',
  metric: MetricName.JOBS_FAILED,
  meaning: 'Jobs that failed after their last attempt.',
  sum: 'sum(Status = "FAILED")',
  color: FAILURE_COLOR,
};

const ALL = [SUBMITTED, PENDING, RUNNABLE, STARTING, RUNNING, SUCCEEDED, FAILED];
const WITH_A_QUEUE = [RUNNABLE, PENDING, STARTING, RUNNING, SUCCEEDED, FAILED];
const WITH_A_PLACE = [STARTING, RUNNING, SUCCEEDED, FAILED];

const sums = (entries: readonly Entry[]): string => entries.map(({ state, sum }) => `${sum} as ${state}`).join(', ');

const COUNTED =
  'Counted when a job, or a new attempt of it, enters the state. AWS Batch does not guarantee events for SUBMITTED, so few arrive.';

const ALL_TOGETHER: EitherChart = {
  source: 'either',
  metrics: [
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Jobs entering each state',
      unit: 'jobs per period',
      explanation: COUNTED,
      width: 24,
      height: 7,
      series: ALL.map(({ state, metric, color }) => ({ of: 'total', label: state, metrics: [metric], statistic: 'Sum', color })),
    },
  ],
  logs: [
    {
      source: 'records',
      view: 'stacked',
      title: 'Jobs entering each state',
      unit: 'jobs per period',
      explanation: `${COUNTED} ${BY_INGESTION}`,
      width: 24,
      height: 7,
      query: [STATE_ENTRIES, `stats ${sums(ALL)} by bin(${TIME_BIN})`],
    },
  ],
};

const overTime = ({ name, dimension }: Group, { state, metric, meaning }: Entry, width: number): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title: `${state} by ${name}`,
  unit: 'jobs per period',
  explanation: meaning,
  width,
  height: 6,
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
      explanation: `For the whole time range, the ${MAX_GROUPS} with the most in ${entries[0].state}.`,
      width: 12,
      height: 6,
      query: [STATE_ENTRIES, ...prepare, `stats ${sums(entries)} by ${field}`, `sort ${largestFirst}`, `limit ${MAX_GROUPS}`],
    },
    {
      source: 'records',
      view: 'table',
      title: `Jobs entering each state by time and ${name}`,
      unit: `the latest ${MAX_TIMES} rows, UTC`,
      explanation: 'The same per period, by the time of the event, latest first. An empty cell means 0.',
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
  logs: fromLogs(group, entries),
});

export const TRANSITIONS: SectionDescription = {
  title: 'Transitions',
  explanation:
    'Jobs that enter each state, by placement and kind. STARTING shows where jobs are placed. Charts show time series if the metric is published, and otherwise bars and a table from the log.',
  charts: [
    ALL_TOGETHER,
    by(INSTANCE_TYPE, WITH_A_PLACE, 12),
    by(AVAILABILITY_ZONE, WITH_A_PLACE, 12),
    by(COMPUTE_ENVIRONMENT, WITH_A_PLACE, 12),
    by(JOB_QUEUE, WITH_A_QUEUE, 8),
    by(JOB_DEFINITION, WITH_A_QUEUE, 8),
  ],
};
