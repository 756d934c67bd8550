import { Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CONSTRUCTS, handlersOf } from './constructs';
import { ISOLATED_SUBNET, networkOf, PRIVATE_SUBNET, SECURITY_GROUP, securityGroupOf } from './every-handler-option';
import { HandlerOptions } from '../../src/handler-options';
import { synthesize } from '../event-intake/synthesis';

/** Languages without types let anything through. */
const untyped = (value: unknown): never => value as never;

type Build = (stack: Stack, options: HandlerOptions) => void;

/** Options that go together, and what they make of every function. */
const OPTIONS: readonly (readonly [names: string, options: (stack: Stack) => HandlerOptions, properties: object])[] = [
  [
    'vpc, memorySize, architecture, runtime and reservedConcurrentExecutions',
    (stack) => ({
      vpc: networkOf(stack),
      memorySize: 1024,
      architecture: Architecture.X86_64,
      runtime: Runtime.NODEJS_22_X,
      reservedConcurrentExecutions: 10,
    }),
    {
      VpcConfig: { SubnetIds: [PRIVATE_SUBNET], SecurityGroupIds: [expect.anything()] },
      MemorySize: 1024,
      Architectures: ['x86_64'],
      Runtime: 'nodejs22.x',
      ReservedConcurrentExecutions: 10,
    },
  ],
  [
    'vpcSubnets and securityGroups',
    (stack) => ({
      vpc: networkOf(stack),
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [securityGroupOf(stack)],
    }),
    { VpcConfig: { SubnetIds: [ISOLATED_SUBNET], SecurityGroupIds: [SECURITY_GROUP] }, Architectures: ['arm64'], Runtime: 'nodejs24.x' },
  ],
];

const ANY_FUNCTION = {
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lambda:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':function:*']],
};

const ec2 = (...rest: (string | object)[]) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ...rest]],
});

const built = (build: Build, options: (stack: Stack) => HandlerOptions): Template =>
  synthesize((stack) => build(stack, options(stack))).template;

/** It draws pages while a viewer waits, which takes the CPU that comes with more memory. */
const memoryOf = (description: string): number => (description.startsWith('Shows jobs') ? 1024 : 256);

