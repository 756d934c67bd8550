import { DescribedRun } from '../../../lab/scheduler/describe-run';
import { describeRuns, problemsOf, ScheduledResults } from '../../../lab/scheduler/judge-runs';
import { Story } from '../../../lab/scheduler/stories';

const story = (name: string): Story => ({ name, attempts: [], refusals: 0, isThrottled: false });
const STORIES = [story('succeeds'), story('is missed')];

const submitted: DescribedRun = {
  Schedule: 'Nightly',
  ScheduledAt: '2026-03-01T04:00:00.000Z',
  Story: 'succeeds',
  Submissions: 1,
  JobId: 'job-1',
  ReceivedTime: '2026-03-01T04:00:00Z',
};
const missed: DescribedRun = {
  Schedule: 'Nightly',
  ScheduledAt: '2026-03-02T04:00:00.000Z',
  Story: 'is missed',
  Submissions: 9,
  GivenUpAt: '2026-03-02T05:00:00.000Z',
  Error: 'ClientException',
};
const RECORD = {
  JobId: 'job-1',
  Status: 'SUCCEEDED',
  AttemptCount: 1,
  CreatedAt: '2026-03-01T04:00:01.000Z',
  StoppedAt: '2026-03-01T04:10:00.000Z',
};
const results = (changed: Partial<ScheduledResults> = {}): ScheduledResults => ({
  runs: [submitted, missed],
  truth: [RECORD],
  records: [RECORD],
  deadLetters: 1,
  ...changed,
});

test('each run has its record or its dead letter', () => expect(problemsOf(results(), STORIES)).toEqual([]));

const skipped: DescribedRun = {
  ...submitted,
  ScheduledAt: '2026-03-01T04:05:00.000Z',
  JobId: undefined,
  ReceivedTime: undefined,
  Submissions: 0,
  Skipped: true,
};

test('a run that was skipped needs neither, and is no run of its story', () => {
  expect(problemsOf(results({ runs: [submitted, skipped, missed] }), STORIES)).toEqual([]);
  expect(problemsOf(results({ runs: [skipped, missed], truth: [], records: [] }), STORIES)).toEqual([
    'no run succeeds',
    '2026-03-01T04:05:00.000Z was skipped while nothing ran',
  ]);
  expect(describeRuns(results({ runs: [skipped] }))).toMatch(/succeeds +0 +skipped: the last run had not ended$/);
});

test.each(['2026-03-01T04:00:00.000Z', '2026-03-01T04:10:00.000Z'])(
  'a run is not skipped at %s, when no other one waits or runs',
  (ScheduledAt) =>
    expect(problemsOf(results({ runs: [submitted, { ...skipped, ScheduledAt }, missed] }), STORIES)).toEqual([
      `${ScheduledAt} was skipped while nothing ran`,
    ]),
);

test('no run begins beside another one where it might have been skipped', () => {
  const second = { ...RECORD, JobId: 'job-2', CreatedAt: '2026-03-01T04:09:59.000Z', StoppedAt: '2026-03-01T04:20:00.000Z' };
  const problems = (later: object, MaySkip?: true): string[] => {
    const truth = [RECORD, { ...second, ...later }];
    const runs = ['job-1', 'job-2'].map((JobId) => ({ ...submitted, JobId, MaySkip }));
    return problemsOf(results({ runs: [...runs, missed], truth, records: truth }), STORIES);
  };
  expect(problems({}, true)).toEqual(['job-2 was submitted while another run had not ended']);
  expect(problems({ CreatedAt: RECORD.StoppedAt }, true)).toEqual([]);
  expect(problems({})).toEqual([]);
});

test('a run that waited may be skipped for one that came later', () => {
  const waited = { ...skipped, ScheduledAt: '2026-03-01T03:50:00.000Z', SkippedAt: '2026-03-01T04:05:00.000Z' };
  expect(problemsOf(results({ runs: [waited, submitted, missed] }), STORIES)).toEqual([]);
});

test.each<[string, Partial<ScheduledResults>, string]>([
  ['a job without a record', { records: [] }, 'job-1 has no record'],
  ['a record too many', { records: [RECORD, RECORD] }, 'job-1 has more than one record'],
  ['a record of no job', { records: [RECORD, { JobId: 'job-2' }] }, 'job-2 has a record and should have none'],
  ['another end', { records: [{ ...RECORD, Status: 'FAILED' }] }, 'job-1 Status: expected "SUCCEEDED", found "FAILED"'],
  ['a dead letter that is lost', { deadLetters: 0 }, '1 runs were missed, and there are 0 dead letters'],
  ['a job that never ends', { truth: [], records: [] }, '1 jobs were submitted, and 0 ended'],
  ['a story that did not happen', { runs: [submitted], deadLetters: 0 }, 'no run is missed'],
  [
    'a run that received another time',
    { runs: [{ ...submitted, ReceivedTime: '2026-03-01T05:00:00Z' }, missed] },
    '2026-03-01T04:00:00.000Z received 2026-03-01T05:00:00Z',
  ],
])('%s is found', (_, changed, problem) => expect(problemsOf(results(changed), STORIES)).toEqual([problem]));

test('the table has a line for each run', () =>
  expect(describeRuns(results()).split('\n').slice(1)).toEqual([
    '2026-03-01T04:00:00.000Z  succeeds      1            1         SUCCEEDED',
    '2026-03-02T04:00:00.000Z  is missed     9                      dead letter 2026-03-02T05:00:00.000Z (ClientException)',
  ]));
