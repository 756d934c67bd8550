import { actionsOf, textOf } from './elements';
import { at, frame, JOB_ID, listRow, place, record } from './frames';
import { JobFindings, jobPage } from '../../../src/domain/explorer/job-page';
import { Row } from '../../../src/domain/explorer/page';
import { JobRecord } from '../../../src/domain/names/job-record-fields';

const show = (given: Partial<JobFindings>): string =>
  textOf(jobPage(frame(), place({ view: 'job' }), { id: JOB_ID, answers: [], ...given }));
const recordOf = (given: object): JobRecord => record(given as Partial<JobRecord>);
const children = (...costs: (string | undefined)[]) => ({
  rows: costs.map((CostUsd, index) => listRow({ JobId: `${JOB_ID}:${index}`, CostUsd })) as Row[],
  bytesScanned: 0,
  limit: 10_000,
});

describe('a field of another type than AWS Batch sends leaves the rest of the page', () => {
  test.each([
    ['a name that is a number', { JobName: 12345 }, '12345 SUCCEEDED'],
    ['a reason that is an object', { Status: 'FAILED', StatusReason: { code: 1 } }, 'align-reads FAILED'],
    ['a time at the end of all times', { StoppedAt: '+275760-09-13T00:00:00.000Z' }, 'align-reads SUCCEEDED'],
    ['a queue that is null', { JobQueue: null }, 'align-reads SUCCEEDED'],
  ])('%s', (_what, given, heading) => {
    const text = show({ record: recordOf(given) });
    expect(text).toContain(heading);
    expect(text).toContain('Job definition align:7');
  });
});

describe('the cost of an array', () => {
  test.each([
    [['1', '2'], 'Cost $3.00'],
    [['1', undefined, undefined], 'Cost $1.00 of 1 job; 2 without a cost'],
    [['1', '2', undefined], 'Cost $3.00 of 2 jobs; 1 without a cost'],
  ] as const)('of children with %j is %s', (costs, expected) =>
    expect(show({ record: recordOf({ ArraySize: costs.length }), children: children(...costs) })).toContain(expected),
  );
  test('of which each child has one says no more', () =>
    expect(show({ record: recordOf({ ArraySize: 2 }), children: children('1', '2') })).not.toContain('without a cost'));
  test('is not there if no child has one', () =>
    expect(show({ record: recordOf({ ArraySize: 1 }), children: children(undefined) })).not.toContain('$'));
});

test('a job in a Capacity Block has what it would have cost otherwise', () => {
  const text = show({ record: recordOf({ PurchaseOption: 'CAPACITY_BLOCK', OnDemandCostUsd: 8 }) });
  expect(text).toContain('All On-Demand $8.00');
  expect(show({ record: recordOf({ LostCostUsd: 0 }) })).not.toContain('An estimate');
  expect(show({ record: recordOf({ SpotCostUsd: 3 }) })).toContain('All on Spot $3.00');
});

test('a job that is not found names how far back its record was looked for', () => {
  expect(show({ searchedMillis: 365 * 86_400_000 })).toContain(`${JOB_ID} in the last 365 d 00 h, and it is not in flight`);
  expect(show({})).not.toContain('in the last');
});

test('a time that dates cannot have in the time zone of the viewer is unknown', () => {
  const end = '+275760-09-13T00:00:00.000Z';
  const text = textOf(
    jobPage(frame({ offsetMinutes: 60, zone: 'UTC+01:00' }), place({ view: 'job' }), {
      id: JOB_ID,
      answers: [],
      record: recordOf({ CreatedAt: end, StoppedAt: at(26) }),
    }),
  );
  expect(text).toContain('Created (UTC+01:00) –');
});

test('children on later pages of an array lead to no list: their job page links to the array', () => {
  const many = children(...Array.from({ length: 60 }, () => '1'));
  const html = jobPage(frame(), place({ view: 'job', page: 1 }), {
    id: JOB_ID,
    answers: [],
    record: recordOf({ ArraySize: 60 }),
    children: many,
  });
  const toJobs = actionsOf(html).filter((action) => String((action as { id?: string }).id).startsWith(`${JOB_ID}:`));
  expect(toJobs.length).toBeGreaterThan(5);
  toJobs.forEach((action) => expect(action).not.toHaveProperty('from'));
});
