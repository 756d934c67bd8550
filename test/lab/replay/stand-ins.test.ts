import { AutoScalingStandIn, GROUP_METRICS } from '../../../lab/replay/standins/auto-scaling';
import { describeComputeEnvironments } from '../../../lab/replay/standins/batch';
import { describeInstances } from '../../../lab/replay/standins/ec2';
import { describeContainerInstances } from '../../../lab/replay/standins/ecs';
import { EventBusStandIn, putEventsCalls } from '../../../lab/replay/standins/event-bus';
import { StandIns } from '../../../lab/replay/standins/stand-ins';
import { World } from '../../../lab/replay/standins/world';
import { StreamClock } from '../../../lab/replay/stream-clock';

const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/AWSBatch-spot-0f0e';
const world: World = {
  Account: '123456789012',
  Region: 'us-east-1',
  ComputeEnvironments: [
    {
      Name: 'spot',
      Type: 'SPOT',
      EcsClusterArn: CLUSTER,
      Uuid: '0f0e',
      Arn: 'arn:aws:batch:us-east-1:123456789012:compute-environment/spot',
    },
    { Name: 'own', Type: 'UNMANAGED' },
    { Name: 'pods', Type: 'EKS' },
  ],
  Instances: [
    {
      ContainerInstanceArn: 'arn:aws:ecs:us-east-1:123456789012:container-instance/AWSBatch-spot-0f0e/aaa',
      InstanceId: 'i-1',
      ClusterArn: CLUSTER,
      InstanceType: 'c6g.large',
      AvailabilityZone: 'us-east-1a',
      Architecture: 'arm64',
      AmiId: 'ami-1',
      Vcpus: 2,
      MemoryMiB: 3800,
      Lifecycle: 'spot',
      RegisteredAt: '2026-11-19T00:00:00Z',
    },
    { ContainerInstanceArn: 'arn:other/bbb', InstanceId: 'i-2', ClusterArn: CLUSTER },
  ],
};

describe('the stand-in of ECS', () => {
  const ask = (request: object) => describeContainerInstances(world, JSON.stringify(request));

  test('describes what it knows and lists the rest as missing', () => {
    const gone = 'arn:aws:ecs:us-east-1:123456789012:container-instance/AWSBatch-spot-0f0e/zzz';
    const { containerInstances, failures } = JSON.parse(
      ask({ cluster: CLUSTER, containerInstances: [world.Instances[0].ContainerInstanceArn, gone] }).body,
    );
    expect(failures).toEqual([{ arn: gone, reason: 'MISSING' }]);
    expect(containerInstances).toEqual([expect.objectContaining({ ec2InstanceId: 'i-1', registeredAt: 1795046400 })]);
    expect(containerInstances[0].attributes).toContainEqual({ name: 'ecs.instance-type', value: 'c6g.large' });
    expect(containerInstances[0].registeredResources).toContainEqual({ name: 'CPU', type: 'INTEGER', integerValue: 2048 });
  });

  test('refuses an unknown cluster, and more than a hundred at once', () => {
    expect(ask({ cluster: 'gone', containerInstances: ['a'] })).toMatchObject({
      status: 400,
      body: expect.stringContaining('ClusterNotFoundException'),
    });
    expect(ask({ cluster: 'AWSBatch-spot-0f0e', containerInstances: Array.from({ length: 101 }, String) })).toMatchObject({ status: 400 });
  });
});

describe('the stand-in of Batch', () => {
  test('describes all compute environments page by page, or those asked for', () => {
    const ask = (request: object) => JSON.parse(describeComputeEnvironments(world, JSON.stringify(request)).body);
    expect(ask({ maxResults: 2 })).toMatchObject({
      nextToken: '2',
      computeEnvironments: [
        { computeEnvironmentName: 'spot', type: 'MANAGED', computeResources: { type: 'SPOT' }, ecsClusterArn: CLUSTER },
        { type: 'UNMANAGED' },
      ],
    });
    expect(ask({ maxResults: 2, nextToken: '2' })).toEqual({
      computeEnvironments: [expect.objectContaining({ containerOrchestrationType: 'EKS' })],
    });
    expect(ask({ computeEnvironments: ['own', 'gone'] }).computeEnvironments).toHaveLength(1);
  });
});

