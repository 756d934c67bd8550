import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { CONSTRUCTS, handlersOf } from './constructs';
import { networkOf, PUBLIC_SUBNET } from './every-handler-option';
import {
  AsgMonitoring,
  AsgMonitoringProps,
  BatchInsights,
  EventDelivery,
  ExpiringTableOptions,
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
  RunTaskMonitoring,
} from '../../src';
import { synthesize } from '../event-intake/synthesis';

const snapshotWith = (memorySize: number, scanSegments?: number) =>
  synthesize((stack) => {
    const collector = new JobEventCollector(stack, 'Collector');
    new InFlightSnapshot(stack, 'InFlight', { collector, memorySize, scanSegments });
  });

describe('the memory of a snapshot', () => {
  test.each([
    [176, undefined],
    [128, 1],
    [256, 8],
  ])('may be %d MiB for %s segments, and no less', (memorySize, scanSegments) => {
    expect(() => snapshotWith(memorySize, scanSegments)).not.toThrow();
    expect(() => snapshotWith(memorySize - 1, scanSegments)).toThrow(
      `Stack/InFlight: memorySize is ${memorySize - 1}, but it must be a whole number from ${memorySize} to 10240. ` +
        `A snapshot needs 96 MiB, and 20 MiB for each of its scanSegments (${scanSegments ?? 4}). Give it more memory, or leave it out for 256 MiB.`,
    );
  });

  test('counts one segment where their number is only known at deployment', () => {
    const segments = Lazy.number({ produce: () => 8 });
    expect(() => snapshotWith(128, segments)).not.toThrow();
  });
});

describe('reserved concurrency', () => {
  const collectorWith = (reservedConcurrentExecutions: number, delivery?: EventDelivery) =>
    synthesize((stack) => new JobEventCollector(stack, 'Collector', { reservedConcurrentExecutions, delivery }));

  test('is at least what the event source of the collector may use', () => {
    expect(() => collectorWith(9)).toThrow(
      'Stack/Collector: reservedConcurrentExecutions is 9, but it must be a whole number of at least 10. Up to 10 batches of messages are processed ' +
        'at a time, and what exceeds the reserved concurrency is throttled and ends up in the dead-letter queue. ' +
        'Reserve more, or lower maxConcurrency of EventDelivery.buffered().',
    );
    expect(() => collectorWith(3, EventDelivery.buffered({ maxConcurrency: 3 }))).not.toThrow();
    expect(() => collectorWith(2, EventDelivery.buffered({ maxConcurrency: 3 }))).toThrow('a whole number of at least 3');
  });

  test('under direct delivery too, since jobs wait in the queue', () => {
    expect(() => collectorWith(9, EventDelivery.direct())).toThrow(/at least 10\. .* Reserve more, or leave it out\.$/);
  });

  test('is left to CloudFormation where the maximum is only known at deployment', () => {
    const maxConcurrency = Lazy.number({ produce: () => 3 });
    expect(() => collectorWith(2, EventDelivery.buffered({ maxConcurrency }))).not.toThrow();
  });

  test.each([
    [
      'a registry',
      2,
      (stack: Stack, reservedConcurrentExecutions: number) => new InstanceRegistry(stack, 'It', { reservedConcurrentExecutions }),
    ],
    [
      'group metrics',
      2,
      (stack: Stack, reservedConcurrentExecutions: number) => new AsgMonitoring(stack, 'It', { reservedConcurrentExecutions }),
    ],
    [
      'run-task monitoring',
      2,
      (stack: Stack, reservedConcurrentExecutions: number) => new RunTaskMonitoring(stack, 'It', { reservedConcurrentExecutions }),
    ],
    [
      'a snapshot',
      1,
      (stack: Stack, reservedConcurrentExecutions: number) =>
        new InFlightSnapshot(stack, 'It', { collector: new JobEventCollector(stack, 'Collector'), reservedConcurrentExecutions }),
    ],
  ])('of %s is at least %d', (_, min, build) => {
    expect(() => synthesize((stack) => build(stack, min))).not.toThrow();
    expect(() => synthesize((stack) => build(stack, min - 1))).toThrow(
      `Stack/It: reservedConcurrentExecutions is ${min - 1}, but it must be a whole number of at least ${min}.`,
    );
  });
});

