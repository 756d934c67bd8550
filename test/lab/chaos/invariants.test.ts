import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '../../../lab/aws/json';
import { INVARIANTS } from '../../../lab/chaos/invariants';
import { InvocationEntry, Phase } from '../../../lab/chaos/journal';
import { ChaosRun, runOnce } from '../../../lab/chaos/run';
import { provideAssembly } from '../../../lab/replay/assembly/synthesize';

jest.setTimeout(300_000);

const SEED = 351;
let run: ChaosRun;

beforeAll(async () => {
  run = await runOnce({ seed: SEED, jobs: 40 }, await provideAssembly({}, mkdtempSync(join(tmpdir(), 'chaos-test-'))));
});

type Line = InvocationEntry['written'][number];

function withEntries(change: (entry: InvocationEntry) => InvocationEntry, more: Partial<ChaosRun> = {}): ChaosRun {
  const journal = Object.assign(Object.create(Object.getPrototypeOf(run.journal) as object) as ChaosRun['journal'], run.journal, {
    entries: run.journal.entries.map(change),
    mayHaveSentTwice: false,
  });
  return { ...run, ...more, journal };
}

const withLines = (change: (line: Line) => Line | undefined, more: Partial<ChaosRun> = {}): ChaosRun =>
  withEntries((entry) => ({ ...entry, written: entry.written.flatMap((line) => change(line) ?? []) }), more);

const isOf =
  (type: string) =>
  ({ document }: Line): boolean =>
    document.RecordType === type;
const without = (type: string): ChaosRun => withLines((line) => (isOf(type)(line) ? undefined : line));
const withoutPoints = (more: Partial<ChaosRun> = {}): ChaosRun => withLines((line) => ({ ...line, points: [] }), more);
const asThoughNothingWasRedelivered = (): Partial<ChaosRun> => ({ plan: { ...run.plan, redelivers: false } });
/** As in a batch that was handled again without a mark on either line. */
const withDuplicates = (): ChaosRun =>
  withEntries((entry) => ({ ...entry, written: [...entry.written, ...entry.written.map(({ mark: _, ...line }) => line)] }));
const inPhase = (phase: Phase): ChaosRun => withEntries((entry) => ({ ...entry, phase }), { tablesBefore: run.tables });

const withRows = (change: (row: JsonObject) => JsonObject): ChaosRun => ({
  ...run,
  tables: new Map([...run.tables].map(([table, rows]) => [table, rows.map(change)])),
});

/** What must break each of them. One that nothing breaks would check nothing. */
const BREAKS: Readonly<Record<string, () => ChaosRun>> = {
  'Every finished job has a record': () => without('job'),
  'Every record, and every copy of it, equals the truth': () =>
    withLines((line) => (isOf('job')(line) ? { ...line, document: { ...line.document, Status: 'LOST' } } : line)),
  'Each job has at most one record without a mark': withDuplicates,
  'Without marked lines, no metric and no log line exceeds the truth': withDuplicates,
  'With marked lines and without crashed invocations, none falls below the truth': withoutPoints,
  'Metrics equal the truth if nothing was killed or redelivered': () => withoutPoints(asThoughNothingWasRedelivered()),
  'Transitions equal the truth if nothing was killed or redelivered': () =>
    withLines((line) => (isOf('transitions')(line) ? undefined : line), asThoughNothingWasRedelivered()),
  'Metrics of instances and of RunTask equal the truth after deduplication': withoutPoints,
  'Log lines about instances equal the truth after deduplication': () => without('instance'),
  'Log lines about RunTask equal the truth after deduplication': () => without('run-task-failure'),
  'Only lines of a redelivered message or a repeated request have a mark': () => withLines((line) => ({ ...line, mark: 'nobody' })),
  'Dead letters are exactly the messages that cannot be parsed': () => ({
    ...run,
    deadLetters: [...run.deadLetters, { queue: 'Q', body: '{"good":1}' }],
  }),
  'Queues are empty': () => ({ ...run, left: new Map([['Q', 1]]) }),
  'No invocation fails except because of an injected fault': () => ({ ...run, unexplained: ['F: Error'] }),
  'CloudWatch accepts every metric document, and nothing is written to stderr': () => ({ ...run, complaints: ['F: oh'] }),
  'Jobs in flight and instances in service are correct at the end': () =>
    withLines((line) => ({ ...line, points: line.points.map((point) => ({ ...point, Values: point.Values.map((value) => value + 1) })) })),
  'Metrics are enabled for every Auto Scaling group of AWS Batch': () => ({ ...run, isCollected: () => false }),
  'The row of every finished job records that it ended': () => withRows(({ Ended: _, ...row }) => row),
  'Rows expire as documented; only the state of the snapshot stays': () => withRows(({ ExpiresAt: _, ...row }) => row),
  'A replayed archive produces no new records or metrics': () => inPhase('archive'),
  'A replayed archive changes no row': () => ({
    ...run,
    tablesBefore: new Map([...run.tables].map(([table, rows]) => [table, rows.slice(1)])),
  }),
  'Every job record is a row of the history, and nothing else is': () => ({
    ...run,
    history: { rows: run.history?.rows.map((row) => ({ ...row, day: '2026-01-01' })) ?? [], problems: [] },
  }),
};

const broken = (tampered: ChaosRun): string[] =>
  INVARIANTS.filter((each) => (each.check(tampered)?.broken.length ?? 0) > 0).map(({ name }) => name);

describe('a run', () => {
  test('holds', () => expect(broken(run)).toEqual([]));

  test.each(INVARIANTS.map(({ name }) => name))('does not where it must break: %s', (name) =>
    expect(broken(BREAKS[name]())).toContain(name),
  );
});
