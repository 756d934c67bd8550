import { messagesOf } from './stage/deliveries';
import { deployCollector } from './stage/deployed-collector';
import { deployRegistry } from './stage/deployed-registry';
import { containerInstance, instanceEvent, UNMANAGED_CLUSTER } from './stage/instance-events';
import { CLUSTER, jobEvent, jobLife, SUBMITTED } from './stage/job-events';
import { NOW, useStage } from './stage/stage';
import { answerError } from './stage/wire';
import { Output } from '../../src/runtime/output/output';
import { readOrReject } from '../../src/runtime/rejection';

const stage = useStage();

const reading = (more: object) => ({ jobId: 'hostile', state: 'FAILED', eventTime: SUBMITTED, attempts: [], task: {}, ...more });
const waiting = (more: object) => ({ 'detail-type': 'Finished Job Waiting', detail: { reading: reading(more), token: 'a', tries: 1 } });

test.each<[string, object, string]>([
  ['an attempt that is none', { attempts: [null] }, 'detail.reading.attempts[0]'],
  ['a place that is no name', { attempts: [{ taskArn: 7 }] }, 'detail.reading.attempts[0].taskArn'],
  ['a reason that is no text', { attempts: [{ statusReason: {} }] }, 'detail.reading.attempts[0].statusReason'],
  ['a time beyond all calendars', { stoppedAt: 1e300 }, 'detail.reading.stoppedAt'],
  ['less than no memory', { memoryMiB: -1 }, 'detail.reading.memoryMiB'],
  ['an index below zero', { arrayIndex: -1 }, 'detail.reading.arrayIndex'],
  ['tags that are no texts', { tags: { Secret: 7 } }, 'detail.reading.tags'],
  ['more attempts than there can be', { attempts: Array.from({ length: 101 }, () => ({})) }, 'detail.reading.attempts'],
  ['the id of another row', { jobId: 'in-flight-snapshot' }, 'detail.reading.jobId'],
])('GIVEN a waiting job with %s WHEN it comes with a good one THEN it alone is refused', async (_, more, field) => {
  const collector = await deployCollector(stage);
  const [hostile] = messagesOf([waiting(more)]);
  expect(await collector.deliver([hostile, ...messagesOf(jobLife('good').all())])).toEqual([hostile.id]);
  expect(collector.lines.jobs).toMatchObject([{ JobId: 'good' }]);
  expect(collector.lines.ofType('event-rejected')).toMatchObject([{ Field: field }]);
});

test('GIVEN a reason with what is no character WHEN its job must wait THEN the queue takes it, and those that go with it', async () => {
  const collector = await deployCollector(stage);
  const odd = jobLife('odd', { outcome: 'FAILED', detail: { statusReason: 'a\uffff\ufffe🧨' } });
  expect(await collector.deliverEvents(odd.end(), jobLife('good').end())).toEqual([]);
  expect(collector.waiting.map(({ body }) => (body.detail.reading as { jobId: string }).jobId).sort()).toEqual(['good', 'odd']);
  expect(JSON.stringify(collector.waiting)).toContain('🧨');
});

test('GIVEN jobs with more to tell than a call of SQS takes WHEN they must wait THEN they go in several', async () => {
  const collector = await deployCollector(stage);
  const attempts = Array.from({ length: 100 }, () => ({ statusReason: 'one. '.repeat(204), container: { reason: 'two. '.repeat(204) } }));
  const events = Array.from({ length: 10 }, (_, index) => jobEvent({ jobId: `job-${index}`, status: 'FAILED', attempts }, SUBMITTED));
  expect(await collector.deliverEvents(...events)).toEqual([]);
  expect(collector.waiting).toHaveLength(10);
  expect(stage.sqs.of('SendMessageBatch').length).toBeGreaterThan(1);
});

test('GIVEN a reason that would break a line in two or move a cursor WHEN its job is recorded THEN the line is one', async () => {
  const collector = await deployCollector(stage, { WAIT_SECONDS: '[]' });
  const reason = 'a\u2028b\u0085c\u001b[2J\u009b\u202ed\r\n{"RecordType":"job"}';
  await collector.deliverEvents(...jobLife('odd', { outcome: 'FAILED', detail: { statusReason: reason } }).all());
  expect(collector.lines.raw.filter((line) => /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/.test(line))).toEqual([]);
  expect(collector.lines.jobs).toMatchObject([{ StatusReason: reason }]);
});

