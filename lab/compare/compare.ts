/**
 * Compares what a replay wrote with the truth that the simulation wrote beside its events.
 *
 * Job records are compared field by field, metrics as totals by name and dimensions; transitions, RunTask failures, instances and jobs in
 * flight as far as the deployment emits them. What is not compared is listed with the reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareCosts } from './compare-costs';
import { compareInFlight, QueueGauges } from './compare-in-flight';
import { compareInstances } from './compare-instances';
import { compareMetrics, sumOfTotals } from './compare-metrics';
import { NumberComparison } from './compare-numbers';
import { compareRecords, RecordComparison, withoutCosts } from './compare-records';
import { compareRunTask } from './compare-run-task';
import { compareTransitions } from './compare-transitions';
import { readLogRecords } from './log-records';
import { Part, partOfMetric, partOfRecord, partsToCompare, REQUIRED_PARTS } from './parts';
import { Json, JsonObject } from '../aws/json';
import { MeasuredPoint } from '../replay/logs/embedded-metrics';
import { ReplayProblem } from '../replay/replay-problem';
import { InService } from '../simulate/truth/in-service';
import { InstanceTotal } from '../simulate/truth/instances';
import { MetricTotal } from '../simulate/truth/ledger';
import { RunTaskTotal } from '../simulate/truth/run-task';
import { TransitionTotal } from '../simulate/truth/transitions';

export interface Comparison {
  readonly records: RecordComparison;
  readonly metrics: NumberComparison;
  /** Those that were compared. */
  readonly parts: ReadonlyMap<Part, NumberComparison>;
  /** What was not compared, and why. */
  readonly notes: readonly string[];
}

export interface CompareOptions {
  /** Files of records that are true of events beside the simulated ones. */
  readonly more?: readonly string[];
  /** Files of totals of metrics that are true of these. */
  readonly moreTotals?: readonly string[];
  /** @default REQUIRED_PARTS */
  readonly required?: readonly Part[];
}

/**
 * @param truth folder that `simulate` wrote
 * @param replayed folder that `replay` wrote
 */
export function compareWithTruth(
  truth: string,
  replayed: string,
  { more = [], moreTotals = [], required = REQUIRED_PARTS }: CompareOptions = {},
): Comparison {
  const expected = readLines<JsonObject>(join(truth, 'truth.ndjson'));
  const besides = more.flatMap((file) => readLines<JsonObject>(file));
  const truths = [...expected, ...besides];
  const replay: Replayed = {
    amongOthers: besides.length > 0,
    records: readLines<JsonObject>(join(replayed, 'records.ndjson')),
    points: readLines<MeasuredPoint>(join(replayed, 'metrics.ndjson')),
    lines: readLogRecords(replayed),
  };
  const parts = partsToCompare(reportedParts(replay), required);
  return {
    records: compareRecords(parts.has(Part.COSTS) ? truths : truths.map(withoutCosts), replay.records),
    metrics: compareMetrics(totalsIn(truth, moreTotals), replay.points, parts),
    parts: new Map([...parts].map((part) => [part, compareParts[part](truth, withoutQueuesOf(besides, replay))])),
    notes: notesOf(truth, replay, parts),
  };
}

/** All values of a metric, also of jobs beside the simulated ones, add up to one total. */
const totalsIn = (truth: string, more: readonly string[]): MetricTotal[] =>
  sumOfTotals([...readJson<MetricTotal[]>(truth, 'truth-metrics.json'), ...more.flatMap((file) => readLines<MetricTotal>(file))]);

interface Replayed {
  readonly records: readonly JsonObject[];
  readonly points: readonly MeasuredPoint[];
  readonly lines: readonly JsonObject[];
  /** Other events were replayed with the simulated ones. */
  readonly amongOthers: boolean;
}

const reportedParts = ({ points, lines }: Replayed): ReadonlySet<Part> =>
  new Set([...points.flatMap(({ Name }) => partOfMetric(Name) ?? []), ...lines.map(({ RecordType }) => partOfRecord[String(RecordType)])]);

/** Totals are those of the simulated queues. */
function withoutQueuesOf(besides: readonly JsonObject[], { records, points, lines, ...rest }: Replayed): Replayed {
  const queues = new Set(besides.map(({ JobQueue }) => JobQueue));
  const isSimulated = ({ JobQueue }: { readonly JobQueue?: Json }): boolean => JobQueue === undefined || !queues.has(JobQueue);
  return {
    ...rest,
    points: points.filter(({ Dimensions }) => isSimulated(Dimensions)),
    records: records.filter(isSimulated),
    lines: lines.filter(isSimulated),
  };
}

type ComparePart = (truth: string, replayed: Replayed) => NumberComparison;

const linesOf = ({ lines }: Replayed, part: Part): JsonObject[] =>
  lines.filter(({ RecordType }) => partOfRecord[String(RecordType)] === part);

const compareParts: Readonly<Record<Part, ComparePart>> = {
  [Part.TRANSITIONS]: (truth, replayed) =>
    compareTransitions(readJson<TransitionTotal[]>(truth, 'truth-transitions.json'), linesOf(replayed, Part.TRANSITIONS), replayed.records),
  [Part.RUN_TASK]: (truth, replayed) =>
    compareRunTask(readJson<RunTaskTotal[]>(truth, 'truth-run-task.json'), linesOf(replayed, Part.RUN_TASK)),
  [Part.INSTANCES]: (truth, replayed) =>
    compareInstances(readJson<InstanceTotal[]>(truth, 'truth-instances.json'), linesOf(replayed, Part.INSTANCES)),
  [Part.COSTS]: (truth, { records }) => compareCosts(readLines<JsonObject>(join(truth, 'truth.ndjson')), records),
  [Part.IN_FLIGHT]: (truth, { points, amongOthers }) =>
    compareInFlight(
      {
        queues: readJson<QueueGauges[]>(truth, 'truth-in-flight.json'),
        environments: readJson<InService[]>(truth, 'truth-in-service.json'),
      },
      points,
      { inOrder: isInOrder(truth), amongOthers },
    ),
};

const isInOrder = (truth: string): boolean => readJson<{ Chaos: string }>(truth, 'simulation.json').Chaos === 'none';

function notesOf(truth: string, { amongOthers }: Replayed, parts: ReadonlySet<Part>): string[] {
  const left = Object.values(Part)
    .filter((part) => !parts.has(part))
    .map((part) => `${part}: not compared, because the replay emitted nothing of it`);
  if (!parts.has(Part.IN_FLIGHT)) return left;
  const inFlight = [
    ...(isInOrder(truth) ? [] : ['only the last tick was compared, for events were delivered out of order']),
    ...(amongOthers ? ['totals were not compared, for events of other queues were replayed too'] : []),
  ];
  return [...left, ...inFlight.map((note) => `${Part.IN_FLIGHT}: ${note}`)];
}

export function isEqual({ records, metrics, parts }: Comparison): boolean {
  return (
    records.equal === records.expected &&
    records.found === records.expected &&
    metrics.differences.length === 0 &&
    [...parts.values()].every(({ differences }) => differences.length === 0)
  );
}

const readJson = <T>(folder: string, name: string): T => JSON.parse(read(join(folder, name))) as T;

/** The values of a file that has one on each line. */
export function readLines<T>(file: string): T[] {
  return read(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

function read(file: string): string {
  if (!existsSync(file)) throw new ReplayProblem(`There is no file ${file} to compare`);
  return readFileSync(file, 'utf8');
}
