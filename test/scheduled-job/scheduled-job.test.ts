import { App, CfnParameter, Duration, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EcsFargateContainerDefinition, EcsJobDefinition, FairshareSchedulingPolicy, JobQueue } from 'aws-cdk-lib/aws-batch';
import { LogDriver } from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { DAILY, fullScheduledJob, IMAGE, jobAlone } from './full-scheduled-job';
import { BatchCapacity, OnDemandBatchEnvironment, ScheduledJob, ScheduledJobProps } from '../../src';
import { ACCOUNT, PLACES, Resource, resourcesIn } from '../event-intake/partitions';

const [COMMERCIAL] = PLACES;
const QUEUE = `arn:aws:batch:eu-west-1:${ACCOUNT}:job-queue/BatchJobQueueAFED2E49`;
const DEFINITION = `arn:aws:batch:eu-west-1:${ACCOUNT}:job-definition/`;

const ofType = <Properties>(resources: Record<string, Resource>, type: string): Properties[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties as Properties);
const templateOf = (props: Partial<ScheduledJobProps> = {}) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: COMMERCIAL.region } });
  const job = jobAlone(stack, props);
  return { stack, job, template: Template.fromStack(stack) };
};
const targetOf = (template: Template): { readonly Input: string | { 'Fn::Join': [string, unknown[]] } } =>
  Object.values(template.findResources('AWS::Scheduler::Schedule'))[0].Properties.Target;
/** The request of the schedule, with what only CloudFormation knows as it writes it. */
const inputOf = (template: Template): Record<string, unknown> => {
  const { Input } = targetOf(template);
  if (typeof Input === 'string') return JSON.parse(Input);
  return JSON.parse(Input['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'TOKEN')).join(''));
};

describe('a job with an image and a schedule', () => {
  const { stack, job, template } = templateOf();

  test('is submitted by EventBridge Scheduler, with its definition by name and not by revision', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 4 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      GroupName: { Ref: Object.keys(template.findResources('AWS::Scheduler::ScheduleGroup'))[0] },
      Target: Match.objectLike({
        Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:::aws-sdk:batch:submitJob']] },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 3600 },
        DeadLetterConfig: { Arn: stack.resolve(job.deadLetterQueue.queueArn) },
        RoleArn: stack.resolve(job.submissionRole.roleArn),
      }),
    });
    expect(inputOf(template)).toEqual({
      JobName: 'Nightly',
      JobQueue: 'TOKEN',
      JobDefinition: 'TOKEN',
      ContainerOverrides: { Environment: [{ Name: 'SCHEDULED_TIME', Value: '<aws.scheduler.scheduled-time>' }] },
    });
    const reference = { Ref: stack.getLogicalId(job.jobDefinition.node.defaultChild as never) };
    expect(stack.resolve(job.jobDefinitionName)).toEqual({
      'Fn::Select': [0, { 'Fn::Split': [':', { 'Fn::Select': [1, { 'Fn::Split': ['/', reference] }] }] }],
    });
  });

  test('runs on Fargate as its environment is, with a role of its own', () => {
    template.hasResourceProperties('AWS::Batch::JobDefinition', {
      PlatformCapabilities: ['FARGATE'],
      PropagateTags: true,
      Timeout: {},
      ContainerProperties: Match.objectLike({
        Image: 'public.ecr.aws/amazonlinux/amazonlinux:2023',
        NetworkConfiguration: { AssignPublicIp: 'DISABLED' },
        RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' },
        ResourceRequirements: [
          { Type: 'MEMORY', Value: '2048' },
          { Type: 'VCPU', Value: '1' },
        ],
        JobRoleArn: stack.resolve(job.jobRole?.roleArn),
        LogConfiguration: Match.objectLike({
          LogDriver: 'awslogs',
          Options: Match.objectLike({ 'awslogs-group': stack.resolve(job.logGroup?.logGroupName) }),
        }),
      }),
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  test('retries what is not the fault of the job, and nothing else', () => {
    template.hasResourceProperties('AWS::Batch::JobDefinition', {
      RetryStrategy: {
        Attempts: 3,
        EvaluateOnExit: [
          { Action: 'RETRY', OnStatusReason: 'Host EC2*' },
          { Action: 'RETRY', OnStatusReason: 'Your Spot Task was interrupted*' },
          { Action: 'RETRY', OnStatusReason: 'ECS is performing maintenance on the underlying infrastructure*' },
          { Action: 'EXIT', OnReason: '*' },
        ],
      },
    });
  });

  test('has no physical names', () => {
    const { Resources } = template.toJSON() as { Resources: Record<string, { Properties?: object }> };
    // Those of the insights of the environment are theirs.
    const own = Object.entries(Resources).filter(([name]) => name.startsWith('Nightly'));
    const properties = own.flatMap(([, { Properties }]) => Object.keys(Properties ?? {}));
    expect(properties.filter((property) => /Name$/.test(property) && !/^(Group|Metric|Policy)/.test(property))).toEqual([]);
  });

  test('grants to it are grants to the role of its container', () => {
    const bucket = new Bucket(new Stack(), 'Bucket');
    expect(bucket.grantRead(templateOf().job).success).toBe(true);
    expect(job.grantPrincipal).toBe(job.jobRole);
  });
});

describe('after a deployment', () => {
  const resources = resourcesIn(COMMERCIAL, true, (stack) => jobAlone(stack));
  const [name] = Object.keys(resources).filter((id) => resources[id].Type === 'AWS::Batch::JobDefinition');

  test('the request names the definition, whose latest revision is submitted', () => {
    const [{ Target }] = ofType<{ Target: { Input: string } }>(resources, 'AWS::Scheduler::Schedule');
    expect(JSON.parse(Target.Input)).toMatchObject({ JobQueue: QUEUE, JobDefinition: name });
  });

  test('the role of the schedule may submit every revision of this definition to this queue, and send dead letters', () => {
    const role = ofType<{ AssumeRolePolicyDocument: object; Policies: object[] }>(resources, 'AWS::IAM::Role').find((each) =>
      JSON.stringify(each).includes('scheduler.amazonaws.com'),
    );
    expect(role?.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': expect.stringContaining('ScheduleGroup') } } },
      ],
    });
    expect(role?.Policies).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            { Sid: 'SubmitJob', Action: 'batch:SubmitJob', Resource: [QUEUE, `${DEFINITION}${name}`, `${DEFINITION}${name}:*`] },
            { Sid: 'SendDeadLetters', Action: 'sqs:SendMessage', Resource: expect.stringContaining('DeadLetterQueue') },
          ],
        },
      },
    ]);
    // The target adds nothing to it.
    expect(JSON.stringify(ofType(resources, 'AWS::IAM::Policy'))).not.toContain('batch:SubmitJob');
  });
});

