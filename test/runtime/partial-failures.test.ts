import { messagesOf } from './stage/deliveries';
import { deployCollector, deployCollectorWithRegistry } from './stage/deployed-collector';
import { jobEvent, jobLife, SUBMITTED } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError, answerJson } from './stage/wire';
import { JobFinisher } from '../../src/runtime/collector/finish-jobs';

const stage = useStage();

/** Refuses writes about one job. */
const refuse = (jobId: string, operation = 'UpdateItem') => {
  stage.dynamodb.answer = (request) =>
    request.operation === operation && request.body.includes(`"${jobId}"`) ? answerError('AccessDeniedException') : undefined;
};

describe('a message that cannot be read', () => {
  test.each([
    ['no JSON', '{"detail', { Field: '', Problem: 'is not JSON' }],
    ['no event', '[1]', { Field: '', Problem: 'expected an object, got an array' }],
    ['no detail', { time: '2026-11-20T10:00:00Z' }, { Field: 'detail', Problem: 'is missing' }],
    [
      'an id that is a number',
      jobEvent({ jobId: 4711, status: 'RUNNABLE' }, SUBMITTED),
      { Field: 'detail.jobId', Problem: 'expected a string, got a number' },
    ],
    [
      'an unknown state',
      jobEvent({ jobId: 'a', status: 's3cr3t' }, SUBMITTED),
      { Field: 'detail.status', Problem: expect.stringMatching(/^is not one of/) },
    ],
    [
      'a type that nothing reads',
      jobEvent({ jobId: 'a', status: 'RUNNABLE' }, SUBMITTED, 'Batch Job Something'),
      { Field: 'detail-type', Problem: 'is unknown' },
    ],
    [
      'a waiting job of another version',
      { 'detail-type': 'Finished Job Waiting', detail: { reading: { jobId: 'a', state: 'FAILED' } } },
      { Field: 'detail.reading', Problem: 'is no finished job' },
    ],
    [
      'waiting entries of another version',
      { 'detail-type': 'State Entries Waiting', detail: { jobId: 'a', entries: [{ name: 'JobsEaten' }] } },
      { Field: 'detail.entries[0].name', Problem: 'is no entry into a state' },
    ],
  ])('%s: is handed back and said in the log, and the rest of the batch is processed', async (_, body, said) => {
    // GIVEN
    const collector = await deployCollector(stage);
    const [poison] = messagesOf([body]);
    // WHEN
    const failed = await collector.deliver([poison, ...messagesOf(jobLife('good').all())]);
    // THEN
    expect(failed).toEqual([poison.id]);
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.ofType('event-rejected')).toEqual([{ RecordType: 'event-rejected', MessageId: poison.id, ...said }]);
    expect(collector.lines.raw.join('\n')).not.toMatch(/4711|s3cr3t/);
    expect(collector.lines.totals).toMatchObject({ EventsRejected: 1, EventsProcessed: 4 });
  });

  test('counts as rejected once, however often it is tried', async () => {
    const collector = await deployCollector(stage);
    await collector.deliver([{ id: 'poison', body: 'no JSON', received: 1 }]);
    await collector.deliver([{ id: 'poison', body: 'no JSON', received: 2 }]);
    expect(collector.lines.total('EventsRejected')).toBe(1);
    expect(collector.lines.ofType('event-rejected')).toHaveLength(2);
  });
});

describe('events with optional fields that cannot be read', () => {
  const odd = (jobId: string, fields: object) => jobEvent({ jobId, status: 'RUNNABLE', ...fields }, SUBMITTED);

  test('are processed without them, and one line of the batch counts them by path', async () => {
    const collector = await deployCollector(stage);
    const events = [odd('a', { jobName: 4711, container: { vcpus: 's3cr3t' } }), odd('b', { jobName: [] }), odd('c', {})];
    expect(await collector.deliver(messagesOf(events))).toEqual([]);
    expect(collector.lines.ofType('fields-unread')).toEqual([
      {
        RecordType: 'fields-unread',
        SchemaVersion: 1,
        Count: 3,
        Fields: ['detail.jobName', 'detail.container.vcpus'],
        Events: [2, 1],
      },
    ]);
    expect(collector.lines.totals).toMatchObject({ EventsProcessed: 3, FieldsUnread: 3, JobsRunnable: 3 });
    expect(collector.lines.raw.join('\n')).not.toMatch(/4711|s3cr3t/);
  });

  test('count once, however often they are delivered, and not where all fields are read', async () => {
    const collector = await deployCollector(stage);
    const [message] = messagesOf([odd('a', { jobName: 4711 })]);
    await collector.deliver([{ ...message, received: 2 }]);
    await collector.deliver(messagesOf([odd('b', {})]));
    expect(collector.lines.ofType('fields-unread')).toEqual([]);
    expect(collector.lines.totals).not.toHaveProperty('FieldsUnread');
  });
});