describe('the stand-in of EC2', () => {
  const ask = (parameters: { [name: string]: string }) => describeInstances(world, new URLSearchParams(parameters));

  test('filters by id and lifecycle', () => {
    const spot = {
      'Filter.1.Name': 'instance-id',
      'Filter.1.Value.1': 'i-1',
      'Filter.1.Value.2': 'i-2',
      'Filter.2.Name': 'instance-lifecycle',
      'Filter.2.Value.1': 'spot',
    };
    expect(ask(spot).body).toContain('<instanceId>i-1</instanceId>');
    expect(ask(spot).body).toContain('<instanceLifecycle>spot</instanceLifecycle>');
    expect(ask(spot).body).not.toContain('i-2');
    expect(ask({}).body.match(/<instanceId>/g)).toHaveLength(2);
  });

  test('refuses unknown ids and filters', () => {
    expect(ask({ 'InstanceId.1': 'i-9' })).toMatchObject({ status: 400, body: expect.stringContaining('InvalidInstanceID.NotFound') });
    expect(ask({ 'Filter.1.Name': 'colour', 'Filter.1.Value.1': 'red' })).toMatchObject({ status: 400 });
  });
});

describe('the stand-in of Auto Scaling', () => {
  const groups = Array.from({ length: 120 }, (_, index) => ({ Name: `web-${index}` }));
  const OWN_ROLE = 'own-role-asg-640012bd-4e90-3f19-9dd2-c09a23dc923d';
  const day: World = {
    ...world,
    AutoScalingGroups: [
      {
        Name: 'AWSBatch-spot-asg-0f0e',
        Arn: 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:0f0e:autoScalingGroupName/AWSBatch-spot-asg-0f0e',
        CreatedAt: '2026-11-19T10:00:00Z',
        Tags: { AWSBatchServiceTag: 'batch', team: 'a & b' },
        LaunchTemplateName: 'Batch-lt-1',
        HasMixedInstancesPolicy: true,
        EnabledMetrics: ['GroupMaxSize'],
      },
      { Name: 'plain', LaunchTemplateName: 'own' },
      ...groups,
      { Name: OWN_ROLE, ComputeEnvironment: 'own-role', HasMixedInstancesPolicy: true },
    ],
  };
  const clock = new StreamClock();
  clock.advance(Date.parse('2026-11-19T12:00:00Z'));
  const newStandIn = (throttledCalls = 0) => new AutoScalingStandIn(day, clock, { throttledCalls });
  const ask = (standIn: AutoScalingStandIn, Action: string, parameters: object = {}) =>
    standIn.answer(Action, new URLSearchParams(Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)])));
  const namesIn = (body = '') => [...body.matchAll(/<AutoScalingGroupName>([^<]*)/g)].map(([, name]) => name);

  test('describes groups page by page, or those asked for', () => {
    const standIn = newStandIn();
    const first = ask(standIn, 'DescribeAutoScalingGroups', { MaxRecords: 100 })?.body;
    expect(namesIn(first)).toHaveLength(100);
    expect(first).toContain('<NextToken>100</NextToken>');
    const second = ask(standIn, 'DescribeAutoScalingGroups', { MaxRecords: 100, NextToken: 100 })?.body;
    expect(namesIn(second)).toHaveLength(23);
    expect(second).not.toContain('NextToken');
    expect(namesIn(ask(standIn, 'DescribeAutoScalingGroups')?.body)).toHaveLength(50);
    expect(
      namesIn(
        ask(standIn, 'DescribeAutoScalingGroups', {
          'AutoScalingGroupNames.member.1': 'plain',
          'AutoScalingGroupNames.member.2': 'gone',
        })?.body,
      ),
    ).toEqual(['plain']);
  });

  test('returns of a group what a handler may look at', () => {
    const { body } = ask(newStandIn(), 'DescribeAutoScalingGroups', {
      'Filters.member.1.Name': 'tag:AWSBatchServiceTag',
      'Filters.member.1.Values.member.1': 'batch',
    }) ?? { body: '' };
    expect(namesIn(body)).toEqual(['AWSBatch-spot-asg-0f0e']);
    expect(body).toContain(
      '<MixedInstancesPolicy><LaunchTemplate><LaunchTemplateSpecification><LaunchTemplateName>Batch-lt-1</LaunchTemplateName>',
    );
    expect(body).toContain(
      '<EnabledMetrics><member><Metric>GroupMaxSize</Metric><Granularity>1Minute</Granularity></member></EnabledMetrics>',
    );
    expect(body).toContain('<Key>team</Key><Value>a &amp; b</Value>');
    const byKey = ask(newStandIn(), 'DescribeAutoScalingGroups', {
      'Filters.member.1.Name': 'tag-key',
      'Filters.member.1.Values.member.1': 'team',
    })?.body;
    const byValue = ask(newStandIn(), 'DescribeAutoScalingGroups', {
      'Filters.member.1.Name': 'tag-value',
      'Filters.member.1.Values.member.1': 'batch',
    })?.body;
    expect([byKey, byValue].map(namesIn)).toEqual([['AWSBatch-spot-asg-0f0e'], ['AWSBatch-spot-asg-0f0e']]);
    expect(ask(newStandIn(), 'DescribeAutoScalingGroups', { 'AutoScalingGroupNames.member.1': 'plain' })?.body).toContain(
      '<LaunchTemplate><LaunchTemplateName>own</LaunchTemplateName>',
    );
  });

  test("gives a group of AWS Batch's the launch template that it has there, where the world names none", () => {
    const templateOf = (name: string) => ask(newStandIn(), 'DescribeAutoScalingGroups', { 'AutoScalingGroupNames.member.1': name })?.body;
    expect(templateOf(OWN_ROLE)).toContain(
      '<LaunchTemplateSpecification><LaunchTemplateName>Batch-lt-640012bd-4e90-3f19-9dd2-c09a23dc923d</LaunchTemplateName>',
    );
    expect(templateOf('web-1')).not.toContain('LaunchTemplate');
  });

  test('does not know a group before it is created', () => {
    const early = new StreamClock();
    early.advance(Date.parse('2026-11-19T09:59:59Z'));
    const standIn = new AutoScalingStandIn(day, early);
    expect(namesIn(ask(standIn, 'DescribeAutoScalingGroups')?.body)[0]).toBe('plain');
  });

  test('remembers which metrics are collected, since when', () => {
    const standIn = newStandIn();
    const noon = clock.now;
    ask(standIn, 'EnableMetricsCollection', { AutoScalingGroupName: 'plain', Granularity: '1Minute', 'Metrics.member.1': 'GroupMinSize' });
    ask(standIn, 'EnableMetricsCollection', { AutoScalingGroupName: 'web-3', Granularity: '1Minute' });
    expect(ask(standIn, 'DescribeAutoScalingGroups', { 'AutoScalingGroupNames.member.1': 'plain' })?.body).toContain(
      '<Metric>GroupMinSize</Metric>',
    );
    const collected = (group: string, metric: string, ms = noon) => standIn.isCollected(group, metric, ms);
    expect([collected('plain', 'GroupMinSize'), collected('plain', 'GroupMinSize', noon - 1), collected('plain', 'GroupMaxSize')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([collected('AWSBatch-spot-asg-0f0e', 'GroupMaxSize', 0), collected('gone', 'GroupMaxSize')]).toEqual([true, false]);
    expect(GROUP_METRICS.every((metric) => collected('web-3', metric))).toBe(true);
  });

  const enable = { AutoScalingGroupName: 'plain', Granularity: '1Minute' };
  test.each<[string, string, object, string]>([
    ['an unknown group', 'EnableMetricsCollection', { ...enable, AutoScalingGroupName: 'gone' }, 'AutoScalingGroup name not found'],
    ['another granularity', 'EnableMetricsCollection', { ...enable, Granularity: '5Minute' }, 'the only valid value is 1Minute'],
    ['no granularity', 'EnableMetricsCollection', { AutoScalingGroupName: 'plain' }, 'the only valid value is 1Minute'],
    [
      'an unknown metric',
      'EnableMetricsCollection',
      { ...enable, 'Metrics.member.1': 'GroupHappiness' },
      'GroupHappiness is not a valid metric type',
    ],
    ['pages too long', 'DescribeAutoScalingGroups', { MaxRecords: 101 }, 'MaxRecords 101 is not from 1 to 100'],
    [
      'too many names',
      'DescribeAutoScalingGroups',
      { MaxRecords: 1, 'AutoScalingGroupNames.member.1': 'a', 'AutoScalingGroupNames.member.2': 'b' },
      'more than 1 group names',
    ],
    ['a token of its own', 'DescribeAutoScalingGroups', { NextToken: 'x' }, '<Code>InvalidNextToken</Code>'],
    ['an unknown filter', 'DescribeAutoScalingGroups', { 'Filters.member.1.Name': 'colour' }, 'Filter type colour is not correct'],
  ])('refuses %s', (_, action, parameters, message) => {
    expect(ask(newStandIn(), action, parameters)).toMatchObject({ status: 400, body: expect.stringContaining(message) });
  });

  test('throttles the first calls of each action where a test wants it', () => {
    const standIn = newStandIn(2);
    const statuses = () => ['DescribeAutoScalingGroups', 'EnableMetricsCollection'].map((action) => ask(standIn, action, enable)?.status);
    expect([statuses(), statuses(), statuses()]).toEqual([
      [400, 400],
      [400, 400],
      [200, 200],
    ]);
    expect(ask(newStandIn(1), 'DescribeAutoScalingGroups')?.body).toContain('<Code>Throttling</Code>');
  });

  test('answers no other call', () => expect(ask(newStandIn(), 'DeleteAutoScalingGroup')).toBeUndefined());
});

