/** What an operator does with a simulated day of jobs, compared with the records of its replay. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Operator } from './operator';
import type { JobRecord } from '../../../src/domain/names/job-record-fields';
import { HOSTILE } from '../../domain/explorer/frames';

const PAGE_SIZE = 50;

const recordsIn = (out: string): JobRecord[] =>
  readFileSync(join(out, 'records.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JobRecord)
    .filter(({ RecordType }) => RecordType === 'job');

const found = <Value>(value: Value | undefined, what: string): Value => {
  assert.ok(value !== undefined, `the replay has no ${what}`);
  return value;
};

/** The index of a child of an array stands behind the name. */
const nameIn = (cell: string): string => cell.replace(/ [[(].*$/, '');

const retried = (out: string): JobRecord =>
  found(
    recordsIn(out).find(
      ({ AttemptCount, Status, NodeParentId }) => AttemptCount === 2 && Status === 'FAILED' && NodeParentId === undefined,
    ),
    'job that failed twice',
  );

export async function findsByIdWhereverItIs(operator: Operator, out: string): Promise<void> {
  const { JobId, JobName, AttemptCount, StatusReason } = retried(out);
  await operator.search({ job: JobId });
  assert.equal(await operator.heading(), `${JobName} FAILED`);
  assert.equal((await operator.column('#')).length, AttemptCount);
  assert.ok((await operator.text()).includes(String(StatusReason)), 'the reason in the words of AWS');
  assert.ok((await operator.page.locator('.bx svg rect').count()) >= AttemptCount, 'a bar for each attempt');
}

export async function findsByPartOfTheName(operator: Operator, out: string): Promise<void> {
  const { JobName } = retried(out);
  const part = String(JobName).slice(1, -1);
  await operator.search({ job: part.toUpperCase() });
  const same = recordsIn(out).filter((record) => String(record.JobName).includes(part)).length;
  assert.equal((await operator.column('Job')).length, Math.min(PAGE_SIZE, same));
}

export async function findsByReason(operator: Operator, out: string): Promise<void> {
  const part = 'dependent JOB';
  await operator.search({ reason: part, status: 'FAILED' });
  const matching = recordsIn(out).filter(
    ({ Status, StatusReason = '' }) => Status === 'FAILED' && StatusReason.toLowerCase().includes(part.toLowerCase()),
  );
  assert.ok(matching.length > 0, 'the replay has no such reason');
  assert.deepEqual((await operator.column('Job')).map(nameIn).sort(), matching.map(({ JobName }) => String(JobName)).sort());
}

export async function drillsDownAndReturns(operator: Operator): Promise<void> {
  await operator.search({ status: 'FAILED' });
  const [first] = await operator.column('Job');
  await operator.follow(operator.rows().first().locator('a'));
  assert.ok((await operator.heading()).startsWith(first), 'the page of the job that was clicked');
  await operator.follow(operator.page.locator('.bx').getByText('Back to the list', { exact: true }));
  assert.equal(await operator.page.inputValue('.bx select[name="status"]'), 'FAILED');
  assert.equal((await operator.column('Job'))[0], first);
}

export async function followsAnArrayToItsChildren(operator: Operator, out: string): Promise<void> {
  const array = found(
    recordsIn(out).find(({ ArraySize, Status }) => ArraySize !== undefined && Status === 'FAILED'),
    'array that failed',
  );
  await operator.search({ job: array.JobId });
  const children = recordsIn(out).filter(({ ArrayParentId }) => ArrayParentId === array.JobId);
  assert.equal(await operator.rows().count(), Math.min(PAGE_SIZE, children.length));
  await operator.follow(operator.rows().first().locator('a'));
  await operator.follow(operator.page.locator('.bx dd a').getByText(array.JobId, { exact: true }));
  assert.ok((await operator.heading()).startsWith(String(array.JobName)));
}

export async function followsCostsToAJob(operator: Operator): Promise<void> {
  await operator.tab('Costs');
  for (const level of ['Job queue', 'Job definition', 'Job']) {
    assert.ok((await operator.column(level)).length > 1, `costs by ${level}`);
    await operator.follow(operator.rows().first().locator('a'));
  }
  assert.ok((await operator.text()).includes('All On-Demand'));
}

export async function changesTheThemeWhereItIs(operator: Operator): Promise<void> {
  await operator.tab('Timeline');
  const light = await operator.color();
  await operator.page.click('#theme');
  await operator.page.waitForSelector('html[data-theme="dark"] .grid[data-state="ready"] .bx');
  assert.notEqual(await operator.color(), light);
  assert.equal(await operator.heading(), 'Jobs by job queue');
}

export async function saysThatNothingIsFound(operator: Operator): Promise<void> {
  await operator.search({ job: 'no-job-has-this-name' });
  assert.ok((await operator.text()).includes('No job that finished in the time range of the dashboard matches.'));
  await operator.search({ job: '01234567-89ab-cdef-0123-456789abcdef' });
  assert.ok((await operator.text()).includes('There is no record of job'));
}

/** Each is a text to look for, and nothing else: neither markup nor a part of a query. */
export async function takesHostileTextsAsTexts(operator: Operator): Promise<void> {
  for (const typed of HOSTILE.filter((text) => text.length < 200)) {
    await operator.search({ job: typed, reason: typed });
    assert.ok(/ matches\.| of [\d,]+ read\./.test(await operator.text()), `${JSON.stringify(typed)} is an error: ${await operator.text()}`);
    assert.equal(readable(await operator.page.inputValue('.bx input[name="job"]')), readable(typed), 'the form keeps what was typed');
  }
}

/** Without what a field of one line and HTML cannot have. */
const readable = (text: string): string => text.replace(/[\s\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffd]+/gu, ' ').trim();

export async function staysWithinPhone(operator: Operator, out: string): Promise<void> {
  const isWithin = async (what: string): Promise<void> =>
    assert.ok(await operator.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${what} is wider than a phone`);
  await isWithin('the list');
  for (const tab of ['Timeline', 'Costs', 'In flight']) {
    await operator.tab(tab);
    await isWithin(tab);
  }
  await operator.tab('Search');
  await operator.search({ job: retried(out).JobId });
  await isWithin('the page of a job');
}
