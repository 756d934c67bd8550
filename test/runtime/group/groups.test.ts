import { BATCH_TAGS, BATCH_TEMPLATE, batchName, ownRoleName, queryError, queryResult } from './auto-scaling-server';
import { created, DeployedMonitor, launched, schedule, WANTED } from './deployed-monitor';
import { AwsCall, SignedRequests } from '../../../src/runtime/aws/signed-request';
import { Deadline } from '../../../src/runtime/deadline';
import { AutoScaling } from '../../../src/runtime/group/auto-scaling';
import { makeGroupMonitor } from '../../../src/runtime/group/make-group-monitor';
import { Invocation } from '../stage/invocation';
import { Answer } from '../stage/wire';

const deployed = DeployedMonitor.use();
const { server } = deployed;
const spot = batchName('spot');
const onDemand = batchName('on-demand');

describe('what is turned on', () => {
  test("the metrics of AWS Batch's groups, known by name or by tag, in signed requests", async () => {
    // GIVEN
    deployed.reset({ name: spot }, { name: 'web' }, { name: 'made-by-hand', tags: { Owner: 'ops', ...BATCH_TAGS } });
    // WHEN
    expect(await deployed.deliver(schedule)).toEqual([]);
    // THEN
    expect(server.enabled).toEqual([spot, 'made-by-hand']);
    expect(server.calls('EnableMetricsCollection')[0]).toEqual({
      Action: 'EnableMetricsCollection',
      Version: '2011-01-01',
      AutoScalingGroupName: spot,
      Granularity: '1Minute',
      'Metrics.member.1': WANTED[0],
      'Metrics.member.2': WANTED[1],
      'Metrics.member.3': WANTED[2],
    });
    expect(server.wire.requests[0].headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: expect.stringContaining('/eu-west-1/autoscaling/aws4_request'),
    });
  });

  test('the metrics of groups without the prefix, which a service role other than the service-linked one gives, by launch template or tag', async () => {
    deployed.reset(
      { name: ownRoleName('tagged'), tags: { Owner: 'ops', ...BATCH_TAGS } },
      { name: ownRoleName('plain'), launchTemplate: BATCH_TEMPLATE },
      { name: ownRoleName('mixed'), launchTemplate: BATCH_TEMPLATE, mixedInstances: true },
    );
    await deployed.deliver(launched(ownRoleName('plain')), created({ autoScalingGroupName: ownRoleName('mixed') }));
    expect(server.enabled).toEqual([ownRoleName('plain'), ownRoleName('mixed')]);
    await deployed.deliver(schedule);
    expect(server.enabled.slice(2)).toEqual([ownRoleName('tagged')]);
    expect(deployed.lines.all.map(({ ComputeEnvironment }) => ComputeEnvironment)).toEqual(['plain', 'mixed', 'tagged']);
  });

  test('nothing on groups of others, whatever their names and launch templates have in common with those of AWS Batch', async () => {
    const names = [ownRoleName('web'), ownRoleName('api'), 'made-by-hand', 'web-asg-1', ownRoleName('none')];
    deployed.reset(
      { name: names[0], launchTemplate: 'web' },
      { name: names[1], launchTemplate: 'my-Batch-lt-1', mixedInstances: true },
      { name: names[2], launchTemplate: BATCH_TEMPLATE },
      { name: names[3], launchTemplate: BATCH_TEMPLATE, tags: { AWSBatchServiceTag: 'other' } },
      { name: names[4], mixedInstances: true },
    );
    expect(await deployed.deliver(schedule, ...names.map(launched))).toEqual([]);
    expect(await deployed.deliver(...names.map(launched))).toEqual([]);
    expect(server.enabled).toEqual([]);
    expect(deployed.lines.all).toEqual([]);
  });

  test('is logged, with what had it turned on', async () => {
    deployed.reset({ name: spot, enabled: ['GroupMinSize', WANTED[1]] }, { name: onDemand });
    await deployed.deliver(schedule, launched(spot));
    const line = { RecordType: 'group-metrics-enabled', At: '2026-11-20T12:00:00.000Z', Granularity: '1Minute' };
    expect(deployed.lines.all).toEqual([
      { ...line, AutoScalingGroupName: spot, ComputeEnvironment: 'spot', Metrics: [WANTED[0], WANTED[2]], Trigger: 'event' },
      { ...line, AutoScalingGroupName: onDemand, ComputeEnvironment: 'on-demand', Metrics: WANTED, Trigger: 'schedule' },
    ]);
  });

  test('exactly what is missing: a second look changes nothing', async () => {
    deployed.reset({ name: spot, enabled: [WANTED[0], 'GroupMinSize'] });
    await deployed.deliver(schedule);
    expect(server.groups[0].enabled).toEqual([WANTED[0], 'GroupMinSize', WANTED[1], WANTED[2]]);
    await deployed.deliver(schedule);
    expect(server.enabled).toEqual([spot]);
    expect(deployed.lines.all).toHaveLength(1);
  });
});

