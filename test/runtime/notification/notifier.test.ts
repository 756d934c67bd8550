import * as fc from 'fast-check';
import { DeployedNotifications } from './deployed-notifications';
import { runs } from '../../property-runs';
import { dataMessage, job, logEvent, payloadOf } from '../history/deployed-history';
import { answerError, answerJson } from '../stage/wire';

const deployed = DeployedNotifications.use();
const { bus, lines, queued } = deployed;
const FAILED = 'The event could not be processed';

const failed = (id: string, fields: object = {}) => job(id, { Status: 'FAILED', ...fields });
const records = (count: number, fields: object = {}) => Array.from({ length: count }, (_, index) => failed(`job-${index}`, fields));
const send = (list: readonly unknown[], left?: () => number) => deployed.send(dataMessage(list.map((each) => logEvent(each))), left);
const sent = () => bus.accepted.map(({ Detail }) => (JSON.parse(Detail) as { JobId: string }).JobId);
const aside = (record: object) => ({ source: 'cdk-batch-insights', 'detail-type': 'Job Failed', detail: record });

let random: jest.SpyInstance;
beforeEach(() => {
  random = jest.spyOn(Math, 'random').mockReturnValue(0.001);
});
afterEach(() => random.mockRestore());

describe('records', () => {
  test('are on the bus, exactly as they were logged', async () => {
    const blocked = { RecordType: 'queue-blocked', JobId: 'b' };
    const text = '{"RecordType":"job",  "Status":"SUCCEEDED","JobId":"c","Reason":"\\u2028"}';
    await send([failed('a'), blocked, text, { RecordType: 'transitions' }]);
    const shared = { EventBusName: 'bus-of-jobs', Source: 'cdk-batch-insights' };
    expect(bus.accepted).toEqual([
      { ...shared, DetailType: 'Job Failed', Detail: JSON.stringify(failed('a')) },
      { ...shared, DetailType: 'Job Queue Blocked', Detail: JSON.stringify(blocked) },
      { ...shared, DetailType: 'Job Succeeded', Detail: text },
    ]);
    expect(bus.wire.requests.map(({ headers }) => headers['content-type'])).toEqual(['application/x-amz-json-1.1']);
    expect([lines.raw, queued]).toEqual([[], []]);
  });

  test('that nobody is notified of call nobody', async () => {
    await send([{ RecordType: 'instance' }, { _aws: {} }]);
    await deployed.send(payloadOf({ messageType: 'CONTROL_MESSAGE', logEvents: [] }));
    expect(bus.puts).toEqual([]);
  });

  test('of any number and size are all on the bus, within its limits', async () => {
    const sizes = fc.array(fc.constantFrom(10, 1_000, 30_000, 100_000, 255_000), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        deployed.reset();
        await send(all.map((bytes, index) => failed(`job-${index}`, { StatusReason: 'é'.repeat(bytes / 2) })));
        expect(sent().sort()).toEqual(all.map((_, index) => `job-${index}`).sort());
        expect(queued).toEqual([]);
      }),
      { numRuns: runs(24) },
    );
  }, 60_000);

  test('leave room in a call for what is around them', async () => {
    await send(['a', 'b'].map((id) => failed(id, { StatusReason: 'x'.repeat(130_500) })));
    expect(bus.puts.map((put) => put.length)).toEqual([1, 1]);
  });

  test('that are larger than that are put alone, where the bus takes them', async () => {
    const large = failed('large', { StatusReason: 'x'.repeat(400_000) });
    bus.maxBytes = 1024 * 1024;
    await send([failed('a'), large, failed('b')]);
    expect(bus.puts.map((put) => put.length).sort()).toEqual([1, 1, 1]);
    expect(sent().sort()).toEqual(['a', 'b', 'large']);
  });
});

