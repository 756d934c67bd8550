import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventOf, newFolder, replayEvents, templateWith } from './fixtures/replay-fixture';
import { JsonObject } from '../../../lab/aws/json';
import { replay } from '../../../lab/replay/replay';

jest.setTimeout(60_000);

const SCHEDULE = 'arn:aws:events:us-east-1:123456789012:rule/';

type Resources = { [id: string]: object };

const withSchedule = (expression: string, target: object = {}, more: (resources: Resources) => void = () => {}): string =>
  templateWith((resources) => {
    const added = resources as Resources;
    added.Schedule = {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: expression,
        State: 'ENABLED',
        Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Direct', 'Arn'] }, ...target }],
      },
    };
    more(added);
  });

const at = (time: string, detail: JsonObject = { do: 'record' }): JsonObject => ({
  ...eventOf('test.queued', { ...detail, JobId: time }),
  time: `2026-11-20T${time}Z`,
});

/** What the function without a queue was handed, in order. */
const handed = (messages: readonly string[]): JsonObject[] =>
  messages.flatMap((message) => /request \S+ of \S+: (.*)$/.exec(message)?.[1] ?? []).map((text) => JSON.parse(text) as JsonObject);

describe('schedules', () => {
  test('are due as the stream passes their times: after the events up to then, before the next, and once more at the end', async () => {
    // GIVEN a schedule that sends a record to the queue, and events around its ticks
    const template = withSchedule('rate(30 minutes)', {
      Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      Input: '{"detail":{"do":"record","JobId":"tick"}}',
    });
    const { summary, lines } = await replayEvents(
      [at('00:59:00'), at('01:00:00'), at('01:00:01'), at('00:10:00'), at('03:30:00')],
      template,
    );
    // THEN what the queue's function wrote is in that order; the late event comes when it comes
    expect(lines('records.ndjson').map(({ JobId }) => JobId)).toEqual([
      '00:59:00',
      '01:00:00',
      'tick',
      '01:00:01',
      '00:10:00',
      'tick',
      'tick',
      '03:30:00',
      'tick',
    ]);
    expect(summary).toMatchObject({ scheduledInvocations: { Schedule: 4 }, schedulesNotRun: [], errors: 0 });
  });

  test('hand a Scheduled Event to their target', async () => {
    const { messages } = await replayEvents([at('01:20:00')], withSchedule('rate(1 hour)'));
    expect(handed(messages('Direct'))).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: '123456789012',
        time: '2026-11-20T02:00:00Z',
        region: 'us-east-1',
        resources: [expect.stringContaining(SCHEDULE)],
        detail: {},
      },
    ]);
  });

  test('are invoked by their own rate where it is longer than that of the replay', async () => {
    const events = [at('00:10:00'), at('06:10:00')];
    const ticks = async (rate: string, scheduleEveryMinutes?: number): Promise<unknown> =>
      (await replayEvents(events, withSchedule(rate), { scheduleEveryMinutes })).summary.scheduledInvocations;
    expect(await ticks('rate(5 minutes)')).toEqual({ Schedule: 7 });
    expect(await ticks('rate(5 minutes)', 30)).toEqual({ Schedule: 13 });
    expect(await ticks('rate(2 hours)', 30)).toEqual({ Schedule: 4 });
    expect(await ticks('rate(1 day)')).toEqual({ Schedule: 1 });
  });

  test('sleep through a gap of more than a day', async () => {
    const events = [at('00:10:00'), { ...at('00:10:00'), time: '2026-12-20T06:30:00Z' }];
    const { summary, messages } = await replayEvents(events, withSchedule('rate(1 hour)'));
    expect(handed(messages('Direct')).map(({ time }) => time)).toEqual(['2026-11-20T01:00:00Z', '2026-12-20T07:00:00Z']);
    expect(summary.scheduledInvocations).toEqual({ Schedule: 2 });
  });

  test('name the place of an error', async () => {
    const { summary } = await replayEvents([at('00:10:00')], withSchedule('rate(1 hour)', { Input: '{"detail":{"do":"fail"}}' }));
    expect(summary).toMatchObject({ deadLetters: { DeadLetters: 1 } });
    expect(summary.errorMessages[0]).toBe('schedule Schedule at 2026-11-20T01:00:00Z: function Direct failed: Error: asked to fail');
    expect(summary.errorMessages.at(-1)).toBe('schedule Schedule at 2026-11-20T01:00:00Z ended in dead-letter queue DeadLetters');
  });

  test.each([
    ['times of the day', 'cron(0 3 * * ? *)', {}, 'Rule Schedule: replay runs rates, not the schedule cron(0 3 * * ? *)'],
    [
      'other targets',
      'rate(1 hour)',
      { Arn: 'arn:aws:states:us-east-1:1:stateMachine:S' },
      'Rule Schedule: replay runs queues and functions, not the target arn:aws:states:us-east-1:1:stateMachine:S',
    ],
  ])('with %s are not run, and that is reported', async (_, expression, target, reason) => {
    const { summary } = await replayEvents([at('00:10:00'), at('05:10:00')], withSchedule(expression, target));
    expect(summary).toMatchObject({ schedulesNotRun: [reason], scheduledInvocations: {}, errors: 0 });
  });
});