describe('a VPC', () => {
  test('with public subnets alone is an error', () => {
    const build = (stack: Stack) => {
      const vpc = Vpc.fromVpcAttributes(stack, 'Open', {
        vpcId: 'vpc-0fedcba9876543210',
        availabilityZones: ['eu-west-1a'],
        publicSubnetIds: [PUBLIC_SUBNET],
      });
      new RunTaskMonitoring(stack, 'RunTask', { vpc });
    };
    expect(() => synthesize(build)).toThrow('Stack/RunTask: vpc is "Stack/Open", but it must be a VPC with private subnets.');
  });

  test('leaves the check at deployment out unless it is asked for, because its function cannot be in it', () => {
    const triggersOf = (props: (stack: Stack) => AsgMonitoringProps) =>
      Object.keys(synthesize((stack) => new AsgMonitoring(stack, 'Groups', props(stack))).template.findResources('Custom::Trigger')).length;
    expect(triggersOf(() => ({}))).toBe(1);
    expect(triggersOf((stack) => ({ vpc: networkOf(stack) }))).toBe(0);
    expect(triggersOf((stack) => ({ vpc: networkOf(stack), atDeployment: true }))).toBe(1);
  });

  test.each(CONSTRUCTS)('has every function of %s in it', (_, build) => {
    const { template } = synthesize((stack) => build(stack, { vpc: networkOf(stack) }));
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(functions.filter(({ Properties }) => !Properties.VpcConfig)).toEqual([]);
    expect(functions.length).toBeGreaterThanOrEqual(handlersOf(template).length);
  });
});

describe('point-in-time recovery', () => {
  const backedUp = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
  const TABLES: readonly (readonly [string, number, (stack: Stack, options: ExpiringTableOptions) => unknown])[] = [
    ['a collector', 1, (stack, options) => new JobEventCollector(stack, 'Collector', options)],
    ['a registry', 1, (stack, options) => new InstanceRegistry(stack, 'Instances', options)],
    ['run-task monitoring', 1, (stack, options) => new RunTaskMonitoring(stack, 'RunTask', options)],
    ['batch insights', 3, (stack, options) => new BatchInsights(stack, 'Insights', { ...options, runTaskMonitoringEnabled: true })],
    ['added run-task monitoring', 3, (stack, options) => new BatchInsights(stack, 'Insights', options).addRunTaskMonitoring()],
  ];

  test.each(TABLES)('of the tables of %s is on where it is asked for, and only there', (_, tables, build) => {
    const backedUpIn = (options: ExpiringTableOptions): number => {
      const { template } = synthesize((stack) => build(stack, options));
      template.resourceCountIs('AWS::DynamoDB::Table', tables);
      return Object.keys(template.findResources('AWS::DynamoDB::Table', { Properties: backedUp })).length;
    };
    expect(backedUpIn({ pointInTimeRecovery: true })).toBe(tables);
    expect(backedUpIn({ pointInTimeRecovery: false })).toBe(0);
    expect(backedUpIn({})).toBe(0);
  });

  test('is an error of batch insights that create no table', () => {
    const build = (stack: Stack, runTaskMonitoringEnabled: boolean) => {
      const jobEventCollector = new JobEventCollector(stack, 'Collector');
      new BatchInsights(stack, 'Insights', { jobEventCollector, pointInTimeRecovery: true, runTaskMonitoringEnabled });
    };
    expect(() => synthesize((stack) => build(stack, false))).toThrow(
      'Stack/Insights: pointInTimeRecovery is true, but it has no effect where no table is created. ' +
        'Set it on that collector, and pass it to addRunTaskMonitoring if you call it.',
    );
    expect(() => synthesize((stack) => build(stack, true))).not.toThrow();
  });
});

test('every template is the same with options that are undefined', () => {
  const templateOf = (options: object): Template => synthesize((stack) => new BatchInsights(stack, 'Insights', options)).template;
  const none = { vpc: undefined, memorySize: undefined, runtime: undefined, pointInTimeRecovery: false };
  expect(templateOf(none).toJSON()).toEqual(templateOf({}).toJSON());
});
