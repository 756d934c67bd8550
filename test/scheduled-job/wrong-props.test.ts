import { App, Aws, CfnParameter, Duration, Fn, Lazy, SecretValue, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  EcsEc2ContainerDefinition,
  EcsFargateContainerDefinition,
  EcsJobDefinition,
  EksContainerDefinition,
  EksJobDefinition,
  FairshareSchedulingPolicy,
  MultiNodeJobDefinition,
  JobQueue,
  Secret,
} from 'aws-cdk-lib/aws-batch';
import { InstanceClass, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage, CpuArchitecture, LogDriver } from 'aws-cdk-lib/aws-ecs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DAILY, IMAGE, jobIn } from './full-scheduled-job';
import { BatchCapacity, OnDemandBatchEnvironment, OverlapPolicy, ScheduledJob, ScheduledJobProps } from '../../src';

type Props = Partial<ScheduledJobProps>;
const newStack = () => new Stack(new App(), 'Stack');
const environmentIn = (stack: Stack, capacity: BatchCapacity, more: object = {}) =>
  OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Environment', {
    jobQueue: JobQueue.fromJobQueueArn(stack, 'Queue', 'arn:aws:batch:eu-west-1:123456789012:job-queue/nightly'),
    capacity,
    ...more,
  });
const onEc2 =
  (props: Props, ...instanceTypes: string[]) =>
  (stack: Stack): Props => ({
    batchEnvironment: environmentIn(stack, BatchCapacity.EC2, {
      maxVcpus: 8,
      ...(instanceTypes.length > 0 && { instanceTypes: instanceTypes.map((type) => new InstanceType(type)) }),
    }),
    ...props,
  });
const inClasses =
  (props: Props, ...instanceClasses: InstanceClass[]) =>
  (stack: Stack): Props => ({
    batchEnvironment: new OnDemandBatchEnvironment(stack, 'Own', {
      capacity: BatchCapacity.EC2,
      ...(instanceClasses.length > 0 && { instanceClasses }),
      insightsEnabled: false,
    }),
    ...props,
  });
const at = (expression: string) => (): Props => ({ schedule: ScheduleExpression.expression(expression) });
const ec2Definition = (stack: Stack) =>
  new EcsJobDefinition(stack, 'Definition', {
    container: new EcsEc2ContainerDefinition(stack, 'Container', { image: IMAGE, cpu: 1, memory: Size.gibibytes(1) }),
  });
const podsIn = (stack: Stack) =>
  new EksJobDefinition(stack, 'Pods', { container: new EksContainerDefinition(stack, 'Pod', { image: IMAGE }) });
const nodesIn = (stack: Stack, cpu: number) =>
  new MultiNodeJobDefinition(stack, 'Nodes', {
    containers: [
      {
        startNode: 0,
        endNode: 2,
        container: new EcsEc2ContainerDefinition(stack, 'Node', { image: IMAGE, cpu, memory: Size.gibibytes(1) }),
      },
    ],
  });
const sharedBy = (stack: Stack) =>
  OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Environment', {
    jobQueue: new JobQueue(stack, 'Queue', { schedulingPolicy: new FairshareSchedulingPolicy(stack, 'Policy') }),
    capacity: BatchCapacity.FARGATE,
  });
const warnings = (stack: Stack): string[] =>
  Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data))
    .filter((text) => text.includes('cdk-batch-insights:'));

