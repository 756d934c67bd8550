import { messagesOf } from './stage/deliveries';
import { DeployedCollector, deployCollector } from './stage/deployed-collector';
import { Invocation, TIMEOUT } from './stage/invocation';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError, answerJson, WireRequest } from './stage/wire';
import { Deadline } from '../../src/runtime/deadline';
import { PacedWork } from '../../src/runtime/paced-work';

const stage = useStage();

const ends = (count: number): object[] => Array.from({ length: count }, (_, index) => jobLife(`job-${index}`).end());
const jobIn = ({ body }: WireRequest): string => (JSON.parse(body) as { Key: { JobId: { S: string } } }).Key.JobId.S;

/** A collector that records at once. */
const deploy = (): Promise<DeployedCollector> => deployCollector(stage, { WAIT_SECONDS: '[]' });

describe('a batch that takes longer than the invocation', () => {
  test('ends in time: what is safe is recorded, what was not begun has no write and is reported as failed', async () => {
    // GIVEN writes that take 100 ms of the invocation each, all in all
    const collector = await deploy();
    const invocation = new Invocation();
    stage.dynamodb.answer = ({ operation }) => {
      if (operation === 'UpdateItem') invocation.left -= 100;
      return undefined;
    };
    // WHEN
    const failed = new Set(await invocation.deliver(collector, messagesOf(ends(450))));
    // THEN a third of the time is left for what follows the writes, and no more is unused than a job could take among 50 at the same time
    expect(invocation.left).toBeGreaterThanOrEqual(TIMEOUT / 3);
    expect(invocation.left).toBeLessThan(TIMEOUT / 3 + 2 * 50 * 100);
    expect(failed.size).toBeGreaterThan(0);
    expect(collector.lines.jobs).toHaveLength(450 - failed.size);
    const written = new Set(stage.dynamodb.of('UpdateItem').map(jobIn));
    expect(collector.lines.jobs.map(({ JobId }) => JobId).sort()).toEqual([...written].sort());
    expect(collector.lines.ofType('processing-failed')).toEqual([
      { RecordType: 'processing-failed', Subject: 'the batch', Problem: `no time left to begin ${failed.size} jobs` },
    ]);
    // WHEN the rest comes again
    stage.dynamodb.reset();
    await new Invocation().deliver(collector, messagesOf(ends(450)));
    // THEN
    expect(collector.lines.jobs).toHaveLength(450);
    expect(collector.lines.raw.join('')).not.toContain('Redelivered');
  });

  test('writes the output of jobs that are safe before it begins others', async () => {
    const collector = await deploy();
    const invocation = new Invocation();
    const recorded: number[] = [];
    stage.dynamodb.answer = ({ operation }) => {
      if (operation === 'UpdateItem') invocation.left -= 40;
      recorded.push(collector.lines.jobs.length);
      return undefined;
    };
    await invocation.deliver(collector, messagesOf(ends(300)));
    expect(new Set(recorded).size).toBeGreaterThan(1);
    expect(collector.lines.jobs).toHaveLength(300);
    expect(collector.lines.totals).toMatchObject({ EventsProcessed: 300, JobsSucceeded: 300 });
  });

  test('reports what it has no time to take back', async () => {
    // GIVEN an SQS that takes all of the time
    const collector = await deployCollector(stage);
    const invocation = new Invocation();
    stage.sqs.answer = () => {
      invocation.left = 0;
      return answerError('InternalError', 500);
    };
    // WHEN
    await invocation.deliver(collector, messagesOf(ends(3)));
    // THEN
    expect(collector.lines.ofType('processing-failed')).toContainEqual({
      RecordType: 'processing-failed',
      Subject: 'the batch',
      Problem: 'no time left to take back 3 jobs',
    });
  });

  test('keeps time to take back what could not be sent to wait', async () => {
    // GIVEN an SQS that takes all of the time that sends may use
    const collector = await deployCollector(stage);
    const invocation = new Invocation();
    stage.sqs.answer = () => {
      invocation.left = Math.min(invocation.left, TIMEOUT / 5);
      return answerError('InternalError', 500);
    };
    // WHEN
    const messages = messagesOf(ends(30));
    const failed = await invocation.deliver(collector, messages);
    // THEN
    expect(failed.sort()).toEqual(messages.map(({ id }) => id).sort());
    expect(await collector.item('job-0')).not.toHaveProperty('Ended');
    expect(stage.sqs.of('SendMessageBatch').length).toBeLessThanOrEqual(3);
  });
});

describe('requests that run at the same time', () => {
  test.each(['UpdateItem', 'SendMessageBatch'])('are as many as are allowed: %s', async (counted) => {
    const collector = await deployCollector(stage);
    let [open, most] = [0, 0];
    const answer = async ({ operation }: WireRequest) => {
      if (operation !== counted) return undefined;
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 20));
      open -= 1;
      return operation === 'SendMessageBatch' ? answerJson({ Successful: [] }) : undefined;
    };
    stage.dynamodb.answer = answer;
    stage.sqs.answer = answer;
    expect(await collector.deliverEvents(...ends(200))).toEqual([]);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(counted === 'UpdateItem' ? 50 : 10);
  });
});

describe('a deadline', () => {
  test('keeps a share of the invocation, and never leaves less than nothing', () => {
    let left = 1_000;
    const deadline = new Deadline();
    deadline.begin(() => left);
    deadline.keep(0.25);
    expect(deadline.millis).toBe(750);
    left = 200;
    expect(deadline.millis).toBe(0);
  });

  test('is in whole milliseconds, which timers need', () => {
    const deadline = new Deadline();
    deadline.begin(() => 1_000);
    deadline.keep(1 / 3);
    expect(deadline.millis).toBe(666);
  });

  test('is far away where no invocation has begun, whatever is kept', () => {
    const deadline = new Deadline();
    deadline.keep(1 / 3);
    expect(deadline.millis).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('of the invocation before is forgotten', () => {
    const deadline = new Deadline();
    deadline.begin(() => 0);
    deadline.keep(0.5);
    deadline.begin(() => 10);
    expect(deadline.millis).toBe(10);
  });
});

describe('paced work', () => {
  const paced = (left: { millis: number }, limit = 1) => {
    const deadline = new Deadline();
    deadline.begin(() => left.millis);
    return new PacedWork(deadline, limit);
  };

  test('begins nothing that takes longer than what is left', async () => {
    const left = { millis: 10_000 };
    const done: number[] = [];
    const rest = await paced(left).run([1, 2, 3, 4, 5], async (item) => {
      left.millis -= 3_000;
      done.push(item);
    });
    expect([done, rest]).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test('remembers what was slowest from one run to the next', async () => {
    const left = { millis: 10_000 };
    const work = paced(left);
    await work.run([1], async () => {
      left.millis = 4_000;
    });
    expect(await work.run([2], async () => undefined)).toEqual([2]);
  });

  test('stops at the end of a slice', async () => {
    const left = { millis: 10_000 };
    const work = paced(left);
    const take = async (): Promise<void> => {
      left.millis -= 500;
    };
    const rest = await work.run([1, 2, 3, 4, 5], take, 1_000);
    expect(rest).toEqual([3, 4, 5]);
    expect(await work.run(rest, take)).toEqual([]);
  });

  test('begins nothing within half a second of the end', async () => {
    expect(await paced({ millis: 499 }).run([1], async () => undefined)).toEqual([1]);
    expect(await paced({ millis: 500 }).run([1], async () => undefined)).toEqual([]);
  });
});