describe('a job that cannot be written', () => {
  test('fails its own messages alone, and loses and doubles nothing when they come again', async () => {
    // GIVEN
    const collector = await deployCollector(stage);
    const bad = messagesOf(jobLife('bad').all());
    refuse('bad');
    // WHEN
    const failed = await collector.deliver([...messagesOf(jobLife('good').all()), ...bad]);
    // THEN
    expect(failed.sort()).toEqual(bad.map(({ id }) => id).sort());
    expect(collector.lines.jobs.map(({ JobId }) => JobId)).toEqual(['good']);
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, JobsSucceeded: 1, EventsProcessed: 4 });
    expect(collector.lines.ofType('processing-failed')).toEqual([
      { RecordType: 'processing-failed', Subject: 'bad', Problem: 'AccessDeniedException' },
    ]);
    // WHEN
    stage.dynamodb.reset();
    expect(await collector.deliver(bad)).toEqual([]);
    // THEN
    expect(collector.lines.jobs.map(({ JobId }) => JobId)).toEqual(['good', 'bad']);
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 2, JobsSucceeded: 2, RunningSeconds: 600, EventsProcessed: 8 });
  });

  test('writes out nothing of a job of which one part failed', async () => {
    // GIVEN a batch with a late event and the waiting end of one job, and no reads
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.end());
    const [late, waiting] = messagesOf([life.starting(), collector.waiting[0].body]);
    collector.lines.clear();
    refuse('a', 'GetItem');
    // WHEN
    const failed = await collector.deliver([late, waiting]);
    // THEN
    expect(failed.sort()).toEqual([late.id, waiting.id].sort());
    expect(collector.lines.documents).toEqual([]);
    // WHEN
    stage.dynamodb.reset();
    await collector.deliver([late]);
    await collector.deliver([waiting]);
    // THEN
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.totals).toMatchObject({ JobsStarting: 1, JobsSucceeded: 1 });
  });

  test('is written in no other way: only the end of a job makes its event a late one', async () => {
    const collector = await deployCollector(stage);
    let writes = 0;
    stage.dynamodb.answer = () => (++writes === 1 ? answerError('AccessDeniedException') : undefined);
    expect(await collector.deliverEvents(jobLife('a').runnable())).toHaveLength(1);
    expect(writes).toBe(1);
    expect(await collector.item('a')).toBeUndefined();
  });

  test('a late event fails where the second write is refused', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.starting(), life.end());
    let writes = 0;
    stage.dynamodb.answer = () => (++writes === 2 ? answerError('AccessDeniedException') : undefined);
    expect(await collector.deliverEvents(life.running())).toHaveLength(1);
  });

  test('a blocked queue that cannot be noted is tried again', async () => {
    const collector = await deployCollector(stage);
    refuse('a');
    const event = jobEvent({ jobId: 'a', status: 'RUNNABLE', statusReason: 'UNDETERMINED' }, SUBMITTED, 'Batch Job Queue Blocked');
    expect(await collector.deliverEvents(event)).toHaveLength(1);
    expect(collector.lines.ofType('queue-blocked')).toEqual([]);
  });

  test('tries again what is throttled, within bounds', async () => {
    const collector = await deployCollector(stage);
    let tries = 0;
    stage.dynamodb.answer = () => (++tries === 1 ? answerError('ProvisionedThroughputExceededException') : undefined);
    expect(await collector.deliverEvents(jobLife('a').runnable())).toEqual([]);
    expect(tries).toBe(2);
  });
});