describe('a wrong prop stops the synthesis and says how to fix it', () => {
  test.each<[string, (stack: Stack) => Props, string]>([
    [
      'five fields',
      at('cron(0 4 * * ?)'),
      'Stack/Nightly: schedule is "cron(0 4 * * ?)", but it must be a valid cron expression (it has 5 fields instead of six',
    ],
    [
      'a wrong hour',
      at('cron(0 24 * * ? *)'),
      'a valid cron expression (hours is "24", but it must be from 0 to 23). Use ScheduleExpression',
    ],
    ['both days', at('cron(0 4 * * * *)'), 'one of day of month and day of week must be ?'],
    ['no rate', at('rate(0 minutes)'), 'schedule is "rate(0 minutes)", but it must be cron(…), rate(…) or at(…)'],
    ['a cron of Unix', at('0 4 * * *'), 'schedule is "0 4 * * *"'],
    [
      'a day that no year has',
      at('cron(0 4 31 2 ? *)'),
      'schedule is "cron(0 4 31 2 ? *)", but it must be a schedule that has a run. Check its days',
    ],
    ['a time that the calendar does not have', at('at(2099-02-31T00:00:00)'), 'must be a schedule that has a run'],
    [
      'an end before the first run',
      () => ({ schedule: ScheduleExpression.expression('cron(0 4 1 1 ? *)'), start: new Date('2099-02-01'), end: new Date('2099-03-01') }),
      'must be a schedule that has a run between start and end',
    ],
    [
      'a time zone that does not exist',
      () => ({ schedule: ScheduleExpression.cron({ hour: '4', timeZone: TimeZone.of('Europe/Berln') }) }),
      'schedule is "Europe/Berln", but it must be in a time zone of the IANA database. Use a member of TimeZone',
    ],
    ['no schedule', () => ({ schedule: undefined }), 'Stack/Nightly: schedule is required.'],
    [
      'an end before the start',
      () => ({ start: new Date('2027-01-02'), end: new Date('2027-01-01') }),
      'end is "2027-01-01T00:00:00.000Z", but it must be later than start',
    ],
    [
      'no image',
      () => ({ image: undefined }),
      'Stack/Nightly: image is required. Use for example ContainerImage.fromEcrRepository(repository), or give a jobDefinition.',
    ],
    [
      'a memory that Fargate does not have',
      () => ({ memory: Size.mebibytes(1000) }),
      'memory is "1000 MiB", but it must be 2048 to 8192 in steps of 1024 MiB with 1 vCPU on AWS Fargate',
    ],
    ['a memory beside few vCPUs', () => ({ vcpus: 0.25, memory: Size.gibibytes(4) }), 'must be 512, 1024, 2048 MiB with 0.25 vCPUs'],
    [
      'vCPUs that Fargate does not have',
      () => ({ vcpus: 3 }),
      'vcpus is 3, but it must be one of 0.25, 0.5, 1, 2, 4, 8, 16 on AWS Fargate',
    ],
    ['a GPU on Fargate', () => ({ gpus: 1 }), 'gpus is 1, but it has no effect on AWS Fargate, which has none. Use BatchCapacity.EC2.'],
    [
      'a disk that Fargate does not have',
      () => ({ ephemeralStorageSize: Size.gibibytes(20) }),
      'ephemeralStorageSize is "20 GiB", but it must be a whole number of GiB from 21 to 200. Leave it out for the 20 GiB',
    ],
    ['a larger disk than Fargate has', () => ({ ephemeralStorageSize: Size.gibibytes(201) }), 'ephemeralStorageSize is "201 GiB"'],
    ['a part of a GiB', () => ({ ephemeralStorageSize: Size.mebibytes(21 * 1024 + 512) }), 'ephemeralStorageSize is "21.5 GiB"'],
    [
      'a disk of Fargate on instances',
      onEc2({ ephemeralStorageSize: Size.gibibytes(50) }),
      'ephemeralStorageSize is a Size, but it has no effect on instances. Set rootVolumeSize of the environment.',
    ],
    [
      'an ARN for a role',
      () => ({ executionRole: 'arn:aws:iam::123456789012:role/a' as never }),
      'executionRole is "arn:aws:iam::123456789012:role/a", but it must be a role',
    ],
    ['no role to submit with', () => ({ submissionRole: {} as never }), 'but it must be a role. Use new Role, or Role.fromRoleArn'],
    ['a part of a vCPU on an instance', onEc2({ vcpus: 0.5 }), 'vcpus is 0.5, but it must be a whole number'],
    [
      'more vCPUs than run at a time',
      onEc2({ vcpus: 16 }),
      'vcpus is 16, but it must be at most 8, the maxVcpus of the environment. Raise maxVcpus, or ask for less.',
    ],
    ['no GPU', onEc2({ gpus: 0 }), 'gpus is 0'],
    [
      'a memory that no instance can give',
      onEc2({ memory: Size.gibibytes(16) }, 'm7i.large', 'r7i.large'),
      'memory is "16384 MiB", but it must be a whole number of MiB, at least 4, and less than the 16384 MiB of the largest instance type',
    ],
    [
      'a memory that none of the instances with enough vCPUs can give',
      onEc2({ vcpus: 8, memory: Size.gibibytes(20) }, 'c7i.2xlarge', 'r7i.xlarge'),
      'less than the 16384 MiB of the largest instance type',
    ],
    ['a memory that no class can give', inClasses({ memory: Size.gibibytes(64) }, InstanceClass.T3), 'less than the 32768 MiB'],
    ['a memory that no default class can give', inClasses({ memory: Size.tebibytes(4) }), 'less than the 3145728 MiB'],
    [
      'more vCPUs than any instance has',
      onEc2({ vcpus: 8 }, 'm7i.large'),
      'vcpus is 8, but it must be at most 2, the vCPUs of the largest',
    ],
    ['more vCPUs than an instance with disks has', onEc2({ vcpus: 8 }, 'i4i.large'), 'vcpus is 8, but it must be at most 2'],
    [
      'more GPUs than any instance has',
      onEc2({ gpus: 8 }, 'g6.xlarge', 'm7i.xlarge'),
      'gpus is 8, but it must be at most 1, the GPUs of the largest instance of the environment. Choose a larger instance type, or ask for less.',
    ],
    [
      'more vCPUs than the instances with GPUs have',
      onEc2({ gpus: 1, vcpus: 8 }, 'g6.xlarge', 'm7i.4xlarge'),
      'vcpus is 8, but it must be at most 4',
    ],
    ['a GPU on instances without', onEc2({ gpus: 1 }, 'm7i.xlarge'), 'gpus is 1, but it must be left out where no instance'],
    ['a GPU on default classes', inClasses({ gpus: 1 }), 'for example InstanceClass.G6: its default classes have none'],
    ['a GPU in a class without', inClasses({ gpus: 1 }, InstanceClass.M7I), 'gpus is 1'],
    ['a part of a MiB', onEc2({ memory: Size.kibibytes(4500) }), 'must be a whole number of MiB, at least 4, and'],
    ['no date', () => ({ end: new Date('tomorrow') }), 'end is an invalid Date, but it must be a valid Date'],
    [
      'a share of a queue that has none',
      () => ({ shareIdentifier: 'team' }),
      'shareIdentifier is "team", but it must be left out for a job queue without a fair-share policy',
    ],
    [
      'no share of a queue that has some',
      (stack) => ({ batchEnvironment: sharedBy(stack) }),
      "Stack/Nightly: shareIdentifier is required for a job queue with a fair-share policy. Name a share of the scheduling policy, for example 'nightly'.",
    ],
    [
      'an asset for another architecture',
      () => ({ image: ContainerImage.fromAsset(__dirname, { platform: Platform.LINUX_ARM64, file: 'full-scheduled-job.ts' }) }),
      'image is "an image for ARM64"',
    ],
    ['a long name', () => ({ jobName: 'x'.repeat(129) }), 'jobName is'],
    ['a name with spaces', () => ({ jobName: 'nightly import' }), 'jobName is "nightly import"'],
    ['an array of one', () => ({ arraySize: 1 }), 'arraySize is 1'],
    [
      'children in order, without any',
      () => ({ arraySequential: true }),
      'arraySequential is true, but it has no effect without arraySize',
    ],
    [
      'an array that waits for itself',
      () => ({ arraySize: 2, overlapPolicy: OverlapPolicy.QUEUE }),
      'overlapPolicy is OverlapPolicy.QUEUE, but it must be OverlapPolicy.ALLOW for array jobs',
    ],
    ['too many retries of a submission', () => ({ submissionRetryAttempts: 186 }), 'submissionRetryAttempts is 186'],
    ['submissions that expire at once', () => ({ submissionMaxAge: Duration.seconds(59) }), 'submissionMaxAge is 59 seconds'],
    ...(
      [
        ['arraySize', (size: number): Props => ({ arraySize: size }), 'Use a number'],
        ['submissionRetryAttempts', (count: number): Props => ({ submissionRetryAttempts: count }), 'Use a number'],
        ['submissionMaxAge', (hours: number): Props => ({ submissionMaxAge: Duration.hours(hours) }), 'Use for example Duration.hours(1).'],
        [
          'ephemeralStorageSize',
          (size: number): Props => ({ ephemeralStorageSize: Size.gibibytes(size) }),
          'Use for example Size.gibibytes(50).',
        ],
      ] as const
    ).map(([prop, props, fix]): [string, (stack: Stack) => Props, string] => [
      `${prop} that is only known at deployment`,
      (stack) => props(new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber),
      `Stack/Nightly: ${prop} is "known at deployment", but it must be known at synth. ${fix}`,
    ]),
    ['no attempt', () => ({ attempts: 0 }), 'attempts is 0'],
    ['no time', () => ({ timeout: Duration.seconds(59) }), 'timeout is 59 seconds'],
    ['no strategy', () => ({ retryStrategies: [] }), 'retryStrategies is [], but it must be 1 to 5 conditions'],
    [
      'a variable of AWS Batch',
      () => ({ environment: { AWS_BATCH_JOB_ID: 'x' } }),
      'environment is "AWS_BATCH_JOB_ID", but it must be without names that begin with AWS_BATCH',
    ],
    ['the variable of the schedule', () => ({ environment: { SCHEDULED_TIME: 'x' } }), 'environment is "SCHEDULED_TIME", but it must be'],
    [
      'a secret with the name of a variable of AWS Batch',
      (stack) => ({ secrets: { AWS_BATCH_X: Secret.fromSsmParameter(StringParameter.fromStringParameterName(stack, 'P', 'p')) } }),
      'secrets is "AWS_BATCH_X"',
    ],
    [
      'a variable that is a secret too',
      (stack) => ({
        environment: { A: 'x' },
        secrets: { A: Secret.fromSsmParameter(StringParameter.fromStringParameterName(stack, 'P', 'p')) },
      }),
      'secrets is "A"',
    ],
    [
      'retention beside a log driver',
      () => ({ logging: LogDriver.awsLogs({ streamPrefix: 'x' }), logRetention: RetentionDays.ONE_DAY }),
      'logRetention is 1, but it has no effect when logging is given',
    ],
    ['a retention that CloudWatch does not have', () => ({ logRetention: 2 as RetentionDays }), 'logRetention is 2'],
    [
      'an image beside a definition',
      (stack) => ({ ...onEc2({})(stack), jobDefinition: ec2Definition(stack), image: IMAGE }),
      'but it has no effect when jobDefinition is given. Set it in the job definition.',
    ],
    [
      'a definition for instances on Fargate',
      (stack) => ({ jobDefinition: ec2Definition(stack) }),
      'but it must be a definition for AWS Fargate, as the environment is. Use EcsFargateContainerDefinition.',
    ],
    [
      'a definition of pods',
      (stack) => ({ jobDefinition: podsIn(stack) }),
      'jobDefinition is "Stack/Pods", but it must be a definition for Amazon ECS, as the environment is. Use EcsJobDefinition',
    ],
    [
      'a definition of pods on instances',
      (stack) => ({ ...onEc2({})(stack), jobDefinition: podsIn(stack) }),
      'a definition for Amazon ECS',
    ],
    ...[BatchCapacity.FARGATE, BatchCapacity.SPOT].map((capacity): [string, (stack: Stack) => Props, string] => [
      `several nodes on ${capacity.value}`,
      (stack) => ({ batchEnvironment: environmentIn(stack, capacity), jobDefinition: nodesIn(stack, 1) }),
      `jobDefinition is "Stack/Nodes", but it must be a definition with one node on ${capacity.value}. Use an environment with BatchCapacity.EC2`,
    ]),
    [
      'nodes with more vCPUs than run at a time',
      (stack) => ({ ...onEc2({})(stack), jobDefinition: nodesIn(stack, 3) }),
      'jobDefinition is "a definition with 9 vCPUs", but it must be at most 8, the maxVcpus of the environment. Raise maxVcpus',
    ],
    [
      'a definition with more vCPUs than run at a time',
      (stack) => ({ batchEnvironment: environmentIn(stack, BatchCapacity.FARGATE, { maxVcpus: 0.5 }), jobDefinition: definitionOf(stack) }),
      'jobDefinition is "a definition with 1 vCPUs", but it must be at most 0.5',
    ],
    ['a wrong prefix', () => ({ namePrefix: 'my team' }), 'namePrefix is "my team"'],
    [
      'a queue as environment',
      (stack) => ({ batchEnvironment: JobQueue.fromJobQueueArn(stack, 'Q', 'arn:aws:batch:eu-west-1:123456789012:job-queue/q') as never }),
      'batchEnvironment is "Stack/Q", but it must be an environment of jobs',
    ],
    [
      'a number as variable',
      () => ({ environment: { A: 1 as never } }),
      'environment is { A: 1 }, but it must be an object of strings by name',
    ],
    ['a text as date', () => ({ start: '2027-01-01' as never }), 'start is "2027-01-01", but it must be a valid Date'],
  ])('%s', (_name, props, message) => {
    const stack = newStack();
    expect(() => jobIn(stack, props(stack))).toThrow(message);
  });
});