describe('which groups are looked at', () => {
  test('those that events name, once each, fifty in a call, and without their instances', async () => {
    const names = [...Array(120).keys()].map((number) => batchName(`ce-${number}`));
    deployed.reset(...names.map((name) => ({ name })));
    expect(await deployed.deliver(...names.map(launched), ...names.map(launched))).toEqual([]);
    expect(
      server
        .calls('DescribeAutoScalingGroups')
        .map((form) => Object.keys(form).filter((key) => key.startsWith('AutoScalingGroupNames')).length),
    ).toEqual([50, 50, 20]);
    expect(server.calls('DescribeAutoScalingGroups').every(({ IncludeInstances }) => IncludeInstances === 'false')).toBe(true);
    expect(server.enabled).toEqual(names);
  });

  test('one that is made, if AWS Batch made it', async () => {
    deployed.reset({ name: spot }, { name: 'web' }, { name: onDemand });
    await deployed.deliver(created({ autoScalingGroupName: spot }), created({ autoScalingGroupName: 'web' }));
    expect(server.enabled).toEqual([spot]);
  });

  test.each([
    ['no parameters', created(null)],
    ['no name', created({})],
    ['an empty name', launched('')],
  ])('all, where an event has %s', async (_, event) => {
    deployed.reset({ name: spot }, { name: onDemand });
    expect(await deployed.deliver(event)).toEqual([]);
    expect(server.enabled).toEqual([spot, onDemand]);
  });

  test('all, once, where a message of a batch asks for all', async () => {
    deployed.reset({ name: spot }, { name: onDemand });
    await deployed.deliver(launched(onDemand), schedule, schedule);
    expect(server.calls('DescribeAutoScalingGroups')).toEqual([expect.objectContaining({ MaxRecords: '100' })]);
    expect(server.enabled).toEqual([spot, onDemand]);
  });

  test('all, on every page; a page that fails brings the message back, after those before it are done', async () => {
    const names = [...Array(230).keys()].map((number) => batchName(`ce-${number}`));
    deployed.reset(...names.map((name) => ({ name })));
    expect(await deployed.deliver(schedule)).toEqual([]);
    expect(server.enabled).toEqual(names);
    expect(server.calls('DescribeAutoScalingGroups').map(({ MaxRecords, NextToken }) => [MaxRecords, NextToken])).toEqual([
      ['100', undefined],
      ['100', '100'],
      ['100', '200'],
    ]);
    // WHEN the second page fails
    deployed.reset(...names.map((name) => ({ name })));
    server.wire.answer = (request) => (request.body.includes('NextToken=100') ? queryError('InvalidNextToken') : server.respond(request));
    expect(await deployed.deliver(schedule)).toEqual([0]);
    expect(server.enabled).toEqual(names.slice(0, 100));
  });

  test('all at deployment, which calls without a payload', async () => {
    deployed.reset({ name: spot });
    await deployed.callAtDeployment();
    expect(deployed.lines.all).toEqual([expect.objectContaining({ AutoScalingGroupName: spot, Trigger: 'deployment' })]);
  });

  test('all, where a check at deployment that failed is sent again from the dead-letter queue', async () => {
    deployed.reset({ name: spot });
    await deployed.deliver({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted' },
      requestPayload: {},
      responsePayload: { errorMessage: 'canary' },
    });
    expect(server.enabled).toEqual([spot]);
  });

  test('none, where a group that an event names is gone', async () => {
    expect(await deployed.deliver(launched(spot))).toEqual([]);
    expect(server.enabled).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test.each<[string, Answer]>([
    ['throttled', queryError('Throttling')],
    ['over the limit', queryError('RequestLimitExceeded', 503)],
    ['failed inside AWS', queryError('InternalFailure', 500)],
    ['cut off', 'hang up'],
  ])('a call that is %s is made again', async (_, answer) => {
    deployed.reset({ name: spot });
    server.first.push(answer, answer, undefined);
    expect(await deployed.deliver(schedule)).toEqual([]);
    expect(server.enabled).toEqual([spot]);
    expect(deployed.lines.ofType('processing-failed')).toEqual([]);
  });

  test('the failure of one group leaves the others alone, and brings back the messages that asked for it', async () => {
    // GIVEN
    deployed.reset({ name: spot }, { name: onDemand });
    server.refusals.set(spot, 'AccessDenied');
    // WHEN
    const failed = await deployed.deliver(launched(spot), launched(onDemand), schedule);
    // THEN
    expect(failed).toEqual([0, 2]);
    expect(server.groups[1].enabled).toEqual(WANTED);
    expect(deployed.lines.ofType('processing-failed')).toEqual([
      { RecordType: 'processing-failed', Subject: spot, Problem: expect.stringContaining('400 AccessDenied') },
    ]);
    expect(deployed.lines.raw.join()).not.toContain('canary');
  });

  test('a group that does not come through fails the call of a deployment, after the others are done', async () => {
    deployed.reset({ name: spot }, { name: onDemand });
    server.refusals.set(spot, 'Throttling');
    await expect(deployed.callAtDeployment()).rejects.toThrow('could not be processed');
    expect(server.enabled.filter((name) => name === spot)).toHaveLength(4);
    expect(server.groups[1].enabled).toEqual(WANTED);
  });

  test('a look at some groups that fails brings back the messages about those', async () => {
    const names = [...Array(60).keys()].map((number) => batchName(`ce-${number}`));
    deployed.reset(...names.map((name) => ({ name })));
    server.first.push(queryError('AccessDenied', 403));
    expect(await deployed.deliver(...names.map(launched))).toEqual([...Array(50).keys()]);
    expect(server.enabled).toEqual(names.slice(50));
    expect(deployed.lines.ofType('processing-failed')).toEqual([
      expect.objectContaining({ Subject: 'DescribeAutoScalingGroups', Problem: expect.stringContaining('403 AccessDenied') }),
    ]);
  });

  test('a look at all groups that fails brings back every message', async () => {
    deployed.reset({ name: spot });
    server.first.push(queryError('AccessDenied', 403));
    expect(await deployed.deliver(schedule, launched(spot))).toEqual([0, 1]);
  });

  test.each<[string, Answer]>([
    ['a page of a proxy', { status: 200, body: '<html><body>canary</body></html>' }],
    ['no XML', { status: 200, body: 'canary' }],
    ['nothing', { status: 200, body: '' }],
    ['another result', queryResult('DescribeTags', '<Tags/>')],
    ['no result', queryResult('DescribeAutoScalingGroups')],
  ])('%s is no answer, and not that there are no groups', async (_, answer) => {
    server.first.push(answer);
    expect(await deployed.deliver(schedule)).toEqual([0]);
    expect(deployed.lines.all).toEqual([
      {
        RecordType: 'processing-failed',
        Subject: 'DescribeAutoScalingGroups',
        Problem: 'The response to DescribeAutoScalingGroups does not have its result',
      },
    ]);
  });

  test('a message that cannot be read is told and comes again, and the others are done', async () => {
    deployed.reset({ name: spot });
    expect(await deployed.deliver({ 'detail-type': 'Other' }, launched(spot), 'canary')).toEqual([0, 2]);
    expect(server.enabled).toEqual([spot]);
    expect(deployed.lines.ofType('event-rejected').map(({ Field, Problem }) => [Field, Problem])).toEqual([
      ['detail-type', 'is not one that this function handles'],
      ['', 'is not JSON'],
    ]);
  });
});

describe('the endpoint', () => {
  test('is that of the region in its partition where no other one is set', async () => {
    const { AWS_ENDPOINT_URL_AUTO_SCALING: _, ...environment } = deployed.environment;
    const sent: AwsCall[] = [];
    const send = jest.spyOn(SignedRequests.prototype, 'send').mockImplementation(async (call) => {
      sent.push(call);
      return (queryResult('DescribeAutoScalingGroups', '<AutoScalingGroups/>') as { body: string }).body;
    });
    const monitor = makeGroupMonitor({ ...environment, AWS_REGION: 'cn-north-1', URL_SUFFIX: 'amazonaws.com.cn' });
    expect(await monitor.process([{ messageId: 'm', isFirstTry: true, read: () => schedule }])).toEqual([]);
    send.mockRestore();
    expect(sent[0].endpoint).toBe('https://autoscaling.cn-north-1.amazonaws.com.cn');
  });

  test('takes names with any character', async () => {
    const name = batchName('a & b <c> "ü"');
    deployed.reset({ name });
    await new AutoScaling(new SignedRequests('eu-west-1', new Deadline()), server.wire.url).enableMetrics(
      name,
      ['GroupMinSize'],
      '1Minute',
    );
    await deployed.deliver(launched(name));
    expect(server.groups[0].enabled).toEqual(['GroupMinSize', ...WANTED]);
  });
});

describe('the handler', () => {
  test.each([
    ['{}', {}],
    ['null', null],
    ['nothing', undefined],
  ])('works as it is loaded, called with %s', async (_, payload) => {
    deployed.reset({ name: spot });
    const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { handler } = jest.requireActual<{ handler: (event: unknown, context: object) => Promise<unknown> }>(
      '../../../src/asg-monitoring/groups.lambda',
    );
    await handler(payload, { awsRequestId: 'request' });
    expect(stdout.mock.calls.map(([line]) => line).join('')).toContain('"Trigger":"deployment"');
    stdout.mockRestore();
    expect(server.enabled).toEqual([spot]);
  });
});

test('GIVEN an invocation that is almost over WHEN groups are to be checked THEN nothing is requested, and the message fails', async () => {
  deployed.reset({ name: spot });
  const [atBegin, later] = [[1_000], 100];
  const invocation = Object.defineProperty(new Invocation(), 'left', { get: () => atBegin.shift() ?? later });
  expect(await deployed.deliverIn(invocation)).toHaveLength(1);
  expect(server.wire.requests).toEqual([]);
  expect(await deployed.deliverIn(new Invocation())).toEqual([]);
  expect(server.enabled).toEqual([spot]);
});