describe('events that the bus does not accept', () => {
  test('are put again, and the others are not', async () => {
    bus.refuse = ({ Detail }, call) => (call < 3 && /job-[13]"/.test(Detail) ? 'ThrottlingException' : undefined);
    await send(records(5));
    expect(bus.puts.map((put) => put.length)).toEqual([5, 2, 2]);
    expect(sent().sort()).toEqual(['job-0', 'job-1', 'job-2', 'job-3', 'job-4']);
    expect([lines.raw, queued]).toEqual([[], []]);
  });

  test('wait in the queue after some tries, each as a message of its own', async () => {
    bus.refuse = ({ Detail }) => (Detail.includes('job-1"') ? 'InternalFailure' : undefined);
    await send(records(3));
    expect(sent()).toEqual(['job-0', 'job-2']);
    expect(queued).toEqual([{ body: aside(failed('job-1')), delaySeconds: 30 }]);
    expect(bus.puts).toHaveLength(5);
    expect(lines.all).toEqual([
      expect.objectContaining({
        RecordType: 'processing-failed',
        Subject: 'PutEvents',
        Problem: 'Amazon EventBridge did not accept an event: InternalFailure',
      }),
    ]);
    expect(lines.raw.join()).not.toContain('canary');
  });

  test('from the queue stay there', async () => {
    bus.refuse = ({ Detail }) => (Detail.includes('bad') ? 'InternalFailure' : undefined);
    const messages = ['good', 'bad'].map((id) => ({ id, body: aside(failed(id)) }));
    expect(await deployed.deliver(messages)).toEqual(['bad']);
    expect(sent()).toEqual(['good']);
    expect(queued).toEqual([]);
  });

  test('are put by themselves once they come from the queue', async () => {
    bus.fail = () => answerError('AccessDeniedException', 400);
    await send(records(2));
    bus.fail = () => undefined;
    expect(await deployed.deliver(queued.map(({ body }, index) => ({ id: String(index), body })))).toEqual([]);
    expect(sent()).toEqual(['job-0', 'job-1']);
  });

  test('fail the invocation if they cannot wait in the queue', async () => {
    bus.fail = () => answerError('AccessDeniedException', 400);
    deployed.failQueue = () => answerError('AccessDenied', 403);
    await expect(send(records(1))).rejects.toThrow(FAILED);
    expect(lines.all.map(({ Subject }) => Subject)).toEqual(['PutEvents', 'SendMessage']);
  });

  test('are all of a call that was throttled, which is made again', async () => {
    bus.fail = () => (bus.puts.length < 6 ? answerError('ThrottlingException', 400) : undefined);
    await send(records(2));
    expect(sent()).toEqual(['job-0', 'job-1']);
  });

  test('are those without a result, and those whose result has no id', async () => {
    bus.fail = () => answerJson({ FailedEntryCount: 0, Entries: [{}] });
    await send(records(2));
    expect(queued.map(({ body }) => (body as { detail: { JobId: string } }).detail.JobId)).toEqual(['job-0', 'job-1']);
    expect(lines.all).toContainEqual(expect.objectContaining({ Problem: 'Amazon EventBridge did not accept an event: no response' }));
  });

  test('are all of a call whose answer cannot be read', async () => {
    bus.fail = () => answerJson(['no object']);
    await send(records(1));
    expect(queued).toHaveLength(1);
    expect(lines.all).toContainEqual(expect.objectContaining({ Subject: 'PutEvents', Problem: 'MalformedEvent' }));
  });

  test('wait in the queue if no time is left for the bus', async () => {
    let left = 60_000;
    bus.fail = () => {
      left = 14_000;
      return undefined;
    };
    await send(records(50), () => left);
    expect(sent().length + queued.length).toBe(50);
    expect(queued.length).toBeGreaterThan(0);
    expect(lines.all).toContainEqual(expect.objectContaining({ Subject: 'PutEvents', Problem: 'NoTimeLeft' }));
  });
});

describe('messages that are sent again by hand', () => {
  test('are payloads of the log group, or events that a target did not get', async () => {
    const event = { version: '0', id: 'e', account: '123456789012', resources: [], ...aside(failed('b')) };
    const payload = dataMessage([logEvent(failed('a'))]);
    expect(await deployed.deliver([payload, event].map((body, index) => ({ id: String(index), body })))).toEqual([]);
    expect(sent()).toEqual(['a', 'b']);
  });

  test.each([
    ['', 'text'],
    ['awslogs.data', {}],
    ['source', { source: 'aws.events', 'detail-type': 'Encrypted Events', detail: {} }],
    ['detail', aside({ canary: 'canary' })],
  ])('are rejected with the field that is wrong: "%s"', async (field, body) => {
    expect(await deployed.deliver([{ id: '1', body: JSON.stringify(body) }])).toEqual(['1']);
    expect(lines.all).toEqual([expect.objectContaining({ RecordType: 'event-rejected', Field: field, MessageId: '1' })]);
    expect(lines.raw.join()).not.toContain('canary');
  });
});