describe('functions that a deployment invokes', () => {
  const trigger =
    (properties: object) =>
    (resources: Resources): void => {
      resources.Version = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Direct' } } };
      resources.Trigger = { Type: 'Custom::Trigger', Properties: { HandlerArn: { Ref: 'Version' }, ...properties } };
    };

  test.each([
    ['RequestResponse', 1],
    ['Event', 1],
    ['DryRun', 0],
  ])('run once before the first event, without a payload: %s', async (InvocationType, runs) => {
    const template = withSchedule('rate(1 hour)', {}, trigger({ InvocationType }));
    const { messages } = await replayEvents([at('00:10:00')], template);
    const [first, ...others] = handed(messages('Direct'));
    expect([first, ...others].filter((event) => Object.keys(event).length === 0)).toHaveLength(runs);
    if (runs > 0) expect(first).toEqual({});
  });

  test('run where there are no events, too, and an error is reported', async () => {
    const template = templateWith((resources) =>
      trigger({ InvocationType: 'RequestResponse', HandlerArn: { 'Fn::GetAtt': ['Worker', 'Arn'] } })(resources as Resources),
    );
    const { summary } = await replayEvents([], template);
    expect(summary).toMatchObject({ invocations: { Worker: 1 }, errors: 1 });
    expect(summary.errorMessages[0]).toMatch(/^trigger Trigger failed, which fails a deployment: TypeError: /);
  });

  test('of another template are reported', async () => {
    const template = templateWith((resources) =>
      trigger({ HandlerArn: 'arn:aws:lambda:us-east-1:1:function:elsewhere:3' })(resources as Resources),
    );
    expect((await replayEvents([], template)).summary.errorMessages[0]).toContain(
      'Function not found: arn:aws:lambda:us-east-1:1:function:elsewhere:3',
    );
  });
});

describe("metrics of AWS's own services", () => {
  test('are copied; those of Auto Scaling groups where and since they are enabled', async () => {
    // GIVEN two groups, of which one has a metric enabled
    const folder = newFolder();
    const point = (Namespace: string, Name: string, dimension: object, time: string): JsonObject => ({
      Namespace,
      Name,
      Dimensions: { ...dimension },
      Timestamp: Date.parse(time),
      Values: [1],
      Counts: [1],
      Unit: 'Count',
    });
    const ofGroup = (group: string, name: string, time = '2026-11-20T00:00:00Z'): JsonObject =>
      point('AWS/AutoScaling', name, { AutoScalingGroupName: group }, time);
    const points = [
      ofGroup('a', 'GroupInServiceInstances'),
      ofGroup('a', 'GroupMaxSize'),
      ofGroup('b', 'GroupInServiceInstances'),
      ofGroup('b', 'GroupInServiceInstances', '2026-11-20T02:00:00Z'),
      point('AWS/ECS', 'CPUUtilization', { ClusterName: 'c' }, '2026-11-20T00:00:00Z'),
    ];
    writeFileSync(join(folder, 'service-logs.ndjson'), '{"logGroup":"g"}\n');
    writeFileSync(join(folder, 'service-metrics.ndjson'), points.map((each) => `${JSON.stringify(each)}\n`).join(''));
    writeFileSync(
      join(folder, 'world.json'),
      JSON.stringify({ AutoScalingGroups: [{ Name: 'a', EnabledMetrics: ['GroupInServiceInstances'] }, { Name: 'b' }] }),
    );
    // WHEN the other one's are enabled in the course of the day
    const events = join(folder, 'events.ndjson');
    const enable = 'Action=EnableMetricsCollection&Granularity=1Minute&AutoScalingGroupName=b';
    writeFileSync(
      events,
      [at('00:30:00'), at('01:30:00', { do: 'query', form: enable }), at('03:00:00')].map((each) => `${JSON.stringify(each)}\n`).join(''),
    );
    const out = newFolder();
    const summary = await replay({ template: withSchedule('rate(1 hour)'), events, out });
    // THEN
    const copied = readFileSync(join(out, 'service-metrics.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonObject);
    expect(copied).toEqual([points[0], points[3], points[4]]);
    expect(readFileSync(join(out, 'service-logs.ndjson'), 'utf8')).toBe('{"logGroup":"g"}\n');
    expect(summary).toMatchObject({ apiCalls: { 'autoscaling:EnableMetricsCollection': 1 }, errors: 0 });
    // and the original is never overwritten
    await expect(replay({ template: withSchedule('rate(1 hour)'), events, out: folder })).rejects.toThrow(
      '--out is the folder of the events',
    );
  });
});
