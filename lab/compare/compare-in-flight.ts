import { isNear, NumberComparison } from './compare-numbers';
import { Part, partOfMetric } from './parts';
import { InFlightMetric } from '../../src/domain/names/metrics';
import { MeasuredPoint } from '../replay/logs/embedded-metrics';
import { InService } from '../simulate/truth/in-service';

/** The gauges of one job queue at one time, read from the truth or summed over queues. */
export interface QueueGauges {
  readonly At: string;
  readonly JobQueue: string;
  readonly States: { readonly [state: string]: number };
  readonly WaitingVcpus: number;
  readonly RunningVcpus: number;
  readonly OldestRunnableSeconds?: number;
  readonly OldestStartingSeconds?: number;
}

export interface InFlightTruth {
  readonly queues: readonly QueueGauges[];
  readonly environments: readonly InService[];
}

const NO_TICK = 'No gauge of jobs in flight was taken at any time that the truth covers';

export interface InFlightOptions {
  /** Events were delivered in the order of time. */
  readonly inOrder: boolean;
  /** Jobs of queues that the truth does not cover are in flight too: no total is compared. */
  readonly amongOthers: boolean;
}

/**
 * Compares each gauge at each tick that the truth covers. In a delivery out of order, the events delivered by a tick are not those that had
 * happened by then: only the last tick, which comes after everything, is compared.
 */
export function compareInFlight(
  { queues, environments }: InFlightTruth,
  points: readonly MeasuredPoint[],
  { inOrder, amongOthers }: InFlightOptions,
): NumberComparison {
  const isTotal = ({ JobQueue, ComputeEnvironment }: MeasuredPoint['Dimensions']): boolean =>
    JobQueue === undefined && ComputeEnvironment === undefined;
  const gauges = points.filter(({ Name, Dimensions }) => partOfMetric(Name) === Part.IN_FLIGHT && !(amongOthers && isTotal(Dimensions)));
  const truth = groupByTick(queues, ({ At }) => Date.parse(At));
  const instances = groupByTick(environments, ({ At }) => Date.parse(At));
  const found = groupByTick(gauges, ({ Timestamp }) => Timestamp);
  const known = [...found.keys()].filter((tick) => truth.has(tick)).sort((one, other) => one - other);
  const ticks = inOrder ? known : known.slice(-1);
  if (ticks.length === 0) return { expected: queues.length, equal: 0, differences: [NO_TICK] };
  const differences = ticks.map((tick) => {
    const [rows, hosts] = [truth.get(tick) ?? [], instances.get(tick) ?? []];
    const totals = amongOthers ? [] : [...totalGauges(rows), ...instanceGauges(hosts, {})];
    const parts = [
      ...rows.flatMap((row) => gaugesOf(row, { JobQueue: row.JobQueue })),
      ...hosts.flatMap((each) => instanceGauges([each], { ComputeEnvironment: each.ComputeEnvironment })),
    ];
    return atTick(tick, [...totals, ...parts], found.get(tick) ?? []);
  });
  const compared = differences.reduce((sum, { expected: some }) => sum + some, 0);
  const all = differences.flatMap((each) => each.differences);
  return { expected: compared, equal: compared - all.length, differences: all };
}

type Gauge = readonly [string, number];

/** A gauge that is missing may only be of a queue in which there is nothing. */
function atTick(tick: number, gauges: readonly Gauge[], points: readonly MeasuredPoint[]): NumberComparison {
  const expected = new Map(gauges);
  const found = new Map<string, number[]>();
  for (const point of points) {
    const values = point.Values.flatMap((value, index) => Array<number>(point.Counts[index]).fill(value));
    found.set(nameOf(point), [...(found.get(nameOf(point)) ?? []), ...values]);
  }
  const different = [...new Set([...expected.keys(), ...found.keys()])].flatMap((name) => {
    const [want, values] = [expected.get(name) ?? 0, found.get(name) ?? []];
    const isRight = values.length === 0 ? want === 0 : values.length === 1 && isNear(want, values[0]);
    return isRight ? [] : [`${name} at ${new Date(tick).toISOString()}: expected ${want}, found ${values.join(' and ') || 'nothing'}`];
  });
  return { expected: expected.size, equal: expected.size - different.length, differences: different };
}

function totalGauges(rows: readonly QueueGauges[]): Gauge[] {
  const sum = (value: (row: QueueGauges) => number): number => rows.reduce((all, row) => all + value(row), 0);
  const oldest = (value: (row: QueueGauges) => number | undefined): number => Math.max(0, ...rows.map((row) => value(row) ?? 0));
  const states = Object.keys(rows[0]?.States ?? {}).map((state): [string, number] => [state, sum(({ States }) => States[state])]);
  return gaugesOf(
    {
      States: Object.fromEntries(states),
      WaitingVcpus: sum((row) => row.WaitingVcpus),
      RunningVcpus: sum((row) => row.RunningVcpus),
      OldestRunnableSeconds: oldest((row) => row.OldestRunnableSeconds),
      OldestStartingSeconds: oldest((row) => row.OldestStartingSeconds),
    },
    {},
  );
}

function gaugesOf(row: Omit<QueueGauges, 'At' | 'JobQueue'>, dimensions: { readonly [name: string]: string }): Gauge[] {
  return [
    ...Object.entries(row.States).map(([state, jobs]): Gauge => [
      nameOf({ Name: InFlightMetric.JOBS_IN_STATE, Dimensions: { ...dimensions, JobState: state } }),
      jobs,
    ]),
    ...(
      [
        InFlightMetric.WAITING_VCPUS,
        InFlightMetric.RUNNING_VCPUS,
        InFlightMetric.OLDEST_RUNNABLE_SECONDS,
        InFlightMetric.OLDEST_STARTING_SECONDS,
      ] as const
    ).map((name): Gauge => [nameOf({ Name: name, Dimensions: dimensions }), row[name] ?? 0]),
  ];
}

function instanceGauges(hosts: readonly InService[], dimensions: { readonly [name: string]: string }): Gauge[] {
  const sum = (value: (each: InService) => number): number => hosts.reduce((all, each) => all + value(each), 0);
  const gauge = (Name: string, value: number): Gauge => [nameOf({ Name, Dimensions: dimensions }), value];
  return [
    gauge(
      InFlightMetric.INSTANCES_IN_SERVICE,
      sum(({ Instances }) => Instances),
    ),
    gauge(
      InFlightMetric.IN_SERVICE_VCPUS,
      sum(({ Vcpus }) => Vcpus),
    ),
    gauge(
      InFlightMetric.IN_SERVICE_MEMORY_MIB,
      sum(({ MemoryMiB }) => MemoryMiB),
    ),
  ];
}

const nameOf = ({ Name, Dimensions }: Pick<MeasuredPoint, 'Name' | 'Dimensions'>): string =>
  [
    Name,
    ...Object.keys(Dimensions)
      .sort()
      .map((name) => `${name}=${Dimensions[name]}`),
  ].join(' ');

function groupByTick<T>(all: readonly T[], tickOf: (each: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const each of all) {
    const group = groups.get(tickOf(each));
    if (group) group.push(each);
    else groups.set(tickOf(each), [each]);
  }
  return groups;
}
