import { App, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { FargateComputeEnvironment, IManagedComputeEnvironment, JobQueue, ManagedEc2EcsComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { CfnRoute, InstanceClass, InstanceType, LaunchTemplate, LaunchTemplateAttributes, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { fullEnvironment, network } from './full-environment';
import { BatchCapacity, OnDemandBatchEnvironment, OnDemandBatchEnvironmentProps } from '../../src';

const build = (props: OnDemandBatchEnvironmentProps = {}, stack = new Stack(new App(), 'Stack')) => {
  const environment = new OnDemandBatchEnvironment(stack, 'Batch', props);
  return { stack, environment, template: Template.fromStack(stack) };
};
const computeResources = (template: Template): Record<string, unknown> =>
  Object.values(template.findResources('AWS::Batch::ComputeEnvironment'))[0].Properties.ComputeResources;
const warnings = (stack: Stack): string[] =>
  Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));

describe('an environment without props', () => {
  const { stack, environment, template } = build();

  test('runs jobs on Fargate, in public subnets, where they need an address', () => {
    expect(computeResources(template)).toMatchObject({ Type: 'FARGATE', MaxvCpus: 256 });
    expect(environment.publicIpRequired).toBe(true);
    expect(environment.capacity).toBe(BatchCapacity.FARGATE);
    expect(environment.maxVcpus).toBe(256);
    expect([environment.launchTemplate, environment.instanceRole, environment.instanceTypes]).toEqual([undefined, undefined, undefined]);
  });

  test('has nothing that costs while no job runs', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::EIP', 0);
    template.allResourcesProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'REJECT' });
  });

  test('lets nothing in', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('cancels jobs that can never run, and lets others wait for capacity', () => {
    template.hasResourceProperties('AWS::Batch::JobQueue', {
      JobStateTimeLimitActions: [
        { Action: 'CANCEL', State: 'RUNNABLE', MaxTimeSeconds: 600, Reason: 'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE' },
        { Action: 'CANCEL', State: 'RUNNABLE', MaxTimeSeconds: 600, Reason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT' },
      ],
    });
  });

  test('gives nothing a name, and warns of nothing', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"(ComputeEnvironmentName|JobQueueName|RoleName|GroupName)"/);
    expect(warnings(stack)).toEqual([]);
  });
});

describe.each<[string, BatchCapacity, string, string]>([
  ['EC2', BatchCapacity.EC2, 'EC2', 'BEST_FIT_PROGRESSIVE'],
  ['Spot Instances', BatchCapacity.SPOT, 'SPOT', 'SPOT_PRICE_CAPACITY_OPTIMIZED'],
])('an environment on %s', (_, capacity, type, strategy) => {
  const { stack, environment, template } = build({ capacity });

  test('idles without instances, and chooses among the default classes', () => {
    expect(computeResources(template)).toMatchObject({
      Type: type,
      MinvCpus: 0,
      InstanceTypes: ['default_x86_64'],
      AllocationStrategy: strategy,
      UpdateToLatestImageVersion: true,
    });
    expect(computeResources(template)).not.toHaveProperty('DesiredvCpus');
  });

  test('launches instances with IMDSv2 and an encrypted volume', () => {
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: Match.objectLike({ Encrypted: true, VolumeSize: 30, VolumeType: 'gp3' }) }],
      }),
    });
    expect(computeResources(template)).toMatchObject({
      LaunchTemplate: { LaunchTemplateId: stack.resolve(environment.launchTemplate?.launchTemplateId) },
    });
  });

  test('launches from the latest version of its template, so that a change reaches instances', () => {
    const [launchTemplate] = Object.keys(template.findResources('AWS::EC2::LaunchTemplate'));
    expect(computeResources(template)).toMatchObject({
      LaunchTemplate: { Version: { 'Fn::GetAtt': [launchTemplate, 'LatestVersionNumber'] } },
    });
  });

  test('states for security reviews that jobs can use the role of their instance', () => {
    const { Metadata } = Object.values(template.findResources('AWS::IAM::Role', Match.objectLike({ Metadata: Match.anyValue() }))).find(
      ({ Properties }) => JSON.stringify(Properties).includes('AmazonEC2ContainerServiceforEC2Role'),
    ) as { Metadata: unknown };
    expect(JSON.stringify(Metadata)).toContain('Jobs share the network of their instance and can use its role.');
  });

  test('gives instances a public address in the VPC that is made', () => {
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: true });
    expect(environment.publicIpRequired).toBe(false);
    expect(warnings(stack)).toEqual([]);
  });
});