describe('what is of another place', () => {
  const env = { env: { account: '123456789012', region: 'eu-west-1' } };
  const submits = (place: object, arn: string) => (): void => {
    const stack = new Stack(new App(), 'Stack', place);
    jobIn(stack, { jobDefinition: EcsJobDefinition.fromJobDefinitionArn(stack, 'Definition', `${arn}:job-definition/app:7`) });
  };
  const queues = (place: object, arn: string) => (): void => {
    const stack = new Stack(new App(), 'Stack', place);
    const jobQueue = JobQueue.fromJobQueueArn(stack, 'Queue', `${arn}:job-queue/nightly`);
    const capacity = BatchCapacity.FARGATE;
    jobIn(stack, {
      batchEnvironment: OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Environment', { jobQueue, capacity }),
    });
  };

  test.each(['arn:aws:batch:eu-west-1:999999999999', 'arn:aws:batch:us-east-1:123456789012', 'arn:aws-cn:batch:eu-west-1:123456789012'])(
    '%s is refused',
    (arn) => {
      expect(submits(env, arn)).toThrow(
        `jobDefinition is "${arn}:job-definition/app:7", but it must be of the account and the Region of the stack, 123456789012 and eu-west-1`,
      );
      expect(queues(env, arn)).toThrow(`batchEnvironment is "${arn}:job-queue/nightly"`);
    },
  );

  test('is let through where that is not known', () => {
    const elsewhere = 'arn:aws:batch:us-east-1:123456789012';
    expect(submits({}, elsewhere)).not.toThrow();
    expect(queues({}, elsewhere)).not.toThrow();
    expect(queues(env, `arn:${Aws.PARTITION}:batch:${Aws.REGION}:${Aws.ACCOUNT_ID}`)).not.toThrow();
    expect(queues(env, 'arn:aws:batch:eu-west-1:123456789012')).not.toThrow();
  });
});

