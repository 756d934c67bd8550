import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface JobEvent {
  time: string;
  detail: { jobId: string };
}

/** Job events as they were captured in live accounts, in their own text. */
export const CAPTURED: readonly string[] = readFileSync(join(__dirname, '../test/fixtures/captured-batch-job-events.ndjson'), 'utf8')
  .trim()
  .split('\n');

let jobs = 0;

/** The text of a captured event about a job that is new, and just now. */
export function newJobEvent(): string {
  const event = JSON.parse(CAPTURED[jobs % CAPTURED.length]) as JobEvent;
  event.detail.jobId = `job-${++jobs}-${process.pid}`;
  event.time = `${new Date().toISOString().slice(0, 19)}Z`;
  return JSON.stringify(event);
}

const ENDS = CAPTURED.filter((text) => /"status": *"(SUCCEEDED|FAILED)"/.test(text));

/** The text of a captured event about the end of a job that is new, and just now. */
export function newEndEvent(): string {
  const event = JSON.parse(ENDS[jobs % ENDS.length]) as JobEvent;
  event.detail.jobId = `job-${++jobs}-${process.pid}`;
  event.time = `${new Date().toISOString().slice(0, 19)}Z`;
  return JSON.stringify(event);
}

/** An event of a container instance of AWS Batch. */
export const INSTANCE_EVENT = JSON.stringify({
  source: 'aws.ecs',
  'detail-type': 'ECS Container Instance State Change',
  time: '2026-11-20T11:00:00Z',
  detail: {
    containerInstanceArn:
      'arn:aws:ecs:eu-west-1:111122223333:container-instance/AWSBatch-nightly-0a95f22d-7108-3c4e-99f7-2fd92e1a8941/f711cf81',
    ec2InstanceId: 'i-0abc',
    status: 'ACTIVE',
    version: 3,
  },
});

/** Messages of a queue as Lambda hands them to a function. */
export const batchOf = (bodies: readonly string[]): { Records: object[] } => ({
  Records: bodies.map((body, index) => ({ messageId: `message-${jobs}-${index}`, body, attributes: { ApproximateReceiveCount: '1' } })),
});