test('Fargate Spot is Fargate at the price of Spot', () => {
  const { template, environment } = build({ capacity: BatchCapacity.FARGATE_SPOT });
  expect(computeResources(template).Type).toBe('FARGATE_SPOT');
  expect(environment.capacity.isSpot && environment.capacity.isFargate).toBe(true);
});

test('ARM instances come from the classes of ARM', () => {
  const { template } = build({ capacity: BatchCapacity.EC2, architecture: CpuArchitecture.ARM64 });
  expect(computeResources(template).InstanceTypes).toEqual(['default_arm64']);
});

test.each<[string, CpuArchitecture, InstanceClass[], unknown[]]>([
  ['of ARM', CpuArchitecture.ARM64, [InstanceClass.STANDARD7_GRAVITON, InstanceClass.T4G, InstanceClass.IM4GN], ['m7g', 't4g', 'im4gn']],
  ['of x86', CpuArchitecture.X86_64, [InstanceClass.GRAPHICS5, InstanceClass.U_6TB1, InstanceClass.P4DE], ['g5', 'u-6tb1', 'p4de']],
  ['known at deployment', CpuArchitecture.X86_64, [Token.asString({ Ref: 'Class' }) as InstanceClass], [{ Ref: 'Class' }]],
])('classes %s are launched by their names in Amazon EC2', (_, architecture, instanceClasses, names) => {
  const { template } = build({ capacity: BatchCapacity.EC2, architecture, instanceClasses });
  expect(computeResources(template).InstanceTypes).toEqual(names);
});

test('every prop reaches its resource', () => {
  const stack = new Stack(new App(), 'Stack');
  const environment = fullEnvironment(stack);
  const template = Template.fromStack(stack);
  expect(computeResources(template)).toMatchObject({
    Type: 'SPOT',
    MaxvCpus: 64,
    InstanceTypes: ['m7g.large', 'c7g'],
    Subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    SecurityGroupIds: ['sg-0123456789abcdef0'],
    Ec2Configuration: [{ ImageType: 'ECS_AL2023' }],
  });
  template.hasResourceProperties('AWS::Batch::ComputeEnvironment', { EcsSettings: { ContainerInsights: 'ENHANCED' } });
  template.hasResourceProperties('AWS::IAM::InstanceProfile', { Roles: ['ecsInstanceRole'] });
  template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: Match.objectLike({ BlockDeviceMappings: [Match.objectLike({ Ebs: Match.objectLike({ VolumeSize: 100 }) })] }),
  });
  template.hasResourceProperties('AWS::Batch::JobQueue', {
    JobStateTimeLimitActions: [
      Match.objectLike({ MaxTimeSeconds: 3600 }),
      Match.objectLike({ MaxTimeSeconds: 3600 }),
      Match.objectLike({ MaxTimeSeconds: 14400, Reason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY' }),
    ],
  });
  template.resourceCountIs('AWS::EC2::VPC', 0);
  // With classes, an instance may be of any of their sizes.
  expect(environment.instanceTypes).toBeUndefined();
});