test('what is only known at deployment is left to CloudFormation', () => {
  const stack = newStack();
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const props: Props = {
    vcpus: number,
    memory: Size.mebibytes(number),
    environment: { STAGE: text },
    command: ['Ref::scene'],
    parameters: { scene: text },
    jobName: text,
    schedule: ScheduleExpression.expression(text),
    silenceAlarmEnabled: false,
    image: ContainerImage.fromRegistry(text),
  };
  expect(() => jobIn(stack, props)).not.toThrow();
  expect(warnings(stack)).toEqual([]);
});

test('sizes are not checked where capacity is not known', () => {
  const stack = newStack();
  expect(() => jobIn(stack, onEc2({ memory: Size.gibibytes(900) }, 'x8g.metal-48xl')(stack))).not.toThrow();
});

test('a share of a queue that has some is right, as is none of a queue that was imported', () => {
  const [stack, other] = [newStack(), newStack()];
  expect(() => jobIn(stack, { batchEnvironment: sharedBy(stack), shareIdentifier: 'nightly' })).not.toThrow();
  expect(() => jobIn(other, { batchEnvironment: environmentIn(other, BatchCapacity.FARGATE) })).not.toThrow();
});

test('sizes are not checked for an instance type that is only known at deployment', () => {
  const stack = newStack();
  const instanceTypes = ['m7i.large', new CfnParameter(stack, 'Type').valueAsString].map((type) => new InstanceType(type));
  const imported = environmentIn(stack, BatchCapacity.EC2, { instanceTypes });
  const own = new OnDemandBatchEnvironment(stack, 'Own', { capacity: BatchCapacity.EC2, instanceTypes, insightsEnabled: false });
  const props = { image: IMAGE, schedule: DAILY, vcpus: 64, gpus: 1 };
  expect(() => new ScheduledJob(stack, 'Imported', { ...props, batchEnvironment: imported })).not.toThrow();
  expect(() => new ScheduledJob(stack, 'Made', { ...props, batchEnvironment: own })).not.toThrow();
});

