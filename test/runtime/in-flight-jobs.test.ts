import { deployCollector } from './stage/deployed-collector';
import { deploySnapshot } from './stage/deployed-snapshot';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError, answerJson } from './stage/wire';

const stage = useStage();

const MINUTES = 60_000;
/** Long enough ago that every fact of a job's first attempt is told by now. */
const submitted = (minutesAgo: number) => stage.now - minutesAgo * MINUTES;

describe('a snapshot of the jobs in flight', () => {
  test('finds what the collector was told', async () => {
    const snapshot = await deploySnapshot(stage);
    const collector = await deployCollector(stage, { JOB_TABLE: snapshot.variables.JOB_TABLE });
    const [waits, starts, runs, ended] = ['waits', 'starts', 'runs', 'ended'].map((id) => jobLife(id, { submitted: submitted(30) }));
    const retries = jobLife('retries', { submitted: submitted(30), attempts: 2 });
    await collector.deliverEvents(
      starts.starting(),
      runs.running(),
      starts.runnable(),
      waits.runnable(),
      runs.starting(),
      retries.runnable(2),
      retries.running(1),
      ended.runnable(),
      ended.end(),
      ended.running(),
    );
    await snapshot.take();
    expect(snapshot.gauges).toMatchObject({
      'JobsInState JobQueue=nightly JobState=PENDING': 0,
      'JobsInState JobQueue=nightly JobState=RUNNABLE': 2,
      'JobsInState JobQueue=nightly JobState=STARTING': 1,
      'JobsInState JobQueue=nightly JobState=RUNNING': 1,
      'OldestRunnableSeconds JobQueue=nightly': 1_780,
      'OldestStartingSeconds JobQueue=nightly': 1_720,
      'WaitingVcpus JobQueue=nightly': 4,
      'RunningVcpus JobQueue=nightly': 4,
      'JobsInState JobState=RUNNABLE': 2,
      WaitingVcpus: 4,
    });
    expect(snapshot.lines.ofType('in-flight')).toEqual([
      expect.objectContaining({
        At: '2026-11-20T12:00:00.000Z',
        JobQueue: 'nightly',
        Runnable: 2,
        OldestRunnableJobId: 'waits',
        OldestRunnableJobName: 'job-waits',
        OldestStartingJobId: 'starts',
      }),
    ]);
  });

  test('leaves out what is not in flight: ended, expired, parents, and items that hold no fact', async () => {
    const snapshot = await deploySnapshot(stage);
    const states = { RUNNABLE: 60 };
    await snapshot.store(
      { jobId: 'counted', queue: 'nightly', states },
      { jobId: 'ended', queue: 'nightly', states, ended: true },
      { jobId: 'array', queue: 'nightly', states: { PENDING: 60 }, more: { Parent: 'array' } },
      { jobId: 'expired', queue: 'nightly', states, expiresIn: 0 },
      { jobId: 'taken-back', queue: 'of-nothing' },
    );
    await snapshot.take();
    expect(snapshot.lines.ofType('in-flight')).toEqual([
      expect.objectContaining({ JobQueue: 'nightly', Pending: 0, Runnable: 1, OldestRunnableJobId: 'counted' }),
    ]);
  });

  test('is of every page of the table', async () => {
    // GIVEN a table that hands out one job a page
    const snapshot = await deploySnapshot(stage, { SCAN_SEGMENTS: '1' });
    await snapshot.store(...['a', 'b', 'c'].map((jobId) => ({ jobId, queue: 'nightly', states: { RUNNABLE: 60 } })));
    const items = await Promise.all(['a', 'b', 'c'].map((jobId) => stage.get(snapshot.variables.JOB_TABLE, { JobId: { S: jobId } })));
    stage.dynamodb.answer = ({ operation, body }) => {
      if (operation !== 'Scan') return undefined;
      const page = Number(/"page":\{"S":"(\d)"/.exec(body)?.[1] ?? 0);
      return answerJson({ Items: [items[page]], ...(page < 2 ? { LastEvaluatedKey: { page: { S: String(page + 1) } } } : {}) });
    };
    // WHEN
    await snapshot.take();
    // THEN
    expect(snapshot.gauges).toMatchObject({ 'JobsInState JobState=RUNNABLE': 3 });
    expect(stage.dynamodb.of('Scan')).toHaveLength(3);
  });

  test('has a job whose queue is not known in the totals alone', async () => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.store({ jobId: 'a', states: { RUNNING: 60 }, vcpus: 2 });
    await snapshot.take();
    expect(snapshot.gauges).toMatchObject({ 'JobsInState JobState=RUNNING': 1, RunningVcpus: 2 });
    expect(Object.keys(snapshot.gauges).filter((name) => name.includes('JobQueue'))).toEqual([]);
    expect(snapshot.lines.ofType('in-flight')).toEqual([]);
  });

  test('takes a queue without a name for one that is not known: a table holds no empty name', async () => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.store({ jobId: 'a', states: { RUNNING: 60 }, more: { JobQueue: '' } });
    await snapshot.take();
    expect(snapshot.gauges).toMatchObject({ 'JobsInState JobState=RUNNING': 1 });
    expect(snapshot.lines.ofType('in-flight')).toEqual([]);
    expect(stage.dynamodb.requests.map(({ operation }) => operation)).not.toContain('UpdateItem');
  });

  test('is about the time of its event, not of the clock, and no age is below zero', async () => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.store(
      { jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60, STARTING: 0 } },
      { jobId: 'b', queue: 'nightly', states: { RUNNABLE: 120 } },
    );
    await snapshot.take('2026-11-20T11:59:00Z');
    expect(snapshot.gauges).toMatchObject({ OldestRunnableSeconds: 60, OldestStartingSeconds: 0 });
    expect(new Set(snapshot.lines.dataPoints.map(({ Timestamp }) => Timestamp))).toEqual(new Set([Date.parse('2026-11-20T11:59:00Z')]));
  });

  test('tells why the head of a queue is blocked', async () => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.store({
      jobId: 'a',
      queue: 'nightly',
      states: { RUNNABLE: 60 },
      more: { BlockedReason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY' },
    });
    await snapshot.take();
    expect(snapshot.lines.ofType('in-flight')).toEqual([
      expect.objectContaining({ BlockedReason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY' }),
    ]);
  });

  test('does not name the reason that blocked it before an attempt that is over', async () => {
    const blockedReason = async (secondsAgo: number): Promise<unknown> => {
      const snapshot = await deploySnapshot(stage);
      const blockedAt = Date.parse('2026-11-20T12:00:00Z') - secondsAgo * 1000;
      const more = { BlockedReason: 'UNDETERMINED', BlockedAt: blockedAt };
      await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 }, more });
      await snapshot.take('2026-11-20T12:00:00Z');
      return (snapshot.lines.ofType('in-flight')[0] as { BlockedReason?: string }).BlockedReason;
    };
    expect([await blockedReason(61), await blockedReason(60), await blockedReason(30)]).toEqual([
      undefined,
      'UNDETERMINED',
      'UNDETERMINED',
    ]);
  });
});

