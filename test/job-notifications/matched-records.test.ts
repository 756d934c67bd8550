import { Stack } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { EventBus, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets';
import { Json, JsonObject } from '../../lab/aws/json';
import { compilePattern } from '../../lab/aws/patterns/event-pattern';
import { recordEvent } from '../../src/domain/notification/record-event';
import { JobEventCollector } from '../../src/job-event-collector';
import { FailureCategory, JobNotifications } from '../../src/job-notifications';
import { synthesize } from '../event-intake/synthesis';

const HERE = { account: '123456789012', region: 'eu-west-1' };
type Add = (notifications: JobNotifications, target: IRuleTarget, stack: Stack) => void;

/** The ids of the records that a rule sends to its target, of all lines that the collector writes. */
function notifiedOf(add: Add, records: readonly JsonObject[]): unknown[] {
  const { template } = synthesize((stack) => {
    const notifications = new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector') });
    add(notifications, new BusTarget(EventBus.fromEventBusName(stack, 'Other', 'other')), stack);
  });
  const rules = Object.values(template.findResources('AWS::Events::Rule', { Properties: { EventBusName: {} } }));
  const patterns = rules.map(({ Properties: { EventPattern } }) =>
    compilePattern({ ...(EventPattern as JsonObject), account: [HERE.account], region: [HERE.region] } as Json),
  );
  return records
    .filter((record) => {
      const event = recordEvent(JSON.stringify(record));
      if (!event) return false;
      const { detailType, detail } = event;
      const envelope = { ...HERE, source: 'cdk-batch-insights', 'detail-type': detailType, detail: JSON.parse(detail) as Json };
      return patterns.some((pattern) => pattern.matches(envelope));
    })
    .map(({ JobId }) => JobId);
}

const failed = (JobId: string, fields: JsonObject = {}): JsonObject => ({
  RecordType: 'job',
  Status: 'FAILED',
  JobId,
  JobQueue: 'nightly',
  FailureCategory: 'APPLICATION_ERROR',
  Attempts: [{ Number: 1 }],
  ...fields,
});
const children = Array.from({ length: 10_000 }, (_, ArrayIndex) =>
  failed(`array:${ArrayIndex}`, { ArrayParentId: 'array', ArrayIndex, FailureCategory: 'OUT_OF_MEMORY' }),
);
const array = failed('array', { ArraySize: 10_000, FailureCategory: 'ARRAY_CHILD_FAILED' });
const nodes = [0, 1].map((NodeIndex) => failed(`nodes#${NodeIndex}`, { NodeParentId: 'nodes', NodeIndex }));
const multiNode = failed('nodes', { NodeCount: 2 });
const succeeded = failed('good', { Status: 'SUCCEEDED' });
const blocked = { RecordType: 'queue-blocked', JobId: 'first', JobQueue: 'nightly', Category: 'CAPACITY' };
const ALL = [failed('single'), ...children, array, ...nodes, multiNode, succeeded, blocked];

describe('who is notified', () => {
  test('of failed jobs gets one message for an array of 10,000, and one for a multi-node job', () => {
    expect(notifiedOf((notifications, target) => notifications.onJobFailed('Rule', { target }), ALL)).toEqual(['single', 'array', 'nodes']);
  });

  test('of each failed job gets the children, and no array', () => {
    const ids = notifiedOf((notifications, target) => notifications.onJobFailed('Rule', { target, digest: false }), ALL);
    expect(ids).toHaveLength(10_002);
    expect(ids).toEqual(expect.arrayContaining(['single', 'array:0', 'nodes']));
    expect(ids).not.toContain('array');
  });

  test('of categories gets those alone', () => {
    const categories = [FailureCategory.OUT_OF_MEMORY, FailureCategory.ARRAY_CHILD_FAILED];
    expect(notifiedOf((notifications, target) => notifications.onJobFailed('Rule', { target, categories }), ALL)).toEqual(['array']);
  });

  test('of job queues gets those alone', () => {
    const records = [...ALL, failed('other', { JobQueue: 'other' }), { ...blocked, JobId: 'second', JobQueue: 'other' }];
    const add: Add = (notifications, target, stack) => {
      const jobQueues = [JobQueue.fromJobQueueArn(stack, 'Queue', 'arn:aws:batch:eu-west-1:123456789012:job-queue/other')];
      notifications.onJobFailed('Failed', { target, jobQueues });
      notifications.onQueueBlocked('Blocked', { target, jobQueues });
    };
    expect(notifiedOf(add, records)).toEqual(['other', 'second']);
  });

  test('of jobs that succeeded, or blocked queues, gets no others', () => {
    expect(notifiedOf((notifications, target) => notifications.onJobSucceeded('Rule', { target }), ALL)).toEqual(['good']);
    expect(notifiedOf((notifications, target) => notifications.onQueueBlocked('Rule', { target }), ALL)).toEqual(['first']);
  });
});
