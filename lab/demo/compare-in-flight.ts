import { MeasuredPoint } from './compare-metrics';
import { isNear, NumberComparison } from './compare-numbers';
import { InFlightMetric } from '../../src/domain/names/metrics';

/** The jobs of a queue at an instant. */
export interface QueueInFlight {
  readonly At: string;
  readonly JobQueue: string;
  readonly States: { readonly [state: string]: number };
  readonly WaitingVcpus: number;
  readonly RunningVcpus: number;
  readonly OldestRunnableSeconds?: number;
  readonly OldestStartingSeconds?: number;
}

/** Instances in service depend on which ones anything told of: they have no truth. */
const OF_JOBS: readonly string[] = [
  InFlightMetric.JOBS_IN_STATE, InFlightMetric.OLDEST_RUNNABLE_SECONDS, InFlightMetric.OLDEST_STARTING_SECONDS,
  InFlightMetric.WAITING_VCPUS, InFlightMetric.RUNNING_VCPUS,
];

const NO_TICK = 'No gauge of jobs in flight was taken at any time that the truth tells of';

/**
 * Compares each gauge at each tick that the truth knows. In a delivery out of order, what was told by a tick is not what had happened by then: only
 * the last tick, which comes after everything, is then compared.
 */
export function compareInFlight(expected: readonly QueueInFlight[], points: readonly MeasuredPoint[], inOrder: boolean): NumberComparison {
  const gauges = points.filter(({ Name }) => OF_JOBS.includes(Name));
  const truth = groupByTick(expected, ({ At }) => Date.parse(At));
  const found = groupByTick(gauges, ({ Timestamp }) => Timestamp);
  const known = [...found.keys()].filter((tick) => truth.has(tick)).sort((one, other) => one - other);
  const ticks = inOrder ? known : known.slice(-1);
  if (ticks.length === 0) return { expected: expected.length, equal: 0, differences: [NO_TICK] };
  const differences = ticks.map((tick) => atTick(tick, truth.get(tick) ?? [], found.get(tick) ?? []));
  const compared = differences.reduce((sum, { expected: some }) => sum + some, 0);
  const all = differences.flatMap((each) => each.differences);
  return { expected: compared, equal: compared - all.length, differences: all };
}

/** A gauge that is missing may only be of a queue in which there is nothing. */
function atTick(tick: number, rows: readonly QueueInFlight[], points: readonly MeasuredPoint[]): NumberComparison {
  const expected = new Map([...totalGauges(rows), ...rows.flatMap((row) => gaugesOf(row, { JobQueue: row.JobQueue }))]);
  const found = new Map<string, number[]>();
  for (const point of points) found.set(nameOf(point), [...found.get(nameOf(point)) ?? [], ...point.Values.flatMap((value, index) => Array<number>(point.Counts[index]).fill(value))]);
  const different = [...new Set([...expected.keys(), ...found.keys()])].flatMap((name) => {
    const [want, values] = [expected.get(name) ?? 0, found.get(name) ?? []];
    const isRight = values.length === 0 ? want === 0 : values.length === 1 && isNear(want, values[0]);
    return isRight ? [] : [`${name} at ${new Date(tick).toISOString()}: expected ${want}, found ${values.join(' and ') || 'nothing'}`];
  });
  return { expected: expected.size, equal: expected.size - different.length, differences: different };
}

type Gauge = readonly [string, number];

function totalGauges(rows: readonly QueueInFlight[]): Gauge[] {
  const sum = (value: (row: QueueInFlight) => number): number => rows.reduce((all, row) => all + value(row), 0);
  const oldest = (value: (row: QueueInFlight) => number | undefined): number => Math.max(0, ...rows.map((row) => value(row) ?? 0));
  const states = Object.keys(rows[0]?.States ?? {}).map((state): [string, number] => [state, sum(({ States }) => States[state])]);
  return gaugesOf({
    States: Object.fromEntries(states), WaitingVcpus: sum((row) => row.WaitingVcpus), RunningVcpus: sum((row) => row.RunningVcpus),
    OldestRunnableSeconds: oldest((row) => row.OldestRunnableSeconds), OldestStartingSeconds: oldest((row) => row.OldestStartingSeconds),
  }, {});
}

function gaugesOf(row: Omit<QueueInFlight, 'At' | 'JobQueue'>, dimensions: { readonly [name: string]: string }): Gauge[] {
  return [
    ...Object.entries(row.States).map(([state, jobs]): Gauge => [nameOf({ Name: InFlightMetric.JOBS_IN_STATE, Dimensions: { ...dimensions, JobState: state } }), jobs]),
    ...([InFlightMetric.WAITING_VCPUS, InFlightMetric.RUNNING_VCPUS, InFlightMetric.OLDEST_RUNNABLE_SECONDS, InFlightMetric.OLDEST_STARTING_SECONDS] as const)
      .map((name): Gauge => [nameOf({ Name: name, Dimensions: dimensions }), row[name] ?? 0]),
  ];
}

const nameOf = ({ Name, Dimensions }: Pick<MeasuredPoint, 'Name' | 'Dimensions'>): string =>
  [Name, ...Object.keys(Dimensions).sort().map((name) => `${name}=${Dimensions[name]}`)].join(' ');

function groupByTick<T>(all: readonly T[], tickOf: (each: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const each of all) {
    const group = groups.get(tickOf(each));
    if (group) group.push(each);
    else groups.set(tickOf(each), [each]);
  }
  return groups;
}