test('GPUs that are only known at deployment are left to CloudFormation', () => {
  const stack = newStack();
  const { valueAsNumber: gpus } = new CfnParameter(stack, 'Gpus', { type: 'Number' });
  expect(() => jobIn(stack, onEc2({ gpus }, 'g6.xlarge', 'm7i.xlarge')(stack))).not.toThrow();
});

test('several nodes on EC2 are right, whose vCPUs may be known at deployment', () => {
  const [stack, other] = [newStack(), newStack()];
  expect(() => jobIn(stack, { ...onEc2({})(stack), jobDefinition: nodesIn(stack, 2) })).not.toThrow();
  const { valueAsNumber } = new CfnParameter(other, 'Number', { type: 'Number' });
  expect(() => jobIn(other, { ...onEc2({})(other), jobDefinition: nodesIn(other, valueAsNumber) })).not.toThrow();
});

test('GPUs are left to the environment where they may be', () => {
  const stack = newStack();
  expect(() => jobIn(stack, onEc2({ gpus: 1 })(stack))).not.toThrow();
  const other = newStack();
  expect(() => jobIn(other, inClasses({ gpus: 1, memory: Size.gibibytes(500) }, InstanceClass.M7I, InstanceClass.G6)(other))).not.toThrow();
});

test('an image of the architecture of the environment is right', () => {
  const stack = newStack();
  const batchEnvironment = environmentIn(stack, BatchCapacity.FARGATE, { architecture: CpuArchitecture.ARM64 });
  jobIn(stack, { batchEnvironment, image: ContainerImage.fromRegistry('arm64v8/python:3.13') });
  expect(warnings(stack)).toEqual([]);
});