describe('every prop reaches its resource', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: COMMERCIAL.region } });
  const job = fullScheduledJob(stack);
  const template = Template.fromStack(stack);

  test('of the schedule', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(30 4 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
      StartDate: '2099-03-01T00:00:00.000Z',
      KmsKeyArn: Match.anyValue(),
      Target: Match.objectLike({ RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 21600 } }),
    });
    expect(inputOf(template)).toMatchObject({
      JobName: 'nightly-render',
      Parameters: { scene: "it's" },
      ConsumableResourcePropertiesOverride: { ConsumableResourceList: [{ ConsumableResource: 'TOKEN', Quantity: 1 }] },
    });
    template.hasResourceProperties('AWS::Batch::ConsumableResource', { ResourceType: 'REPLENISHABLE', TotalQuantity: 1 });
  });

  test('of the container', () => {
    template.hasResourceProperties('AWS::Batch::JobDefinition', {
      PlatformCapabilities: ['EC2'],
      Timeout: { AttemptDurationSeconds: 7200 },
      RetryStrategy: { Attempts: 5, EvaluateOnExit: [Match.objectLike({ Action: 'EXIT' })] },
      ContainerProperties: Match.objectLike({
        Command: ['render', 'Ref::scene'],
        Environment: [{ Name: 'STAGE', Value: 'prod' }],
        Secrets: [Match.objectLike({ Name: 'DB_PASSWORD' })],
        ResourceRequirements: [
          { Type: 'MEMORY', Value: '15360' },
          { Type: 'VCPU', Value: '4' },
          { Type: 'GPU', Value: '1' },
        ],
      }),
    });
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 7, KmsKeyId: Match.anyValue() },
    });
  });

  test('of the role: the key through the services that it is for, and the turn', () => {
    const statements = Object.entries(template.findResources('AWS::IAM::Role'))
      .filter(([id]) => id.includes('SubmissionRole'))
      .flatMap(
        ([, { Properties }]) => (Properties.Policies ?? []) as { PolicyDocument: { Statement: { Sid: string; Resource: unknown }[] } }[],
      )
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements.map(({ Sid }) => Sid)).toEqual(['SubmitJob', 'SendDeadLetters', 'SendEncrypted', 'ReadSchedule']);
    expect(statements[0].Resource).toHaveLength(4);
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'SchedulerToEncryptedQueues', Principal: { Service: 'scheduler.amazonaws.com' } }),
        ]),
      },
    });
  });

  test('of the alarms', () => {
    expect(job.alarms).toEqual([job.deadLetterAlarm, job.silenceAlarm]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'prod-Nightly-DeadLetter', AlarmActions: [Match.anyValue()] });
    // A day of 25 hours, half an hour of the window, and two hours.
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'prod-Nightly-Silence',
      EvaluationPeriods: 28,
      InsufficientDataActions: [Match.anyValue()],
      TreatMissingData: 'missing',
    });
  });
});

