/** Ten thousand jobs that ended and some that are in flight, a few of them with names that were chosen to do harm. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Operator } from './operator';
import { JobEventCollector, JobExplorer } from '../../../src';
import { encodeFact } from '../../../src/domain/job/facts';
import { at, HOSTILE, JOB_ID, NOW, record } from '../../domain/explorer/frames';

const JOBS = 10_000;
const QUEUES = 8;
const DAY_MILLIS = 86_400_000;
const SCRIPT = '<img src=x onerror="window.wasRun=1"><script>window.wasRun=1</script>';
const NAMES = [SCRIPT, ...HOSTILE.filter((name) => name.length < 200)];

function jobOf(index: number) {
  const stopped = NOW - 3_600_000 - Math.floor(((DAY_MILLIS - 7_200_000) * index) / JOBS);
  const isFailed = index % 20 === 0;
  return record({
    JobId: `${JOB_ID}:${index}`,
    JobName: NAMES[index] ?? `job-${index}`,
    JobQueue: `queue-${index % QUEUES}`,
    Status: isFailed ? 'FAILED' : 'SUCCEEDED',
    ...(isFailed && { FailureCategory: 'APPLICATION_ERROR', StatusReason: NAMES[index] ?? 'Essential container in task exited' }),
    StartedAt: new Date(stopped - 600_000).toISOString(),
    StoppedAt: new Date(stopped).toISOString(),
  });
}

/** A job that has been runnable for so many hours, or is running. */
function itemOf(name: string, index: number): object {
  const state = index % 2 === 0 ? 'RUNNABLE' : 'RUNNING';
  const fact = encodeFact({ state, atMillis: NOW - (index + 1) * 3_600_000, attempt: 1, token: 'token' });
  return { ...Object.fromEntries([fact]), JobId: `${JOB_ID}#${index}`, JobName: name, JobQueue: 'queue-0', ExpiresAt: NOW };
}

/** What a replay would have written. Gives its folder. */
export function writeCrowd(): string {
  const out = mkdtempSync(join(tmpdir(), 'explorer-'));
  const app = new App({ outdir: join(out, 'cloud-assembly') });
  const stack = new Stack(app, 'Farm');
  const collector = new JobEventCollector(stack, 'Collector');
  new JobExplorer(stack, 'Explorer', { collector });
  app.synth();
  const records = Array.from({ length: JOBS }, (_, index) => jobOf(index));
  const lines = records.map((one) => JSON.stringify({ timestamp: Date.parse(one.StoppedAt ?? at(0)), message: JSON.stringify(one) }));
  mkdirSync(join(out, 'logs'));
  mkdirSync(join(out, 'tables'));
  writeFileSync(join(out, 'tables', 'Table.ndjson'), NAMES.map((name, index) => JSON.stringify(itemOf(name, index))).join('\n'));
  writeFileSync(join(out, 'logs', `${stack.getLogicalId(collector.logGroup.node.defaultChild as CfnElement)}.ndjson`), lines.join('\n'));
  writeFileSync(join(out, 'records.ndjson'), records.map((one) => JSON.stringify(one)).join('\n'));
  writeFileSync(join(out, 'summary.json'), '{}');
  return out;
}

export async function listsHostileNames(operator: Operator): Promise<void> {
  assert.ok((await operator.column('Job')).includes(SCRIPT), 'a hostile name is shown as it is');
  await operator.follow(operator.rows().first().locator('a'));
  assert.equal(await operator.heading(), `${SCRIPT} FAILED`);
}

export async function drawsAllJobs(operator: Operator): Promise<void> {
  await operator.tab('Timeline');
  const text = await operator.text();
  assert.ok(text.includes('These are 10,000 jobs'), text);
  assert.equal(await operator.page.locator('.bx svg path').count(), 2 * QUEUES);
  const counts = (await operator.page.locator('.bx svg text').allTextContents()).filter((label) => label.startsWith('1,250 jobs'));
  assert.equal(counts.length, QUEUES);
}

export async function listsWhatIsStuck(operator: Operator): Promise<void> {
  await operator.tab('In flight');
  assert.deepEqual(await operator.column('State'), NAMES.map((_, index) => (index % 2 === 0 ? 'RUNNABLE' : 'RUNNING')).reverse());
  await operator.search({ queue: 'queue-0', status: 'RUNNABLE' });
  const jobs = await operator.column('Job');
  assert.equal(jobs.length, Math.ceil(NAMES.length / 2));
  assert.equal(jobs.at(-1), SCRIPT, 'the job that has waited the shortest is the last one');
  await operator.follow(operator.rows().last().locator('a'));
  assert.equal(await operator.heading(), `${SCRIPT} RUNNABLE`);
  await operator.follow(operator.page.locator('.bx a').getByText('Back to the list', { exact: true }));
  assert.deepEqual(await operator.column('Job'), jobs);
}