describe.each(CONSTRUCTS)('the functions of %s', (_, build) => {
  test('are as they were WHEN nothing is chosen', () => {
    const handlers = handlersOf(built(build, () => ({})));
    expect(handlers.length).toBeGreaterThan(0);
    for (const { Properties } of handlers) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: memoryOf(String(Properties.Description)),
      });
      expect(Properties).not.toHaveProperty('VpcConfig');
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  test.each(OPTIONS)('obey %s', (_names, options, properties) => {
    const handlers = handlersOf(built(build, options));
    expect(handlers.length).toBeGreaterThan(0);
    for (const { Properties } of handlers) expect(Properties).toMatchObject(properties);
  });

  test('have roles that let Lambda manage network interfaces, and their code not, WHEN they are in a VPC', () => {
    const template = built(build, (stack) => ({ vpc: networkOf(stack) }));
    const actions = [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:UnassignPrivateIpAddresses',
    ];
    const finding = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
    const roles = template.findResources('AWS::IAM::Role', {
      Properties: {
        ManagedPolicyArns: Match.absent(),
        Policies: [
          {
            PolicyDocument: {
              Statement: Match.arrayWith([
                {
                  Sid: 'ConnectToVpc',
                  Effect: 'Allow',
                  Action: actions,
                  Resource: [ec2(':', { Ref: 'AWS::AccountId' }, ':*/*'), ec2(':*:security-group/*'), ec2(':*:subnet/*')],
                },
                { Sid: 'FindNetwork', Effect: 'Allow', Action: finding, Resource: '*' },
                {
                  Sid: 'DenyNetworkToCode',
                  Effect: 'Deny',
                  Action: [...actions, ...finding],
                  Resource: '*',
                  Condition: { ArnLike: { 'lambda:SourceFunctionArn': ANY_FUNCTION } },
                },
              ]),
            },
          },
        ],
      },
    });
    expect(Object.keys(roles).length).toBe(Object.keys(template.findResources('AWS::Lambda::Function')).length);
  });

  test('have security groups that allow outbound HTTPS alone, unless others are given', () => {
    const own = built(build, (stack) => ({ vpc: networkOf(stack) }));
    const handlers = handlersOf(own).length;
    own.resourcePropertiesCountIs(
      'AWS::EC2::SecurityGroup',
      {
        SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', Description: 'AWS APIs', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }],
        SecurityGroupIngress: Match.absent(),
        GroupName: Match.absent(),
      },
      handlers,
    );
    const given = built(build, (stack) => ({ vpc: networkOf(stack), securityGroups: [securityGroupOf(stack)] }));
    given.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test.each<[string, (stack: Stack) => HandlerOptions, RegExp]>([
    [
      'subnets without a VPC',
      () => ({ vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } }),
      /: vpcSubnets is \{ subnetType: "Isolated" \}, but it has no effect without vpc\. Set vpc, or leave it out\./,
    ],
    [
      'security groups without a VPC',
      (stack) => ({ securityGroups: [securityGroupOf(stack)] }),
      /: securityGroups is \["Stack\/Outbound"\], but it has no effect without vpc\. Set vpc, or leave it out\./,
    ],
    [
      'an empty list of security groups',
      (stack) => ({ vpc: networkOf(stack), securityGroups: [] }),
      /: securityGroups is \[\], but it must be a list with at least one element\. Leave it out to create a security group for each function\./,
    ],
    [
      'public subnets',
      (stack) => ({ vpc: networkOf(stack), vpcSubnets: { subnetType: SubnetType.PUBLIC } }),
      /: vpcSubnets is \{ subnetType: "Public" \}, but it must be a selection of private subnets\. Lambda gives a function no public address/,
    ],
    ['too little memory', () => ({ memorySize: 127 }), /: memorySize is 127, but it must be a whole number from \d+ to 10240\./],
    ['too much memory', () => ({ memorySize: 10_241 }), /: memorySize is 10241, but it must be a whole number from \d+ to 10240\./],
    [
      'an architecture that Lambda does not have',
      () => ({ architecture: Architecture.custom('riscv') }),
      /: architecture is "riscv", but it must be Architecture\.ARM_64 or Architecture\.X86_64\. Lambda offers no other; leave it out for ARM_64\./,
    ],
    [
      'a runtime of Python',
      () => ({ runtime: Runtime.PYTHON_3_13 }),
      /: runtime is "python3\.13", but it must be Runtime\.NODEJS_22_X or a later runtime of Node\.js\. The functions are built for Node\.js 22; leave it out for Node\.js 24\./,
    ],
    [
      'an old Node.js',
      () => ({ runtime: Runtime.NODEJS_20_X }),
      /: runtime is "nodejs20\.x", but it must be Runtime\.NODEJS_22_X or a later runtime/,
    ],
    [
      'no concurrency',
      () => ({ reservedConcurrentExecutions: 0 }),
      /: reservedConcurrentExecutions is 0, but it must be a whole number of at least \d+\./,
    ],
    [
      'half an invocation',
      () => ({ reservedConcurrentExecutions: 10.5 }),
      /: reservedConcurrentExecutions is 10\.5, but it must be a whole/,
    ],
    [
      'a VPC by its id',
      () => ({ vpc: untyped('vpc-0fedcba9876543210') }),
      /: vpc is "vpc-0fedcba9876543210", but it must be a VPC\. Use new Vpc, or Vpc\.fromLookup for one that exists\./,
    ],
    [
      'security groups by their ids',
      (stack) => ({ vpc: networkOf(stack), securityGroups: [untyped(SECURITY_GROUP)] }),
      /: securityGroups is \["sg-0123456789abcdef0"\], but it must be a list of security groups\. Use new SecurityGroup, or/,
    ],
    [
      'an architecture by its name',
      () => ({ architecture: untyped('x86_64') }),
      /: architecture is "x86_64", but it must be Architecture\.ARM_64 or Architecture\.X86_64\./,
    ],
    [
      'a runtime by its name',
      () => ({ runtime: untyped('nodejs22.x') }),
      /: runtime is "nodejs22\.x", but it must be Runtime\.NODEJS_22_X or a later/,
    ],
  ])('reject %s', (_name, options, message) => {
    expect(() => built(build, options)).toThrow(message);
  });

  test('leave to CloudFormation what is only known at deployment', () => {
    const later = (produce: number) => Lazy.number({ produce: () => produce });
    const template = built(build, () => ({
      memorySize: later(100),
      reservedConcurrentExecutions: later(1),
      runtime: new Runtime(Lazy.string({ produce: () => 'nodejs26.x' })),
    }));
    for (const { Properties } of handlersOf(template)) {
      expect(Properties).toMatchObject({ MemorySize: 100, ReservedConcurrentExecutions: 1, Runtime: 'nodejs26.x' });
    }
  });
});