test.each<[number, string]>([
  [0.25, '2048'],
  [1, '2048'],
  [2, '4096'],
  [16, '32768'],
])('%p vCPUs on AWS Fargate have the least memory that it has beside them', (vcpus, Value) => {
  templateOf({ vcpus }).template.hasResourceProperties('AWS::Batch::JobDefinition', {
    ContainerProperties: Match.objectLike({ ResourceRequirements: Match.arrayWith([{ Type: 'MEMORY', Value }]) }),
  });
});

test('an array job submits its size, and that its children follow one another', () => {
  expect(inputOf(templateOf({ arraySize: 7, arraySequential: true }).template)).toMatchObject({
    ArrayProperties: { Size: 7 },
    DependsOn: [{ Type: 'SEQUENTIAL' }],
  });
});

test('a log driver of its own is used, and in public subnets the container has an address', () => {
  const stack = new Stack(new App(), 'Stack');
  const batchEnvironment = new OnDemandBatchEnvironment(stack, 'Batch');
  const job = jobAlone2(stack, { batchEnvironment, logging: LogDriver.awsLogs({ streamPrefix: 'own' }) });
  expect(job.logGroup).toBeUndefined();
  Template.fromStack(stack).hasResourceProperties('AWS::Batch::JobDefinition', {
    ContainerProperties: Match.objectLike({ NetworkConfiguration: { AssignPublicIp: 'ENABLED' } }),
  });
});

/** In an environment of the test. */
const jobAlone2 = (stack: Stack, props: Partial<ScheduledJobProps> & Pick<ScheduledJobProps, 'batchEnvironment'>) =>
  new ScheduledJob(stack, 'Nightly', {
    ...(!props.jobDefinition && { image: IMAGE }),
    schedule: ScheduleExpression.rate(Duration.hours(1)),
    ...props,
  });

