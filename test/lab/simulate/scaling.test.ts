import { dayOf } from './simulated-day';
import { WorldGroup } from '../../../lab/simulate/world';

interface Detail {
  state: string;
  'instance-id': string;
  status: string;
  ec2InstanceId: string;
  clusterArn: string;
  eventName: string;
  requestParameters: { autoScalingGroupName: string };
  AutoScalingGroupName: string;
  EC2InstanceId: string;
}

const day = dayOf(2000, 7);
const eventsOf = (type: string) =>
  day.events
    .filter((event) => event['detail-type'] === type)
    .map(({ time, resources, detail }) => ({ time, resources, detail: detail as Detail }));
const groups = new Map(day.world.AutoScalingGroups.map((group) => [group.Name, group]));
const ofBatch = day.world.AutoScalingGroups.filter(({ ComputeEnvironment }) => ComputeEnvironment !== undefined);
const instances = new Map(day.world.Instances.map((instance) => [instance.InstanceId, instance]));
const states = eventsOf('EC2 Instance State-change Notification');
const row = (dimension: string, value: string) => day.instances.find(({ Dimension, Value }) => Dimension === dimension && Value === value)!;
const sum = (values: readonly number[]): number => Math.round(values.reduce((all, value) => all + value, 0) * 1000) / 1000;

describe('the Auto Scaling groups of the world', () => {
  test('are one for each managed environment on EC2, among a hundred third-party ones', () => {
    expect(ofBatch.map(({ ComputeEnvironment }) => ComputeEnvironment).sort()).toEqual([
      'od-x86',
      'spot-arm',
      'spot-x86',
      'training-block',
    ]);
    for (const { Name, ComputeEnvironment = '', Tags, LaunchTemplateName } of ofBatch) {
      const hasOwnRole = ['spot-arm', 'training-block'].includes(ComputeEnvironment);
      expect(Name).toMatch(new RegExp(`^${hasOwnRole ? '' : 'AWSBatch-'}${ComputeEnvironment}-asg-[0-9a-f-]{36}$`));
      expect(Tags.AWSBatchServiceTag).toBe(hasOwnRole ? undefined : 'batch');
      expect(LaunchTemplateName).toMatch(/^Batch-lt-/);
    }
    expect(groups.size).toBeGreaterThan(100);
    expect(new Set(day.world.AutoScalingGroups.map(({ Arn }) => Arn)).size).toBe(groups.size);
  });

  test('are of AWS Batch by the tag alone in one case, and have its prefix or the form of its names without being so in others', () => {
    const others = day.world.AutoScalingGroups.filter(({ ComputeEnvironment }) => ComputeEnvironment === undefined);
    const isLikeBatch = [
      ({ Tags }: WorldGroup) => Tags.AWSBatchServiceTag === 'batch',
      ({ Name }: WorldGroup) => Name.startsWith('AWSBatch-'),
      ({ LaunchTemplateName = '' }: WorldGroup) => LaunchTemplateName.startsWith('Batch-lt-'),
      ({ Name }: WorldGroup) => /-asg-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(Name),
    ];
    expect(isLikeBatch.map((test) => others.filter(test).length)).toEqual([1, 1, 1, 1]);
  });

  test('have metrics collected already in some cases, instances of one type or several, a launch template or none', () => {
    expect(ofBatch.map(({ EnabledMetrics }) => EnabledMetrics.length > 0)).toContain(true);
    expect(ofBatch.map(({ EnabledMetrics }) => EnabledMetrics.length > 0)).toContain(false);
    expect(new Set(day.world.AutoScalingGroups.map(({ HasMixedInstancesPolicy }) => HasMixedInstancesPolicy))).toEqual(
      new Set([true, false]),
    );
    expect(day.world.AutoScalingGroups.some(({ LaunchTemplateName }) => LaunchTemplateName === undefined)).toBe(true);
  });

  test('that are made during the day are reported by CloudTrail, before their first launch', () => {
    const made = day.events
      .filter(({ detail }) => (detail as Detail).eventName === 'CreateAutoScalingGroup')
      .map(({ time, detail }) => [(detail as Detail).requestParameters.autoScalingGroupName, time] as const);
    const fresh = ofBatch.find(({ ComputeEnvironment }) => ComputeEnvironment === 'spot-x86')!;
    const first = eventsOf('EC2 Instance Launch Successful').find(({ detail }) => detail.AutoScalingGroupName === fresh.Name)!;

    expect(made.length).toBeGreaterThan(2);
    for (const [name, time] of made) expect(groups.get(name)!.CreatedAt.slice(0, 19)).toBe(time.slice(0, 19));
    expect(Date.parse(fresh.CreatedAt)).toBeLessThan(Date.parse(first.time));
    expect(made.map(([name]) => name)).toContain(fresh.Name);
  });
});