test('GIVEN an event of a clock that is years ahead WHEN it comes with others THEN the numbers of the batch are not lost to the future', async () => {
  const collector = await deployCollector(stage);
  await collector.deliverEvents(...jobLife('good').all(), jobEvent({ jobId: 'ahead', status: 'RUNNABLE' }, NOW + 400 * 86_400_000));
  expect(collector.lines.total('EventsProcessed')).toBe(5);
});

test('GIVEN an event with the key of the snapshot for a job id WHEN it comes THEN it is refused, and that row stays', async () => {
  const collector = await deployCollector(stage);
  expect(await collector.deliverEvents(jobEvent({ jobId: 'in-flight-snapshot', status: 'RUNNABLE' }, SUBMITTED))).toHaveLength(1);
  expect(await collector.item('in-flight-snapshot')).toBeUndefined();
});

test('GIVEN a reader that fails for another reason WHEN a message is read THEN it is not said to be no JSON', () => {
  const lines: string[] = [];
  const output = new Output(
    (line) => lines.push(line),
    () => NOW,
  );
  readOrReject(
    { messageId: 'm', read: () => ({}), isFirstTry: true },
    () => {
      throw new RangeError('of a value');
    },
    output,
  );
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { RecordType: 'event-rejected', MessageId: 'm', Field: '', Problem: 'cannot be read' },
  ]);
});

test.each([
  ['null', 'expected an object, got null'],
  ['"text"', 'expected an object, got a string'],
  ['{"detail-type":["Instance Lookup"]}', 'is missing'],
])('GIVEN a message that is %s WHEN it comes THEN it is said what it is not, and nothing breaks', async (body, problem) => {
  const targets = [await deployCollector(stage), await deployRegistry(stage)];
  for (const target of targets) {
    expect(await target.deliver([{ id: 'hostile', body }])).toEqual(['hostile']);
    expect(target.lines.ofType('event-rejected')).toMatchObject([{ Problem: problem }]);
  }
});

test('GIVEN events that have one instance in two clusters WHEN the purchase option of one cannot be found out THEN its message alone is handed back', async () => {
  // GIVEN an instance whose ARN names no cluster, as in old accounts
  const registry = await deployRegistry(stage);
  const inCluster = (cluster: string, version: number) => ({
    ...instanceEvent('a'),
    detail: {
      ...containerInstance('a', { version }),
      containerInstanceArn: 'arn:aws:ecs:eu-west-1:111122223333:container-instance/f711cf81',
      clusterArn: `arn:aws:ecs:eu-west-1:111122223333:cluster/${cluster}`,
    },
  });
  stage.batch.answer = () => answerError('AccessDeniedException', 403);
  const [known, unknown] = messagesOf([inCluster(CLUSTER, 3), inCluster(UNMANAGED_CLUSTER, 4)]);
  // WHEN
  const failed = await registry.deliver([known, unknown]);
  // THEN
  expect(failed).toEqual([unknown.id]);
  expect(registry.lines.total('InstancesRegistered')).toBe(1);
});

test('GIVEN a reading that says all that a reading can WHEN it waits THEN it comes back whole', async () => {
  const collector = await deployCollector(stage, { TAG_KEYS: '["Project"]' });
  const detail = {
    tags: { Project: 'kept' },
    shareIdentifier: 'team',
    schedulingPriority: 3,
    platformCapabilities: ['EC2'],
    isCancelled: false,
    isTerminated: true,
    nodeDetails: { nodeIndex: 0, isMainNode: true },
    retryStrategy: { attempts: 1 },
    container: { exitCode: 1, vcpus: 2, memory: 512, resourceRequirements: [{ type: 'GPU', value: '1' }] },
  };
  await collector.deliverEvents(jobLife('whole#0', { outcome: 'FAILED', detail }).end());
  const [{ body }] = collector.waiting;
  await collector.deliverEvents(body);
  const [, { body: again }] = collector.waiting;
  expect(again.detail.reading).toEqual(body.detail.reading);
});
