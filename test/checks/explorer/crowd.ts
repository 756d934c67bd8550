/** Ten thousand jobs, some of them with names that were chosen to do harm. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Operator } from './operator';
import { JobEventCollector, JobExplorer } from '../../../src';
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
