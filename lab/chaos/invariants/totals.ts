/** Sums of metrics and lines: at most the truth without marked lines, at least the truth with them, and equal to it after deduplication. */
import { Checked, Invariant, ofComparison } from './invariant';
import { RecordType } from '../../../src/domain/names/records';
import { JsonObject } from '../../aws/json';
import { compareInstances } from '../../compare/compare-instances';
import { compareMetrics, sumsOfPoints, sumsOfTotals } from '../../compare/compare-metrics';
import { isNear } from '../../compare/compare-numbers';
import { compareRunTask } from '../../compare/compare-run-task';
import { compareTransitions, transitionsIn, transitionTotalsOf } from '../../compare/compare-transitions';
import { Part, partOfMetric } from '../../compare/parts';
import { MeasuredPoint } from '../../replay/logs/embedded-metrics';
import { Written } from '../journal';
import { ChaosRun } from '../run';
import { ofTheLiving, unmarked, withoutDuplicates, written } from '../written-lines';

const linesOf = (all: readonly Written[], type: string): JsonObject[] =>
  all.map(({ document }) => document).filter(({ RecordType: found }) => found === type);
const pointsOf = (all: readonly Written[]): MeasuredPoint[] => all.flatMap(({ points }) => points);

/** One record of each job: `dedup JobId`. */
function jobsIn(all: readonly Written[]): JsonObject[] {
  return [...new Map(linesOf(all, RecordType.JOB).map((record) => [record.JobId, record])).values()];
}

type Numbers = ReadonlyMap<string, number>;

/** Metrics of all parts but gauges, and entries into states; ends are compared as records. */
function numbersIn(all: readonly Written[]): Numbers {
  return new Map([...sumsOfPoints(pointsOf(all)), ...prefixed(transitionsIn(linesOf(all, RecordType.TRANSITIONS), []))]);
}

const ENDS = /^(SUCCEEDED|FAILED)\b/;
const prefixed = (numbers: Numbers): [string, number][] =>
  [...numbers].filter(([name]) => !ENDS.test(name)).map(([name, value]) => [`lines ${name}`, value]);

const truthOf = ({ day }: ChaosRun): Numbers => new Map([...sumsOfTotals(day.metrics), ...prefixed(transitionTotalsOf(day.transitions))]);

function bounded(truth: Numbers, found: Numbers, isBroken: (expected: number, amount: number) => boolean): Checked {
  const names = new Set([...truth.keys(), ...found.keys()]);
  const broken = [...names].filter((name) => {
    const [expected, amount] = [truth.get(name) ?? 0, found.get(name) ?? 0];
    return !isNear(expected, amount) && isBroken(expected, amount);
  });
  return { checked: names.size, broken: broken.map((name) => `${name}: ${truth.get(name) ?? 0} is true, found ${found.get(name) ?? 0}`) };
}

const ALL_PARTS: ReadonlySet<Part> = new Set([Part.TRANSITIONS, Part.INSTANCES, Part.RUN_TASK]);

const allOf = ({ journal }: ChaosRun): Written[] => written(journal.entries, 'stream');
const streamOf = ({ journal }: ChaosRun) => journal.entries.filter(({ phase }) => phase === 'stream');

function exactMetrics(run: ChaosRun, all: readonly Written[], isOf: (name: string) => boolean): Checked {
  const points = pointsOf(all).filter(({ Name }) => isOf(Name));
  return ofComparison(
    compareMetrics(
      run.day.metrics.filter(({ Name }) => isOf(Name)),
      points,
      ALL_PARTS,
    ),
  );
}

const isOnceOnly = ({ plan, journal }: ChaosRun): boolean => !plan.redelivers && !journal.mayHaveSentDuplicates;

/** What never waits in a queue of its own is exact in every run; the rest where nothing was killed or delivered again. */
const isGuarded = (name: string): boolean => [Part.INSTANCES, Part.RUN_TASK].some((part) => part === partOfMetric(name));

export const TOTALS: readonly Invariant[] = [
  {
    name: 'Without marked lines, no metric and no log line exceeds the truth',
    check: (run) => bounded(truthOf(run), numbersIn(unmarked(allOf(run))), (expected, found) => found > expected),
  },
  {
    name: 'With marked lines and without crashed invocations, none falls below the truth',
    check: (run) =>
      bounded(truthOf(run), numbersIn(ofTheLiving(streamOf(run)).flatMap((entry) => entry.written)), (expected, found) => found < expected),
  },
  {
    name: 'Metrics equal the truth if nothing was killed or redelivered',
    check: (run) => (isOnceOnly(run) ? exactMetrics(run, allOf(run), () => true) : undefined),
  },
  {
    name: 'Transitions equal the truth if nothing was killed or redelivered',
    check: (run) => {
      const kept = allOf(run);
      return isOnceOnly(run)
        ? ofComparison(compareTransitions(run.day.transitions, linesOf(kept, RecordType.TRANSITIONS), jobsIn(kept)))
        : undefined;
    },
  },
  {
    name: 'Metrics of instances and of RunTask equal the truth after deduplication',
    check: (run) => exactMetrics(run, withoutDuplicates(streamOf(run)), isGuarded),
  },
  {
    name: 'Log lines about instances equal the truth after deduplication',
    check: (run) => ofComparison(compareInstances(run.day.instances, linesOf(withoutDuplicates(streamOf(run)), RecordType.INSTANCE))),
  },
  {
    name: 'Log lines about RunTask equal the truth after deduplication',
    check: (run) => ofComparison(compareRunTask(run.day.runTask, linesOf(withoutDuplicates(streamOf(run)), RecordType.RUN_TASK_FAILURE))),
  },
];