test('a compute environment of its own is used as it is', () => {
  const stack = new Stack(new App(), 'Stack');
  const computeEnvironment = new ManagedEc2EcsComputeEnvironment(stack, 'Own', { vpc: network(stack), maxvCpus: 8 });
  const environment = new OnDemandBatchEnvironment(stack, 'Batch', { computeEnvironment, capacity: BatchCapacity.EC2 });
  expect(environment.computeEnvironment).toBe(computeEnvironment);
  expect(environment.securityGroups).toBe(computeEnvironment.securityGroups);
  expect([environment.maxVcpus, environment.vpc, environment.launchTemplate]).toEqual([8, undefined, undefined]);
  Template.fromStack(stack).resourceCountIs('AWS::Batch::ComputeEnvironment', 1);
});

test.each<[string, BatchCapacity, (stack: Stack) => IManagedComputeEnvironment]>([
  ['Fargate', BatchCapacity.FARGATE, (stack) => new FargateComputeEnvironment(stack, 'Own', { vpc: network(stack) })],
  ['Fargate Spot', BatchCapacity.FARGATE_SPOT, (stack) => new FargateComputeEnvironment(stack, 'Own', { vpc: network(stack), spot: true })],
  ['EC2', BatchCapacity.EC2, (stack) => new ManagedEc2EcsComputeEnvironment(stack, 'Own', { vpc: network(stack) })],
  ['Spot Instances', BatchCapacity.SPOT, (stack) => new ManagedEc2EcsComputeEnvironment(stack, 'Own', { vpc: network(stack), spot: true })],
])('the capacity of a compute environment of its own is known: %s', (_, capacity, own) => {
  const stack = new Stack(new App(), 'Stack');
  expect(new OnDemandBatchEnvironment(stack, 'Batch', { computeEnvironment: own(stack) }).capacity).toBe(capacity);
});

test('of a compute environment that is imported nothing is known but its capacity', () => {
  const stack = new Stack(new App(), 'Stack');
  const arn = 'arn:aws:batch:eu-west-1:123456789012:compute-environment/own';
  const computeEnvironment = FargateComputeEnvironment.fromFargateComputeEnvironmentArn(stack, 'Own', arn);
  const environment = new OnDemandBatchEnvironment(stack, 'Batch', { computeEnvironment, capacity: BatchCapacity.FARGATE_SPOT });
  expect([environment.capacity, environment.maxVcpus, environment.publicIpRequired]).toEqual([
    BatchCapacity.FARGATE_SPOT,
    undefined,
    false,
  ]);
});

test('a launch template and instance types of its own are used', () => {
  const stack = new Stack(new App(), 'Stack');
  const launchTemplate = new LaunchTemplate(stack, 'Template', { requireImdsv2: true });
  const { environment, template } = build(
    { capacity: BatchCapacity.EC2, launchTemplate, instanceTypes: [new InstanceType('m7i.large')] },
    stack,
  );
  expect(environment.launchTemplate).toBe(launchTemplate);
  expect(environment.instanceTypes?.map(String)).toEqual(['m7i.large']);
  template.resourceCountIs('AWS::EC2::LaunchTemplate', 1);
});

test.each<[string, LaunchTemplateAttributes, unknown]>([
  [
    'the version that is given',
    { launchTemplateId: 'lt-0123456789abcdef0', versionNumber: '7' },
    { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '7' },
  ],
  [
    'the default version otherwise',
    { launchTemplateId: 'lt-0123456789abcdef0' },
    { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '$Default' },
  ],
  ['its name', { launchTemplateName: 'jobs', versionNumber: '7' }, { LaunchTemplateName: 'jobs', Version: '7' }],
])('a launch template that exists is used by %s', (_, attributes, expected) => {
  for (const instanceTypes of [undefined, [new InstanceType('m7i.large')]]) {
    const stack = new Stack(new App(), 'Stack');
    const launchTemplate = LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', attributes);
    const { template } = build({ capacity: BatchCapacity.EC2, launchTemplate, instanceTypes }, stack);
    expect(computeResources(template).LaunchTemplate).toEqual(expected);
  }
});