describe('the events of EC2 and Auto Scaling about instances', () => {
  test('report each launch by a group, before the instance registers, third-party groups included', () => {
    const launches = eventsOf('EC2 Instance Launch Successful');
    const own = launches.filter(({ detail }) => instances.has(detail.EC2InstanceId));

    for (const { time, resources, detail } of own) {
      const { RegisteredAt, ClusterArn } = instances.get(detail.EC2InstanceId)!;
      const group = groups.get(detail.AutoScalingGroupName)!;
      expect(Date.parse(time)).toBeLessThan(Date.parse(RegisteredAt));
      expect(resources).toEqual([group.Arn, expect.stringMatching(/:instance\/i-0[0-9a-f]{16}$/)]);
      expect(ClusterArn).toMatch(new RegExp(`cluster/(AWSBatch-${group.ComputeEnvironment}-|${group.ComputeEnvironment}_Batch_)`));
    }
    expect(own.length).toBe(row('', '').Registered - row('ComputeEnvironment', 'lab-hosts').Registered);
    expect(launches.length).toBeGreaterThan(own.length);
  });

  test('report every state that an instance goes through, in this order', () => {
    const byInstance = new Map<string, string[]>();
    for (const { detail } of states) {
      byInstance.set(detail['instance-id'], [...(byInstance.get(detail['instance-id']) ?? []), detail.state]);
    }
    const own = [...byInstance].filter(([id]) => instances.has(id)).map(([, each]) => each.join(' '));

    expect(new Set(own)).toEqual(new Set(['pending running shutting-down terminated', 'pending running', 'shutting-down terminated']));
    expect(byInstance.size).toBeGreaterThan(own.length);
  });

  test('are the only report of the end of some Spot instances; ECS deregisters the others first', () => {
    const gone = new Map<string, string>();
    for (const { time, detail } of eventsOf('ECS Container Instance State Change').filter((each) =>
      ['DEREGISTERING', 'INACTIVE'].includes(each.detail.status),
    )) {
      if (!gone.has(detail.ec2InstanceId)) gone.set(detail.ec2InstanceId, time);
    }
    const ends = states.filter(({ detail }) => detail.state === 'terminated' && instances.has(detail['instance-id']));
    const silent = ends.filter(({ detail }) => !gone.has(detail['instance-id']));
    const before = silent.filter(
      ({ detail }) => Date.parse(instances.get(detail['instance-id'])!.RegisteredAt) < Date.parse(day.events[0].time),
    );

    for (const { time, detail } of ends) expect((gone.get(detail['instance-id']) ?? time) <= time).toBe(true);
    expect(silent.length - before.length).toBeGreaterThan(3);
    expect(silent.every((each) => before.includes(each) || instances.get(each.detail['instance-id'])!.Lifecycle === 'spot')).toBe(true);
    expect(row('', '').Deregistered).toBeLessThanOrEqual(ends.length);
  });
});

describe('the truth of instances', () => {
  test.each(['ComputeEnvironment', 'InstanceType', 'AvailabilityZone', 'PurchaseOption'])(
    'adds up to the same over every %s',
    (dimension) => {
      const parts = day.instances.filter(({ Dimension }) => Dimension === dimension);
      for (const [name, amount] of Object.entries(row('', ''))) {
        if (typeof amount === 'number') {
          expect(`${name} ${sum(parts.map((part) => Number(part[name as 'Registered'])))}`).toBe(`${name} ${amount}`);
        }
      }
    },
  );

  test('counts warnings and recommendations for its own instances alone', () => {
    const own = (type: string): number => eventsOf(type).filter(({ detail }) => instances.has(detail['instance-id'])).length;

    expect(own('EC2 Spot Instance Interruption Warning')).toBe(row('', '').Warnings);
    expect(eventsOf('EC2 Spot Instance Interruption Warning').length).toBeGreaterThan(row('', '').Warnings);
    expect(own('EC2 Instance Rebalance Recommendation')).toBe(row('', '').Rebalance);
    expect(row('', '').Reclaimed).toBeGreaterThan(2);
  });

  test('is in the metrics', () => {
    const metric = (name: string) => day.metrics.find(({ Name, Dimensions }) => Name === name && Object.keys(Dimensions).length === 0)!.Sum;
    const { Registered, Deregistered, Reclaimed, RegisteredVcpus, RegisteredMemoryMiB, LifetimeSeconds } = row('', '');

    expect(
      [
        'InstancesRegistered',
        'InstancesDeregistered',
        'InstancesReclaimed',
        'RegisteredVcpus',
        'RegisteredMemoryMiB',
        'InstanceLifetimeSeconds',
      ].map(metric),
    ).toEqual([Registered, Deregistered, Reclaimed, RegisteredVcpus, RegisteredMemoryMiB, LifetimeSeconds]);
  });
});