describe('a snapshot that fails', () => {
  test.each(['Scan', 'GetItem', 'UpdateItem'])('because %s is refused tells nothing but why', async (operation) => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 } });
    stage.dynamodb.answer = (request) => (request.operation === operation ? answerError('AccessDeniedException') : undefined);
    await expect(snapshot.take()).rejects.toThrow('The snapshot could not be taken: the log record above has the reason');
    expect(snapshot.lines.all).toEqual([{ RecordType: 'processing-failed', Subject: 'snapshot', Problem: 'AccessDeniedException' }]);
  });

  test('because one segment cannot be read stops the others, which are not read to their end', async () => {
    const snapshot = await deploySnapshot(stage);
    const endless = answerJson({ Items: [], LastEvaluatedKey: { JobId: { S: 'a' } } });
    stage.dynamodb.answer = ({ operation, body }) => {
      if (operation !== 'Scan') return undefined;
      if (body.includes('"Segment":2')) return answerError('AccessDeniedException');
      return stage.dynamodb.requests.length < 500 ? endless : answerJson({ Items: [] });
    };
    await expect(snapshot.take()).rejects.toThrow('could not be taken');
    expect(stage.dynamodb.of('Scan').length).toBeLessThan(250);
    expect(snapshot.lines.documents).toEqual([]);
  });

  test('is retried before it does', async () => {
    const snapshot = await deploySnapshot(stage);
    await snapshot.store({ jobId: 'a', queue: 'nightly', states: { RUNNABLE: 60 } });
    let refused = 0;
    stage.dynamodb.answer = ({ operation }) => (operation === 'Scan' && refused++ < 2 ? answerError('ThrottlingException') : undefined);
    await snapshot.take();
    expect(snapshot.gauges).toMatchObject({ 'JobsInState JobState=RUNNABLE': 1 });
  });

  test.each([
    [{}, 'time: is missing: a snapshot needs the time of its scheduled event'],
    [{ time: 'yesterday' }, 'time: is not a time in ISO 8601'],
  ])('because its event is %j says so', async (event, message) => {
    const snapshot = await deploySnapshot(stage);
    await expect(snapshot.run(event)).rejects.toMatchObject({ message });
  });
});

test('the handler works as it is loaded, from its environment', async () => {
  const { variables } = await deploySnapshot(stage);
  Object.assign(process.env, variables);
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { handler } = jest.requireActual<{ handler(event: object, context: object): Promise<void> }>(
    '../../src/in-flight-snapshot/snapshot.lambda',
  );
  await handler({ time: new Date().toISOString() }, {});
  const written = stdout.mock.calls.map(([line]) => String(line)).join('');
  stdout.mockRestore();
  expect(written).toContain('"JobsInState":0');
});
