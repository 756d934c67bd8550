import { Judge } from '../../../lab/hostile/judge';

const NOW = new Date().toISOString();
const job = (more: object = {}) =>
  JSON.stringify({ RecordType: 'job', JobId: '00000000-0000-4000-9000-000000000001', StoppedAt: NOW, TotalSeconds: 1, ...more });
const rejected = (more: object = {}) =>
  JSON.stringify({ RecordType: 'event-rejected', MessageId: 'm', Field: 'detail.jobId', Problem: 'is missing', ...more });
const metric = (value: number) =>
  JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: 'n', Dimensions: [['JobQueue']], Metrics: [{ Name: 'RunningSeconds', Unit: 'Seconds' }] }],
    },
    JobQueue: 'watched',
    RunningSeconds: value,
  });

/** What a judge finds wrong with lines about a job whose terminal event was delivered. */
function judged(...lines: readonly string[]): readonly string[] {
  const judge = new Judge((name) => name === 'watched');
  judge.noteEnd(JSON.stringify({ detail: { jobId: '00000000-0000-4000-9000-000000000001', status: 'FAILED' } }));
  lines.forEach((line) => judge.line('collector', line));
  judge.conclude();
  return judge.violations;
}

test('GIVEN lines as they should be WHEN they are judged THEN nothing is found', () => {
  expect(judged(job({ ExitCode: -1 }), rejected(), metric(1))).toEqual([]);
});

test.each<[string, readonly string[], string]>([
  ['a line that is broken in two', [job({ Reason: 'a' }).replace('"a"', '"a\u2028b"')], 'U+2028'],
  ['a line that is no JSON', ['at Object.<anonymous>'], 'no JSON'],
  ['a line that is too long', [job({ Reason: 'x'.repeat(300_000) })], 'characters'],
  ['a duration below zero', [job({ TotalSeconds: -1 })], 'TotalSeconds -1'],
  ['a number that is none', [job({ Attempts: [{ RunningSeconds: NaN }] })], 'RunningSeconds null'],
  ['a record of a job that nobody ended', [job({ JobId: 'other' })], 'never delivered: other'],
  ['two records of a job', [job(), job()], '2 records'],
  ['a refusal that quotes', [rejected({ Problem: 'HOSTILE' })], 'quotes a value'],
  ['something that could not be written', [JSON.stringify({ RecordType: 'processing-failed', Problem: 'x' })], 'processing-failed'],
  ['a measure below zero', [metric(-1)], 'measured RunningSeconds -1'],
  ['metrics that CloudWatch refuses', [metric(1).replace('"watched"', '"\\u0000"')], 'EMF'],
])('GIVEN %s WHEN it is judged THEN it is found', (_, lines, problem) => {
  expect(judged(...lines)).toEqual([expect.stringContaining(problem)]);
});

test("GIVEN a message WHEN it failed without a word, or was refused and kept, or in words that are not the library's THEN that is found", () => {
  const judge = new Judge(() => false);
  expect(judge.verdict({ id: 'm', body: '' }, { failed: new Set(['m']) }, 'a')).toEqual({ taken: true });
  judge.line('collector', rejected({ Problem: 'Unexpected token "x"' }));
  expect(judge.verdict({ id: 'm', body: '' }, { failed: new Set() }, 'b')).toMatchObject({ taken: false });
  expect(judge.violations).toEqual([
    expect.stringContaining('a: failed'),
    expect.stringContaining('b: refused in a line'),
    expect.stringContaining('b: refused in other words'),
  ]);
});

test('GIVEN items WHEN one is too large or holds less than nothing THEN that is found', () => {
  const judge = new Judge(() => false);
  judge.item('T', { JobId: { S: 'a' }, Vcpus: { N: '2' } });
  judge.item('T', { JobId: { S: 'a'.repeat(5_000) } });
  judge.item('T', { JobId: { S: 'a' }, Vcpus: { N: '-2' } });
  judge.item('T', { JobId: { S: 'a' }, Vcpus: { N: '1e+308' } });
  expect(judge.violations).toHaveLength(3);
  expect(judge.largestItem).toBeGreaterThan(5_000);
});

test('GIVEN the output about a name WHEN it is asked for THEN lines and data points are there', () => {
  const judge = new Judge((name) => name === 'watched');
  judge.line('collector', metric(2));
  judge.line('collector', JSON.stringify({ RecordType: 'transitions', JobQueue: 'watched' }));
  expect(judge.of('watched')).toHaveLength(2);
});