describe('a job that cannot be sent to wait', () => {
  test('fails alone: those of the batch that were sent are not sent again', async () => {
    // GIVEN twelve jobs that must wait: ten in the first call, of which one is refused, and two in a call that fails
    const collector = await deployCollector(stage);
    const messages = messagesOf(Array.from({ length: 12 }, (_, index) => jobLife(`job-${index}`).end()));
    let calls = 0;
    const failure = { Successful: [], Failed: [{ Id: '3', Code: 'InternalError', SenderFault: false }] };
    stage.sqs.answer = () => (++calls === 1 ? answerJson(failure) : answerError('AccessDenied', 403));
    // WHEN
    const failed = await collector.deliver(messages);
    // THEN
    expect(failed.sort()).toEqual([messages[3], messages[10], messages[11]].map(({ id }) => id).sort());
    expect(collector.lines.totals).toMatchObject({ EventsProcessed: 9 });
    expect(collector.lines.ofType('processing-failed').map(({ Subject, Problem }) => [Subject, Problem])).toEqual([
      ['job-3', 'SQS rejected the message: InternalError'],
      ['job-10', expect.stringContaining('403 AccessDenied')],
      ['job-11', expect.stringContaining('403 AccessDenied')],
    ]);
    // WHEN
    stage.sqs.reset();
    expect(await collector.deliver([messages[3], messages[10], messages[11]])).toEqual([]);
    // THEN
    expect(collector.waiting.map(({ body }) => (body.detail.reading as { jobId: string }).jobId)).toEqual(['job-3', 'job-10', 'job-11']);
  });

  test('says once why, also where it had waited before and has nothing to take back', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a').end());
    const [again] = messagesOf([collector.waiting[0].body]);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    expect(await collector.deliver([again])).toEqual([again.id]);
    expect(collector.lines.ofType('processing-failed')).toEqual([
      expect.objectContaining({ Subject: 'a', Problem: expect.stringContaining('403 AccessDenied') }),
    ]);
  });

  test('keeps the expiry of its end where it ended before: a late event that is taken back does not make it live for long', async () => {
    // GIVEN a job that ended, and a late event of it that must wait for its place
    const collector = await deployCollectorWithRegistry(stage);
    const life = jobLife('a');
    await collector.deliverEvents(life.runnable(), life.end());
    const ended = await collector.item('a');
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    // WHEN
    expect(await collector.deliverEvents(life.starting())).toHaveLength(1);
    // THEN
    expect(stage.dynamodb.requests[stage.dynamodb.requests.length - 1].body).toContain('REMOVE');
    expect(await collector.item('a')).toEqual(ended);
  });

  test('leaves the other jobs of the batch alone', async () => {
    const collector = await deployCollector(stage);
    const [end] = messagesOf([jobLife('waits').end()]);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    expect(await collector.deliver([...messagesOf(jobLife('good').all()), end])).toEqual([end.id]);
    expect(collector.lines.jobs.map(({ JobId }) => JobId)).toEqual(['good']);
  });
});

describe('a registry that cannot be read', () => {
  test('fails no job: the finished ones wait for their places, as for unknown ones', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    stage.dynamodb.answer = ({ operation }) => (operation === 'BatchGetItem' ? answerError('AccessDeniedException') : undefined);
    expect(await collector.deliver(messagesOf(jobLife('a').all()))).toEqual([]);
    expect(collector.waiting).toHaveLength(1);
    expect(collector.lines.ofType('processing-failed')).toEqual([
      { RecordType: 'processing-failed', Subject: 'the instance registry', Problem: 'AccessDeniedException' },
    ]);
  });
});