describe('a job definition of its own', () => {
  test('is submitted by its name, and keeps its variables', () => {
    const other = new Stack(new App(), 'Other');
    const jobDefinition = EcsJobDefinition.fromJobDefinitionArn(other, 'Definition', `${DEFINITION}render:3`);
    const own = jobAlone(other, { jobDefinition });
    expect(own.jobDefinitionName).toBe('render');
    expect(inputOf(Template.fromStack(other))).toEqual({ JobName: 'Nightly', JobQueue: 'TOKEN', JobDefinition: 'render' });
    Template.fromStack(other).resourceCountIs('AWS::Batch::JobDefinition', 0);
    expect([own.jobRole, own.logGroup]).toEqual([undefined, undefined]);
  });

  test('may be one of this app', () => {
    const stack = new Stack(new App(), 'Stack');
    const container = new EcsFargateContainerDefinition(stack, 'Container', { image: IMAGE, cpu: 1, memory: Size.gibibytes(2) });
    const jobDefinition = new EcsJobDefinition(stack, 'Definition', { container });
    const job = jobAlone(stack, { jobDefinition });
    expect(job.jobDefinition).toBe(jobDefinition);
    Template.fromStack(stack).resourceCountIs('AWS::Batch::JobDefinition', 1);
  });
});
describe('the alarm on silence', () => {
  const hoursOf = (props: Partial<ScheduledJobProps>): number | undefined => {
    const { job } = templateOf(props);
    return (job.silenceAlarm?.node.defaultChild as { evaluationPeriods?: number } | undefined)?.evaluationPeriods;
  };

  test.each<[string, Partial<ScheduledJobProps>, number | undefined]>([
    ['every five minutes', { schedule: ScheduleExpression.rate(Duration.minutes(5)) }, 3],
    [
      'every hour within a window of an hour',
      { schedule: ScheduleExpression.rate(Duration.hours(1)), timeWindow: TimeWindow.flexible(Duration.hours(1)) },
      4,
    ],
    ['every night', {}, 26],
    ['on weekdays', { schedule: ScheduleExpression.expression('cron(0 4 ? * MON-FRI *)') }, 74],
    [
      'every night, in an hour that one night does not have',
      { schedule: ScheduleExpression.cron({ hour: '2', minute: '30', timeZone: TimeZone.EUROPE_BERLIN }) },
      49,
    ],
    ['for a year', { schedule: ScheduleExpression.cron({ hour: '4', minute: '0', year: '2099' }) }, undefined],
    ['every six days', { schedule: ScheduleExpression.rate(Duration.days(6)) }, 146],
    ['every week', { schedule: ScheduleExpression.expression('cron(0 4 ? * MON *)') }, undefined],
    ['once', { schedule: ScheduleExpression.at(new Date('2027-01-01T04:00:00Z')) }, undefined],
    ['never', { enabled: false }, undefined],
    ['until it ends', { end: new Date('2027-01-01T00:00:00Z') }, undefined],
    ['every night, and nobody wants it', { silenceAlarmEnabled: false }, undefined],
  ])('for a job that runs %s', (_, props, hours) => expect(hoursOf(props)).toBe(hours));

  test('looks at the attempts of this schedule alone', () => {
    const { template } = templateOf();
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([
        Match.objectLike({
          MetricStat: Match.objectLike({
            Metric: {
              Namespace: 'AWS/Scheduler',
              MetricName: 'InvocationAttemptCount',
              Dimensions: [
                { Name: 'ScheduleGroup', Value: { Ref: Object.keys(template.findResources('AWS::Scheduler::ScheduleGroup'))[0] } },
              ],
            },
            Period: 3600,
          }),
        }),
      ]),
    });
  });
});