describe('a warning is printed', () => {
  test.each<[string, Props]>([
    ['a time', { schedule: ScheduleExpression.at(new Date('2020-01-01T04:00:00Z')) }],
    ['years', { schedule: ScheduleExpression.expression('cron(0 4 * * ? 2020)') }],
    ['an end', { end: new Date('2020-01-01T04:00:00Z') }],
    ['the end of a rate', { schedule: ScheduleExpression.rate(Duration.hours(1)), end: new Date('2020-01-01T04:00:00Z') }],
  ])('for a schedule whose runs are all past, by %s', (_, props) => {
    const stack = newStack();
    jobIn(stack, props);
    expect(warnings(stack)).toEqual([expect.stringMatching(/^All runs of the schedule .* are past/)]);
  });

  test('for none of those where the schedule is disabled', () => {
    const stack = newStack();
    jobIn(stack, { enabled: false, schedule: ScheduleExpression.at(new Date('2020-01-01T04:00:00Z')) });
    expect(warnings(stack)).toEqual([]);
  });

  test.each<[string, boolean]>([
    ['cron(* 4 * * ? *)', true],
    ['cron(* */2 ? * MON *)', true],
    ['cron(* * * * ? *)', false],
    ['cron(0 4 * * ? *)', false],
    ['rate(1 minute)', false],
  ])('for hours without minutes: %s, %p', (expression, isWarned) => {
    const stack = newStack();
    jobIn(stack, { schedule: ScheduleExpression.expression(expression) });
    const warning = expect.stringContaining('The minutes of schedule are *: the job is due every minute of those hours. Set minute');
    expect(warnings(stack)).toEqual(isWarned ? [warning] : []);
  });

  test('for nearly all of the memory of the largest instance', () => {
    const stack = newStack();
    jobIn(stack, onEc2({ memory: Size.mebibytes(8191) }, 'm7i.large')(stack));
    expect(warnings(stack)).toEqual([expect.stringMatching(/^memory is 8191 MiB, nearly all of the 8192 MiB/)]);
    const other = newStack();
    jobIn(other, onEc2({ memory: Size.mebibytes(7500) }, 'm7i.large')(other));
    expect(warnings(other)).toEqual([]);
  });

  test('for an image whose name states another architecture', () => {
    const stack = newStack();
    jobIn(stack, { image: ContainerImage.fromRegistry('arm64v8/python:3.13') });
    expect(warnings(stack)).toEqual([
      expect.stringMatching(
        /^image is "arm64v8\/python:3\.13", which looks like an image for ARM64, but the environment is for X86_64.*:image-architecture\]$/,
      ),
    ]);
  });

  test.each<[string, CpuArchitecture, Platform | undefined, string | undefined]>([
    ['no platform', CpuArchitecture.X86_64, undefined, 'has no platform, so that it is built for the machine that deploys'],
    ['no platform, on ARM', CpuArchitecture.ARM64, undefined, 'Set platform: Platform.LINUX_ARM64 of'],
    ['another platform', CpuArchitecture.X86_64, Platform.custom('linux/386'), 'is built for linux/386, and the environment is for X86_64'],
    ['a variant of its platform', CpuArchitecture.ARM64, Platform.custom('linux/arm64/v8'), undefined],
    ['a platform that is only known at deployment', CpuArchitecture.ARM64, Platform.custom(Aws.REGION), undefined],
    ['its platform', CpuArchitecture.X86_64, Platform.LINUX_AMD64, undefined],
  ])('for an image that is built here with %s', (_, architecture, platform, expected) => {
    const stack = newStack();
    jobIn(stack, {
      batchEnvironment: environmentIn(stack, BatchCapacity.FARGATE, { architecture }),
      image: ContainerImage.fromAsset(__dirname, { platform, file: 'full-scheduled-job.ts' }),
    });
    expect(warnings(stack)).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
  });

  test.each<[string, Props, string[]]>([
    [
      'has no value',
      { command: ['run', 'Ref::day', 'Ref::night'], parameters: { day: '1' } },
      ['a value: night. The container would get the text Ref::night'],
    ],
    [
      'is not referred to',
      { command: ['run', '--day=Ref::day'], parameters: { day: '1', night: '2' } },
      ['none of these parameters: night. Add Ref::night'],
    ],
    ['no command refers to', { parameters: { day: '1' } }, ['none of these parameters: day']],
    ['is misspelt', { command: ['Ref::dya'], parameters: { day: '1' } }, ['a value: dya', 'none of these parameters: day']],
    ['is like a member of each object', { command: ['Ref::constructor'] }, ['a value: constructor']],
    ['may be in what is known at deployment', { command: [Aws.REGION], parameters: { day: '1' } }, []],
    ['is as it should be', { command: ['Ref::day'], parameters: { day: '1' } }, []],
  ])('for a parameter that %s', (_, props, expected) => {
    const stack = newStack();
    jobIn(stack, props);
    expect(warnings(stack)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  test('for a secret in plain text, by its name alone', () => {
    const stack = newStack();
    jobIn(stack, { environment: { DB_PASSWORD: 'hunter2', STAGE: 'prod' } });
    expect(warnings(stack)).toEqual([expect.stringMatching(/^environment holds what looks like a secret: DB_PASSWORD\. .*Use secrets/)]);
    expect(warnings(stack).join()).not.toContain('hunter2');
  });

  test('for secrets in the command and in parameters', () => {
    const stack = newStack();
    jobIn(stack, { command: ['load', '--password=hunter2', 'Ref::apiKey', 'Ref::scene'], parameters: { apiKey: 'abc', scene: '4' } });
    expect(warnings(stack)).toEqual([
      expect.stringContaining('command holds what looks like a secret: password.'),
      expect.stringContaining('parameters holds what looks like a secret: apiKey.'),
    ]);
    expect(warnings(stack).join()).not.toContain('hunter2');
  });

  test('for a secret in parameters of a definition that is given', () => {
    const stack = newStack();
    jobIn(stack, { jobDefinition: definitionOf(stack), parameters: { password: 'hunter2', day: '1' } });
    expect(warnings(stack).filter((text) => text.includes('secret'))).toEqual([
      expect.stringContaining('parameters holds what looks like a secret: password.'),
    ]);
  });

  test.each<[string, (stack: Stack) => Props, string[]]>([
    [
      'a secret of AWS Secrets Manager',
      (stack) => ({ environment: { PLAIN: StoredSecret.fromSecretNameV2(stack, 'S', 's').secretValue.unsafeUnwrap() } }),
      ['environment holds what looks like a secret: PLAIN.'],
    ],
    [
      'a part of a secret of this stack',
      (stack) => ({ environment: { URL: `redis://${new StoredSecret(stack, 'S').secretValueFromJson('password').unsafeUnwrap()}` } }),
      ['environment holds what looks like a secret: URL.'],
    ],
    [
      'a secure parameter',
      () => ({ parameters: { plain: SecretValue.ssmSecure('p').unsafeUnwrap() }, command: ['Ref::plain'] }),
      ['parameters holds what looks like a secret: plain.'],
    ],
    [
      'a parameter that is not shown',
      (stack) => ({ environment: { PLAIN: new CfnParameter(stack, 'P', { noEcho: true }).valueAsString } }),
      ['environment holds what looks like a secret: PLAIN.'],
    ],
    [
      'a parameter, by its name',
      (stack) => ({ environment: { API_TOKEN: new CfnParameter(stack, 'P').valueAsString } }),
      ['environment holds what looks like a secret: API_TOKEN.'],
    ],
    [
      'an attribute of a resource, by its name',
      (stack) => ({
        environment: { DB_PASSWORD: new CfnParameter(stack, 'P').valueAsString + Fn.getAtt('Custom', 'Password').toString() },
      }),
      ['environment holds what looks like a secret: DB_PASSWORD.'],
    ],
    [
      'an option and its value',
      (stack) => ({ command: ['load', '--password', new CfnParameter(stack, 'P').valueAsString] }),
      ['command holds what looks like a secret: password.'],
    ],
    [
      'a part of an argument',
      (stack) => ({ command: ['load', `--db=postgres://me:${new CfnParameter(stack, 'P').valueAsString}@host`] }),
      ['command holds what looks like a secret: db.'],
    ],
    ['the address of a secret', (stack) => ({ environment: { DB_SECRET: new StoredSecret(stack, 'S').secretArn } }), []],
    [
      'an address that aws-cdk-lib makes',
      (stack) => ({ environment: { DB_SECRET: StoredSecret.fromSecretNameV2(stack, 'S', 's').secretArn } }),
      [],
    ],
    ['an attribute that is an address', (stack) => ({ environment: { TOKEN: new CfnQueue(stack, 'Q').attrArn } }), []],
    ['a parameter of another name', (stack) => ({ environment: { STAGE: new CfnParameter(stack, 'P').valueAsString } }), []],
  ])('for a secret that is only known at deployment: %s', (_, props, expected) => {
    const stack = newStack();
    jobIn(stack, props(stack));
    expect(warnings(stack)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  test('for a secret that is not known before synth, by its name', () => {
    const stack = newStack();
    const later: string[] = [];
    jobIn(stack, { environment: { DB_PASSWORD: Lazy.string({ produce: () => later[0].toUpperCase() }) } });
    later.push('hunter2');
    expect(warnings(stack)).toEqual([expect.stringContaining('environment holds what looks like a secret: DB_PASSWORD.')]);
  });

  test('for runs that wait for one that may never end', () => {
    const { QUEUE: overlapPolicy } = OverlapPolicy;
    const warned = (props: (stack: Stack) => Props): string[] => {
      const stack = newStack();
      jobIn(stack, { overlapPolicy, ...props(stack) });
      return warnings(stack);
    };
    const warning = [expect.stringContaining('one run that hangs would hold up all later ones')];
    expect(warned(() => ({}))).toEqual(warning);
    expect(warned((stack) => ({ jobDefinition: definitionOf(stack) }))).toEqual(warning);
    expect(warned(() => ({ timeout: Duration.hours(1) }))).toEqual([]);
    const imported = 'arn:aws:batch:eu-west-1:123456789012:job-definition/app';
    expect(warned((stack) => ({ jobDefinition: EcsJobDefinition.fromJobDefinitionArn(stack, 'Definition', imported) }))).toEqual([]);
  });

  test('for a container without an address in public subnets', () => {
    const stack = newStack();
    const batchEnvironment = environmentIn(stack, BatchCapacity.FARGATE, { publicIpRequired: true });
    const definitionWith = (id: string, assignPublicIp: boolean) =>
      new EcsJobDefinition(stack, `${id}Definition`, {
        container: new EcsFargateContainerDefinition(stack, id, { image: IMAGE, cpu: 1, memory: Size.gibibytes(2), assignPublicIp }),
      });
    new ScheduledJob(stack, 'Good', { batchEnvironment, jobDefinition: definitionWith('Open', true), schedule: DAILY });
    expect(warnings(stack)).toEqual([]);
    const other = newStack();
    new ScheduledJob(other, 'Bad', {
      batchEnvironment: environmentIn(other, BatchCapacity.FARGATE, { publicIpRequired: true }),
      jobDefinition: definitionOf(other),
      schedule: DAILY,
    });
    expect(warnings(other)).toEqual([expect.stringContaining('the container of Stack/Closed has no public address')]);
  });
});

const definitionOf = (stack: Stack) =>
  new EcsJobDefinition(stack, 'Definition', {
    container: new EcsFargateContainerDefinition(stack, 'Closed', { image: IMAGE, cpu: 1, memory: Size.gibibytes(2) }),
  });

test.each<[string, (parameter: CfnParameter) => Props]>([
  ['expression', ({ valueAsString }) => ({ schedule: ScheduleExpression.expression(valueAsString) })],
  ['hour', ({ valueAsString: hour }) => ({ schedule: ScheduleExpression.cron({ minute: '0', hour }) })],
  [
    'time zone',
    ({ valueAsString }) => ({ schedule: ScheduleExpression.cron({ minute: '0', hour: '4', timeZone: TimeZone.of(valueAsString) }) }),
  ],
])('a schedule whose %s is only known at deployment has no alarm on silence', (_, props) => {
  const stack = newStack();
  expect(jobIn(stack, props(new CfnParameter(stack, 'Parameter'))).silenceAlarm).toBeUndefined();
  expect(warnings(stack)).toEqual([]);
});

test('a schedule that is only known at deployment can go without its alarm', () => {
  const stack = newStack();
  const { valueAsString: hour } = new CfnParameter(stack, 'Hour');
  const job = jobIn(stack, { schedule: ScheduleExpression.cron({ minute: '0', hour }), silenceAlarmEnabled: false });
  expect(job.silenceAlarm).toBeUndefined();
});
