import { Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { NotificationMessage } from '../../src/job-notifications';
import { synthesize } from '../event-intake/synthesis';

interface Transformer {
  readonly InputPathsMap: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

/** What a target gets: the template with the values of the event, empty where it has none. */
function messageOf(message: 'jobText' | 'jobChat' | 'queueText' | 'queueChat', detail: Readonly<Record<string, unknown>>): string {
  const synthesis = synthesize((stack: Stack) => {
    const target = new SnsTopic(new Topic(stack, 'Topic'), { message: NotificationMessage[message]() });
    new Rule(stack, 'Rule', { eventBus: new EventBus(stack, 'Bus'), eventPattern: { source: ['x'] }, targets: [target] });
  });
  const [{ InputTransformer }] = synthesis.resource('Rule').Properties.Targets as { InputTransformer: Transformer }[];
  const { InputPathsMap: paths, InputTemplate: template } = InputTransformer;
  expect(template.length).toBeLessThan(8_192);
  const event: Readonly<Record<string, unknown>> = { account: '123456789012', region: 'eu-west-1' };
  const valueAt = (path: string) => (path.startsWith('$.detail.') ? detail[path.slice('$.detail.'.length)] : event[path.slice(2)]);
  return template.replace(/<([^>]+)>/g, (_, name: string) => String(valueAt(paths[name]) ?? ''));
}

const JOB = {
  JobName: 'train',
  JobId: 'id-1',
  JobQueue: 'nightly',
  JobDefinition: 'train:3',
  Status: 'FAILED',
  FailureCategory: 'OUT_OF_MEMORY',
  StatusReason: 'Essential container in task exited',
  Reason: 'OutOfMemoryError: Container killed due to memory usage',
  ExitCode: 137,
  AttemptCount: 2,
  StoppedAt: '2026-03-01T10:00:00.000Z',
  LogStream: 'train/default/1',
};
const BLOCKED = {
  JobName: 'train',
  JobId: 'id-1',
  JobQueue: 'nightly',
  Category: 'CAPACITY',
  Reason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - …',
  BlockedAt: '2026-03-01T10:00:00.000Z',
};

describe('a message', () => {
  test('of a job as text has what happened in its first line', () => {
    expect(messageOf('jobText', JOB).split('\n')).toEqual([
      '"AWS Batch job train: FAILED OUT_OF_MEMORY"',
      '"Job queue: nightly, job definition: train:3"',
      '"Reason: Essential container in task exited"',
      '"Reason of the container: OutOfMemoryError: Container killed due to memory usage"',
      '"Exit code: 137, attempts: 2"',
      '"Stopped at 2026-03-01T10:00:00.000Z, in account 123456789012, Region eu-west-1"',
      '"Job id: id-1"',
      '"Log stream: train/default/1"',
    ]);
  });

  test('of a blocked queue as text has the reason', () => {
    expect(messageOf('queueText', BLOCKED).split('\n')).toEqual([
      '"AWS Batch job queue nightly is blocked: CAPACITY"',
      '"Reason: CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - …"',
      '"First job: train, job id: id-1"',
      '"Blocked at 2026-03-01T10:00:00.000Z, in account 123456789012, Region eu-west-1"',
    ]);
  });

  test('for a chat has a title, a description and a thread for each job', () => {
    expect(JSON.parse(messageOf('jobChat', JOB))).toEqual({
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown',
        title: 'AWS Batch job train: FAILED OUT_OF_MEMORY',
        description:
          '*Job queue:* nightly\n*Job definition:* train:3\n*Exit code:* 137\n*Attempts:* 2\n*Stopped at:* 2026-03-01T10:00:00.000Z\n*Job id:* id-1',
      },
      metadata: { threadId: 'job/id-1' },
    });
    expect(JSON.parse(messageOf('queueChat', BLOCKED))).toMatchObject({
      content: { title: 'AWS Batch job queue nightly is blocked: CAPACITY' },
      metadata: { threadId: 'job-queue/nightly' },
    });
  });

  test.each(['jobChat', 'queueChat'] as const)('for a chat is JSON whatever the record has: %s', (message) => {
    const quotes = { ...JOB, ...BLOCKED, StatusReason: 'exec "a\\b"\n', Reason: '"', LogStream: '"' };
    expect(() => JSON.parse(messageOf(message, {}))).not.toThrow();
    expect(() => JSON.parse(messageOf(message, quotes))).not.toThrow();
  });
});