describe('submission by hand', () => {
  test.each(PLACES.flatMap((place) => [true, false].map((isKnown) => [place.region, isKnown, place] as const)))(
    'in %s, a place that is known: %p, is of its partition',
    (region, isKnown, place) => {
      const resources = resourcesIn(place, isKnown, (stack) => {
        const job = jobAlone(stack);
        new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com'), description: job.submitCommand });
        new Role(stack, 'Viewer', { assumedBy: new ServicePrincipal('ec2.amazonaws.com'), description: job.jobsUrl });
      });
      const outputs = Object.fromEntries(
        Object.entries(resources).map(([id, resource]) => [id.slice(0, 6), String(resource.Properties?.Description)]),
      );
      expect(outputs.Reader).toMatch(
        new RegExp(
          `^aws batch submit-job --region ${region} --job-name Nightly --job-queue arn:${place.partition}:batch:\\S+ --job-definition `,
        ),
      );
      const domain = { aws: 'console.aws.amazon.com', 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com' }[
        place.partition
      ];
      expect(outputs.Viewer).toMatch(new RegExp(`^https://${domain}/batch/home\\?region=${region}#queues/detail/`));
    },
  );

  test('has all that the schedule submits, quoted for a shell', () => {
    const stack = new Stack(new App(), 'Stack');
    const job = fullScheduledJob(stack);
    const {
      'Fn::Join': [, parts],
    } = stack.resolve(job.submitCommand) as { 'Fn::Join': [string, unknown[]] };
    const command = parts.map((part) => (typeof part === 'string' ? part : 'TOKEN')).join('');
    expect(command).toContain(String.raw`--parameters '{"scene":"it'\''s"}' --consumable`);
    expect(command).toContain('--consumable-resource-properties-override');
    expect(templateOf({ arraySize: 3, arraySequential: true }).job.submitCommand).toMatch(
      /--array-properties size=3 --depends-on type=SEQUENTIAL$/,
    );
  });

  test('has a parameter that is known at deployment as JSON, once encoded and quoted', () => {
    const stack = new Stack(new App(), 'Stack');
    const bucket = new CfnParameter(stack, 'Bucket');
    const parameters = { to: `s3://${bucket.valueAsString}/"it's"`, zone: 'a' };
    const job = jobAlone(stack, { parameters, command: ['render', 'Ref::to', 'Ref::zone'] });
    const {
      'Fn::Join': [, parts],
    } = stack.resolve(job.submitCommand) as { 'Fn::Join': [string, (string | { Ref?: string })[]] };
    const command = parts.map((part) => (typeof part === 'string' ? part : part.Ref)).join('');
    expect(command).toContain(String.raw`--parameters '{"to":"s3://Bucket/\"it'\''s\"","zone":"a"}'`);
  });

  test('has the share that a queue with a fair-share policy needs, as the schedule has', () => {
    const stack = new Stack(new App(), 'Stack');
    const { jobQueue: own } = new OnDemandBatchEnvironment(stack, 'Batch', { insightsEnabled: false });
    const { computeEnvironments } = own as JobQueue;
    const jobQueue = new JobQueue(stack, 'Queue', {
      computeEnvironments,
      schedulingPolicy: new FairshareSchedulingPolicy(stack, 'Policy'),
    });
    const batchEnvironment = OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Environment', {
      jobQueue,
      capacity: BatchCapacity.FARGATE,
    });
    const job = jobAlone(stack, { batchEnvironment, shareIdentifier: "team's" });
    expect(job.submitCommand).toMatch(/--share-identifier 'team'\\''s'$/);
    expect(inputOf(Template.fromStack(stack))).toMatchObject({ ShareIdentifier: "team's" });
  });

  test('is an output of the stack, unless it is not wanted', () => {
    expect(Object.keys(templateOf().template.findOutputs('*'))).toHaveLength(2);
    expect(templateOf({ outputsEnabled: false }).template.findOutputs('*')).toEqual({});
  });

  test('leads to the console of any partition, by one mapping for all jobs of a stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const batchEnvironment = new OnDemandBatchEnvironment(stack, 'Batch', { insightsEnabled: false });
    for (const id of ['One', 'Other']) new ScheduledJob(stack, id, { batchEnvironment, image: IMAGE, schedule: DAILY });
    const mappings = Object.values(Template.fromStack(stack).findMappings('*'));
    expect(mappings).toHaveLength(1);
    expect(mappings[0]).toMatchObject({
      aws: { Domain: 'console.aws.amazon.com' },
      'aws-cn': { Domain: 'console.amazonaws.cn' },
      'aws-us-gov': { Domain: 'console.amazonaws-us-gov.com' },
      'aws-iso': { Domain: 'console.aws.amazon.com' },
    });
  });

  test('has no mapping where nothing shows the address', () => {
    const stack = new Stack(new App(), 'Stack');
    jobAlone(stack, { outputsEnabled: false });
    expect(Template.fromStack(stack).findMappings('*')).toEqual({});
  });

  test('may be granted', () => {
    const stack = new Stack(new App(), 'Stack');
    const job = jobAlone(stack);
    const role = new Role(stack, 'Operator', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    job.grantSubmit(role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Action: 'batch:SubmitJob', Resource: [Match.anyValue(), Match.anyValue(), Match.anyValue()] })],
      }),
    });
  });
});

test.each([BatchCapacity.EC2, BatchCapacity.FARGATE])('the id of the construct becomes a name of a job', (capacity) => {
  const stack = new Stack(new App(), 'Stack');
  const batchEnvironment = new OnDemandBatchEnvironment(stack, 'Batch', { capacity });
  const job = new ScheduledJob(stack, '_Nightly import: é', {
    batchEnvironment,
    image: IMAGE,
    schedule: ScheduleExpression.rate(Duration.hours(1)),
  });
  expect(job.jobName).toBe('job-Nightly-import---');
});