test('an environment that exists is described', () => {
  const stack = new Stack(new App(), 'Stack');
  const jobQueue = JobQueue.fromJobQueueArn(stack, 'Queue', 'arn:aws:batch:eu-west-1:123456789012:job-queue/nightly');
  const imported = OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Batch', {
    jobQueue,
    capacity: BatchCapacity.SPOT,
  });
  expect(imported).toMatchObject({ jobQueue, capacity: BatchCapacity.SPOT, architecture: CpuArchitecture.X86_64, publicIpRequired: false });
  expect(() => OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Other', { jobQueue } as never)).toThrow(
    'Stack/Other: capacity is required',
  );
});

describe('subnets without a route are warned of', () => {
  const vpcOf = (stack: Stack, subnetType: SubnetType, mapPublicIpOnLaunch?: boolean) =>
    new Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 1, subnetConfiguration: [{ name: 'Jobs', subnetType, mapPublicIpOnLaunch }] });

  test('isolated ones', () => {
    const stack = new Stack(new App(), 'Stack');
    build({ vpc: vpcOf(stack, SubnetType.PRIVATE_ISOLATED) }, stack);
    expect(warnings(stack)).toEqual([expect.stringContaining('The subnets Stack/Vpc/JobsSubnet1 have no route to the internet')]);
  });

  test('public ones that give instances no address', () => {
    const stack = new Stack(new App(), 'Stack');
    build({ vpc: vpcOf(stack, SubnetType.PUBLIC, false), capacity: BatchCapacity.EC2 }, stack);
    expect(warnings(stack)).toEqual([expect.stringContaining('Stack/Vpc/JobsSubnet1 are public and give instances no public address')]);
  });

  const withoutGateway = (stack: Stack) => new Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 1, createInternetGateway: false });
  const PUBLIC = { vpcSubnets: { subnetType: SubnetType.PUBLIC } };

  test.each([
    ['Fargate', BatchCapacity.FARGATE],
    ['EC2', BatchCapacity.EC2],
  ])('public ones without a gateway, on %s', (_, capacity) => {
    const stack = new Stack(new App(), 'Stack');
    build({ vpc: withoutGateway(stack), capacity, ...PUBLIC }, stack);
    expect(warnings(stack)).toEqual([expect.stringContaining('The subnets Stack/Vpc/PublicSubnet1 have no route to the internet')]);
  });

  test('and a route may be added later, beside the subnet', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = withoutGateway(stack);
    new OnDemandBatchEnvironment(stack, 'Batch', { vpc, ...PUBLIC });
    const { routeTableId } = vpc.publicSubnets[0].routeTable;
    new CfnRoute(stack, 'Route', { routeTableId, destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-0123456789abcdef0' });
    expect(warnings(stack)).toEqual([]);
  });

  test('a route to another network does not count', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = withoutGateway(stack);
    const { routeTableId } = vpc.publicSubnets[0].routeTable;
    new CfnRoute(stack, 'Route', { routeTableId, destinationCidrBlock: '10.0.0.0/8', vpcPeeringConnectionId: 'pcx-0123456789abcdef0' });
    new OnDemandBatchEnvironment(stack, 'Batch', { vpc, ...PUBLIC });
    expect(warnings(stack)).toEqual([expect.stringContaining('have no route to the internet')]);
  });

  test('and imported public ones are trusted', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['eu-west-1a'],
      publicSubnetIds: ['subnet-0123456789abcdef0'],
      publicSubnetRouteTableIds: ['rtb-0123456789abcdef0'],
    });
    new OnDemandBatchEnvironment(stack, 'Batch', { vpc, ...PUBLIC });
    expect(warnings(stack)).toEqual([]);
  });

  test('and a job on Fargate takes an address where its subnet gives none', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(build({ vpc: vpcOf(stack, SubnetType.PUBLIC, false) }, stack).environment.publicIpRequired).toBe(true);
    expect(warnings(stack)).toEqual([]);
  });

  test('and a VPC that is looked up is not judged before it is found', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
    new OnDemandBatchEnvironment(stack, 'Batch', { vpc: Vpc.fromLookup(stack, 'Vpc', { isDefault: true }) });
    expect(warnings(stack)).toEqual([]);
  });
});
