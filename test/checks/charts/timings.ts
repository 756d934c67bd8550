import { asTable, asTimeChart, Compared, compareNamed, Comparison, described, together } from './comparison';
import { leftOut, pointsOf, seriesOf } from './counts';
import { add, sumOf, TrueJob, Truth } from './truth';
import { MetricName } from '../../../src/domain/names/metrics';

const WAITS = [MetricName.QUEUED_SECONDS, MetricName.RUNNABLE_SECONDS, MetricName.STARTING_SECONDS];
const RUNS = [MetricName.RUNNING_SECONDS];
const SECONDS_PER_HOUR = 3600;
/** Numbers of logs are rounded to as many digits. */
const HUNDREDTH = 0.005;
const TENTH = 0.05;

interface TimedJob {
  readonly waiting: number;
  readonly running: number;
  readonly total: number;
}

/** All that is not running is waiting. */
const timesOf = ({ TotalSeconds, TotalRunningSeconds }: TrueJob): TimedJob => ({
  total: Number(TotalSeconds),
  running: Number(TotalRunningSeconds),
  waiting: Math.max(0, Number(TotalSeconds) - Number(TotalRunningSeconds)),
});

const FIELD: Readonly<Record<string, (job: TrueJob) => unknown>> = {
  JobDefinition: ({ JobDefinition }) => String(JobDefinition).replace(/:\d+$/, ''),
};

function groupsOf({ jobs }: Truth, dimension: string): Map<string, TimedJob[]> {
  const groups = new Map<string, TimedJob[]>();
  for (const job of jobs.filter(({ TotalRunningSeconds }) => TotalRunningSeconds !== undefined)) {
    const value = (FIELD[dimension] ?? ((each) => each[dimension]))(job);
    if (value !== undefined) groups.set(String(value), [...(groups.get(String(value)) ?? []), timesOf(job)]);
  }
  return groups;
}

const share = (waiting: number, total: number): number => (100 * waiting) / total;

const spread = (name: string, all: readonly number[]): Record<string, number> => {
  const minutes = all.map((seconds) => seconds / 60).sort((one, other) => one - other);
  return {
    [`${name}Avg`]: sumOf(minutes) / minutes.length,
    [`${name}P50`]: percentile(minutes, 0.5),
    [`${name}P95`]: percentile(minutes, 0.95),
  };
};

const figuresOf = (times: readonly TimedJob[]): Readonly<Record<string, number>> => ({
  Jobs: times.length,
  ...spread(
    'Wait',
    times.map(({ waiting }) => waiting),
  ),
  ...spread(
    'Run',
    times.map(({ running }) => running),
  ),
  ...spread(
    'Total',
    times.map(({ total }) => total),
  ),
});
const shareOf = (times: readonly TimedJob[]): Readonly<Record<string, number>> => ({
  WaitingShare: share(sumOf(times.map(({ waiting }) => waiting)), sumOf(times.map(({ total }) => total))),
});

/** A row for each value of a dimension, the largest groups alone. */
export const timingsBy = (dimension: string): Comparison => ({
  tells: ['Share of waiting', 'Waiting', 'Running'].map((what) => `${what} by ${dimension}`),
  against: 'job records',
  compare: (chart, truth) => {
    const [{ columns, rows }, groups] = [asTable(chart), groupsOf(truth, dimension)];
    const shown = rows.map(([group]) => String(group));
    const drawn = new Map(
      rows.flatMap(([group, ...cells]) =>
        cells.map((cell, index): [string, number] => [`${columns[index + 1]} of ${group}`, Number(cell ?? NaN)]),
      ),
    );
    const known = shown.filter((group) => groups.has(group));
    const compared = (figures: typeof figuresOf, tolerance: number): Compared => {
      const expected = known.flatMap((group) =>
        Object.entries(figures(groups.get(group)!)).map(([column, value]): [string, number] => [`${column} of ${group}`, value]),
      );
      const ofColumns = new Map([...drawn].filter(([name]) => (figures === shareOf) === name.startsWith('WaitingShare')));
      return compareNamed(new Map(expected), ofColumns, { tolerance });
    };
    const left = leftOut(chart, shown, [...groups.keys()], (group) => groups.get(group)!.length);
    return together([compared(figuresOf, HUNDREDTH), compared(shareOf, TENTH), left]);
  },
});