describe('a dead letter that is sent again', () => {
  test('gives the record, although it now has another message id', async () => {
    // GIVEN the end of a job that must wait, and a queue that takes nothing
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a').runnable());
    const end = jobLife('a').end();
    const [first] = messagesOf([end]);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    for (let tried = 1; tried <= 5; tried++) expect(await collector.deliver([first])).toEqual([first.id]);
    // WHEN the queue takes messages again, and the dead letter comes as a new message
    stage.sqs.reset();
    const [again] = messagesOf([end]);
    expect(again.id).not.toBe(first.id);
    expect(await collector.deliver([again])).toEqual([]);
    // THEN
    expect(collector.waiting).toHaveLength(1);
    expect(collector.lines.totals.DuplicateEvents).toBeUndefined();
  });

  test('counts the facts that it brings', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    const batch = messagesOf([life.runnable(), life.end()]);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    await collector.deliver(batch);
    stage.sqs.reset();
    await collector.deliver(messagesOf([life.runnable(), life.end()]));
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, EventsProcessed: 2 });
    expect(collector.waiting).toHaveLength(1);
  });

  test('gives the record that could not be built before', async () => {
    const collector = await deployCollector(stage);
    const record = jest.spyOn(JobFinisher.prototype, 'record').mockImplementation(() => {
      throw new Error('a fault of this version');
    });
    const first = messagesOf(jobLife('a').all());
    expect((await collector.deliver(first)).sort()).toEqual(first.map(({ id }) => id).sort());
    // WHEN the fault is mended
    record.mockRestore();
    expect(await collector.deliver(messagesOf(jobLife('a').all()))).toEqual([]);
    // THEN
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, JobsRunning: 1, JobsSucceeded: 1 });
  });

  test('takes nothing back where it had added nothing', async () => {
    // GIVEN a job whose RUNNABLE is known, and a batch with a copy of it and a blocked queue that cannot be noted
    const collector = await deployCollector(stage);
    const runnable = jobLife('a').runnable();
    await collector.deliverEvents(runnable);
    stage.dynamodb.answer = ({ body }) => (body.includes('BlockedReason') ? answerError('AccessDeniedException') : undefined);
    const blocked = jobEvent({ jobId: 'a', status: 'RUNNABLE', statusReason: 'UNDETERMINED' }, SUBMITTED, 'Batch Job Queue Blocked');
    stage.dynamodb.requests.length = 0;
    // WHEN
    expect(await collector.deliver(messagesOf([runnable, blocked]))).toHaveLength(2);
    // THEN
    expect(stage.dynamodb.requests.filter(({ body }) => body.includes('REMOVE'))).toEqual([]);
  });

  const refuseToTakeBack = (times: number, takesMillis = 0) => {
    let asked = 0;
    stage.dynamodb.answer = ({ operation, body }) => {
      if (operation !== 'UpdateItem' || !body.includes('REMOVE')) return undefined;
      stage.now += takesMillis;
      return asked++ < times ? answerError('AccessDeniedException') : undefined;
    };
    return () => asked;
  };

  test('does not hide why it failed where it cannot be taken back', async () => {
    const collector = await deployCollector(stage);
    const [end] = messagesOf([jobLife('a').end()]);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    const asked = refuseToTakeBack(Infinity);
    expect(await collector.deliver([end])).toEqual([end.id]);
    expect(collector.lines.ofType('processing-failed').map(({ Problem }) => Problem)).toHaveLength(2);
    expect(asked()).toBe(4);
  });

  test('is taken back for all that, also where that is refused at first: redriven under another id, it gives its record', async () => {
    // GIVEN an end that cannot wait, and cannot be taken back at once
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    const [end] = messagesOf([life.end()]);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    const asked = refuseToTakeBack(3);
    expect(await collector.deliver([end])).toEqual([end.id]);
    expect(asked()).toBe(4);
    // WHEN it comes out of the dead-letter queue
    stage.sqs.reset();
    expect(await collector.deliver(messagesOf([...life.all()]))).toEqual([]);
    // THEN
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.ofType('processing-failed')).toHaveLength(1);
  });

  test.each([
    [14_999, 2],
    [15_000, 1],
  ])(
    'is not tried again when it took %d milliseconds and %d tries, so that the time is enough for all else',
    async (takesMillis, tries) => {
      const collector = await deployCollector(stage);
      const [end] = messagesOf([jobLife('a').end()]);
      stage.sqs.answer = () => answerError('AccessDenied', 403);
      const asked = refuseToTakeBack(Infinity, takesMillis);
      expect(await collector.deliver([end])).toEqual([end.id]);
      expect(asked()).toBe(tries);
    },
  );
});