describe('the stand-in of event buses', () => {
  const entry = { EventBusName: 'jobs', Source: 'cdk-batch-insights', DetailType: 'Job Failed', Detail: '{}' };
  const put = (bus: EventBusStandIn, ...Entries: object[]) => {
    const { status, body } = bus.putEvents(JSON.stringify({ Entries }));
    return { status, ...(JSON.parse(body) as object) };
  };

  test('takes events, and reports each that it is to refuse', () => {
    const bus = new EventBusStandIn();
    bus.isRefused = ({ EventBusName }) => EventBusName === 'full';
    expect(put(bus, entry, { ...entry, EventBusName: 'full' })).toEqual({
      status: 200,
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }],
    });
    expect(bus.taken).toBe(1);
  });

  test.each([0, 11])('refuses a call with %d events', (count) => {
    expect(put(new EventBusStandIn(), ...Array.from({ length: count }, () => entry))).toMatchObject({ status: 400 });
  });

  test('is asked about the bus of each event, as IAM sees it', () => {
    const [ofOwn, ofDefault] = putEventsCalls(world, JSON.stringify({ Entries: [entry, { ...entry, EventBusName: undefined }] }));
    expect(ofOwn).toEqual({
      action: 'events:PutEvents',
      resource: 'arn:aws:events:us-east-1:123456789012:event-bus/jobs',
      context: { 'events:source': ['cdk-batch-insights'], 'events:detail-type': ['Job Failed'] },
    });
    expect(ofDefault.resource).toBe('arn:aws:events:us-east-1:123456789012:event-bus/default');
    expect(putEventsCalls(world, '{}')).toEqual([{ action: 'events:PutEvents', resource: '*', context: {} }]);
  });
});

test('the stand-ins answer signed requests only, and count them', async () => {
  const standIns = new StandIns(world);
  const endpoint = await standIns.listen();
  const ask = async (headers: { [name: string]: string }) =>
    (await fetch(`${endpoint.url}/v1/describecomputeenvironments`, { method: 'POST', headers, body: '{}' })).status;
  expect(await ask({})).toBe(403);
  expect(await ask({ authorization: 'AWS4-HMAC-SHA256 Credential=a' })).toBe(200);
  expect([...standIns.calls]).toEqual([['batch:DescribeComputeEnvironments', 1]]);
  await endpoint.close();
});