/** Between the two nearest values, in proportion. */
function percentile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

/** Seconds of the whole stream, from the records of jobs. */
const recorded = ({ jobs }: Truth, fields: readonly string[]): number =>
  sumOf(jobs.flatMap((job) => fields.map((field) => Number(job[field] ?? 0))));
const waited = (truth: Truth): number => recorded(truth, ['QueuedSeconds', 'TotalRunnableSeconds', 'TotalStartingSeconds']);
const ran = (truth: Truth): number => recorded(truth, ['TotalRunningSeconds']);

export const SHARE: Comparison = {
  tells: ['Share of waiting'],
  against: 'job records',
  compare: ({ content }, truth) => {
    if (content.kind !== 'gauge') throw new Error(`It is no gauge: ${described(content)}`);
    const found = content.items.map(({ label, value }): [string, number] => [label, value ?? NaN]);
    return compareNamed(new Map([['Waiting', share(waited(truth), waited(truth) + ran(truth))]]), new Map(found));
  },
};

export const WAITED_AND_RAN: Comparison = {
  tells: ['Waiting', 'Running'],
  against: 'job records',
  compare: ({ content }, truth) => {
    if (content.kind !== 'pie') throw new Error(`It is no pie: ${described(content)}`);
    return compareNamed(hoursOf(truth), new Map(content.slices.map(({ label, value }) => [label, value])));
  },
};

const hoursOf = (truth: Truth): Map<string, number> =>
  new Map([
    ['Waiting', waited(truth) / SECONDS_PER_HOUR],
    ['Running', ran(truth) / SECONDS_PER_HOUR],
  ]);

/** Seconds by the period in which they were over. */
function secondsOverTime(truth: Truth, metrics: readonly MetricName[], period: number): ReadonlyMap<number, number> {
  const all = new Map<number, number>();
  for (const metric of metrics) for (const [ms, seconds] of truth.overTime(metric, '', period).get('') ?? []) add(all, ms, seconds);
  return all;
}

export const WAITED_AND_RAN_OVER_TIME: Comparison = {
  tells: ['Waiting', 'Running'],
  against: 'job records, and each period',
  compare: (chart, truth) => {
    const drawn = seriesOf(asTimeChart(chart), (hours) => hours * SECONDS_PER_HOUR);
    const sums = new Map([...drawn].map(([label, points]) => [label, sumOf(points.values()) / SECONDS_PER_HOUR]));
    const overTime = new Map([
      ['Waiting', secondsOverTime(truth, WAITS, chart.period)],
      ['Running', secondsOverTime(truth, RUNS, chart.period)],
    ]);
    return together([compareNamed(hoursOf(truth), sums), compareNamed(pointsOf(overTime), pointsOf(drawn), { absentIsZero: true })]);
  },
};

export const SHARE_OVER_TIME: Comparison = {
  tells: ['Share of waiting'],
  against: 'each period',
  compare: (chart, truth) => {
    const [waits, all] = [secondsOverTime(truth, WAITS, chart.period), secondsOverTime(truth, [...WAITS, ...RUNS], chart.period)];
    const points = [...all]
      .filter(([, seconds]) => seconds > 0)
      .map(([ms, seconds]): [number, number] => [ms, share(waits.get(ms) ?? 0, seconds)]);
    return compareNamed(pointsOf(new Map([['Waiting', new Map(points)]])), pointsOf(seriesOf(asTimeChart(chart), (value) => value)));
  },
};
