import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INVARIANTS } from '../../../lab/chaos/invariants';
import { Entry } from '../../../lab/chaos/journal';
import { Finished, runOnce } from '../../../lab/chaos/run';
import { provideAssembly } from '../../../lab/replay/assembly/synthesize';

jest.setTimeout(300_000);

const SEED = 1_855_275_119;
let run: Finished;

beforeAll(async () => {
  run = await runOnce(SEED, 40, await provideAssembly({}, mkdtempSync(join(tmpdir(), 'chaos-test-'))));
});

const broken = (tampered: Finished): string[] => INVARIANTS.filter((each) => (each.check(tampered)?.broken.length ?? 0) > 0).map(({ name }) => name);

const withEntries = (change: (entry: Entry) => Entry): Finished =>
  ({ ...run, journal: Object.assign(Object.create(Object.getPrototypeOf(run.journal) as object) as Finished['journal'], run.journal, { entries: run.journal.entries.map(change) }) });

const isRecord = ({ document }: Entry['written'][number]): boolean => document.RecordType === 'job';

describe('a run', () => {
  test('holds', () => expect(broken(run)).toEqual([]));

  test('does not where a record is lost', () => {
    expect(broken(withEntries((entry) => ({ ...entry, written: entry.written.filter((line) => !isRecord(line)) })))).toContain('Every finished job has a record');
  });

  test('does not where a record is wrong', () => {
    const wrong = (entry: Entry): Entry => ({ ...entry, written: entry.written.map((line) => (isRecord(line) ? { ...line, document: { ...line.document, Status: 'LOST' } } : line)) });
    expect(broken(withEntries(wrong))).toContain('Every record equals the truth, each copy of it');
  });

  test('does not where lines are doubled without a mark', () => {
    const names = broken(withEntries((entry) => ({ ...entry, written: [...entry.written, ...entry.written.map(({ mark: _, ...line }) => line)] })));
    expect(names).toContain('A job has one record, and others only with a mark');
    expect(names).toContain('No metric and no line counts more than the truth without what is marked');
    expect(names).toContain('Lines about instances equal the truth without doubles');
  });

  test('does not where metrics are lost', () => {
    expect(broken(withEntries((entry) => ({ ...entry, written: entry.written.map((line) => ({ ...line, points: [] })) })))).toContain('None counts less with it, without what died');
  });

  test('does not where something is marked that came once', () => {
    expect(broken(withEntries((entry) => ({ ...entry, written: entry.written.map((line) => ({ ...line, mark: 'nobody' })) })))).toContain('Marks only on what a second delivery, or a second request, tells');
  });

  test.each<[string, () => Partial<Finished>]>([
    ['Dead letters are exactly the messages that cannot be read', () => ({ deadLetters: [...run.deadLetters, { queue: 'Q', body: '{"good":1}' }] })],
    ['Queues are empty', () => ({ left: new Map([['Q', 1]]) })],
    ['No invocation fails but by what was done to it', () => ({ unexplained: ['F: Error'] })],
    ['CloudWatch takes every metric document, and nothing is written to stderr', () => ({ complaints: ['F: oh'] })],
    ['Metrics of every group of AWS Batch are collected', () => ({ isCollected: () => false })],
    ['Rows expire as documented, and none but the memory of the snapshot stays', () => ({
      tables: new Map([...run.tables].map(([table, rows]) => [table, rows.map(({ ExpiresAt: _, ...row }) => row)])),
    })],
    ['An archive that is replayed changes no row', () => ({ tablesBefore: new Map([...run.tables].map(([table, rows]) => [table, rows.slice(1)])) })],
  ])('does not where it must break: %s', (name, change) => expect(broken({ ...run, ...change() })).toContain(name));
});
