/** The policies of a synthesized app as CloudFormation would deploy them: of roles, and of what others may do with queues, keys, buckets and functions. */
import { PermissionProblem } from '../aws/iam/permission-problem';
import { readPolicy, Statement } from '../aws/iam/statements';
import { isObject, Json } from '../aws/json';
import { StackTemplate } from '../replay/assembly/stack-template';
import { DeploymentTarget } from '../replay/template/attributes';
import { DeployedResource } from '../replay/template/deployed-stack';
import { deployStacks } from '../replay/template/deployment';
import { targetsOf } from '../replay/template/rules';

/** A function, a stream of Firehose, a schedule or a state machine, and what its role may do. */
export interface FunctionRole {
  /** Logical id of what has the role. */
  readonly functionId: string;
  readonly stackName: string;
  /** What the function is for, in the words of its construct. */
  readonly description: string;
  readonly statements: readonly Statement[];
  /** Who may take on the role. */
  readonly trust: readonly Statement[];
  /** Policies that are managed elsewhere and may change. */
  readonly managedPolicies: readonly string[];
}

/** A resource with a policy of its own, which states who may do what with it. */
export interface Guarded {
  readonly id: string;
  readonly type: string;
  readonly arn: string;
  readonly statements: readonly Statement[];
  /** Of a queue: the ARN of the key that encrypts it. */
  readonly encryptedBy?: string;
}

/** A rule or an event bus, and the ARNs that it sends to: of targets, and of queues for what they do not take. */
export interface Sender {
  readonly type: 'rule' | 'bus';
  readonly id: string;
  readonly arn: string;
  readonly targets: readonly string[];
  /** Of a bus: the ARN of the key that encrypts it. */
  readonly encryptedBy?: string;
}

/** A log group that a function is subscribed to. */
export interface Subscribed {
  readonly group: string;
  readonly functionArn: string;
}

export interface DeployedPolicies {
  readonly subscribed: readonly Subscribed[];
  readonly roles: readonly FunctionRole[];
  readonly guarded: readonly Guarded[];
  readonly senders: readonly Sender[];
  /** Types of resources that let others in for a whole account; none of the constructs makes one. */
  readonly unexpected: readonly string[];
}

type Find = (...types: string[]) => DeployedResource[];

export function readDeployedPolicies(templates: readonly StackTemplate[], site: DeploymentTarget): DeployedPolicies {
  const stacks = deployStacks(templates, site);
  const find: Find = (...types) => stacks.flatMap((stack) => stack.resources(...types));
  return {
    roles: readRoles(find),
    guarded: [...queues(find), ...keys(find), ...buckets(find), ...functions(find)],
    senders: [...rules(find), ...buses(find)],
    subscribed: find('AWS::Logs::SubscriptionFilter').map((filter) => ({
      group: String(filter.property('LogGroupName')),
      functionArn: String(filter.property('DestinationArn')),
    })),
    unexpected: find(
      'AWS::Logs::ResourcePolicy',
      'AWS::Lambda::LayerVersionPermission',
      'AWS::Lambda::Url',
      'AWS::Events::EventBusPolicy',
    ).map(({ id, type }) => `${type} ${id}`),
  };
}

function readRoles(find: Find): FunctionRole[] {
  const roles = new Map(find('AWS::IAM::Role').map((role) => [String(role.stack.arnOf(role.logicalId)), role]));
  const attached = find('AWS::IAM::Policy', 'AWS::IAM::RolePolicy');
  const owners = find(
    'AWS::Lambda::Function',
    'AWS::KinesisFirehose::DeliveryStream',
    'AWS::Scheduler::Schedule',
    'AWS::StepFunctions::StateMachine',
  );
  return owners.map((owner) => {
    const role = roles.get(roleOf(owner));
    if (role === undefined) throw new PermissionProblem(`${owner.id}: its role is in none of the templates`);
    const ofRole = attached.filter((policy) => [policy.property('Roles'), policy.property('RoleName')].flat().includes(role.name));
    return {
      functionId: owner.id,
      stackName: owner.stack.source.stackName,
      description: descriptionOf(owner),
      trust: readPolicy(role.property('AssumeRolePolicyDocument') ?? {}, role.id),
      statements: [...inlinePolicies(role), ...ofRole.flatMap((policy) => readPolicy(policy.property('PolicyDocument'), policy.id))],
      managedPolicies: [role.property('ManagedPolicyArns') ?? []].flat().map(String),
    };
  });
}

function descriptionOf(owner: DeployedResource): string {
  switch (owner.type) {
    case 'AWS::Lambda::Function':
      return String(owner.property('Description') ?? owner.logicalId);
    case 'AWS::Scheduler::Schedule':
      return 'Submits scheduled jobs';
    case 'AWS::StepFunctions::StateMachine':
      return 'Submits scheduled jobs, unless one runs';
    default:
      return 'Delivers to the job history';
  }
}

function roleOf(owner: DeployedResource): string {
  const target = owner.property('Target');
  if (isObject(target)) return String(target.RoleArn);
  const destination = owner.property('ExtendedS3DestinationConfiguration');
  return String(isObject(destination) ? destination.RoleARN : (owner.property('Role') ?? owner.property('RoleArn')));
}

function inlinePolicies(role: DeployedResource): Statement[] {
  return [role.property('Policies') ?? []]
    .flat()
    .flatMap((policy) => readPolicy(isObject(policy) ? policy.PolicyDocument : undefined, role.id));
}

function queues(find: Find): Guarded[] {
  const policies = find('AWS::SQS::QueuePolicy');
  return find('AWS::SQS::Queue').map((queue) => {
    const arn = String(queue.stack.arnOf(queue.logicalId));
    const own = policies.filter((policy) => [policy.property('Queues') ?? []].flat().some((url) => String(url).endsWith(`/${queue.name}`)));
    const encryptedBy = queue.property('KmsMasterKeyId');
    return {
      id: queue.id,
      type: queue.type,
      arn,
      ...(encryptedBy !== undefined && { encryptedBy: String(encryptedBy) }),
      statements: own.flatMap((policy) => readPolicy(policy.property('PolicyDocument'), policy.id)),
    };
  });
}

const keys = (find: Find): Guarded[] =>
  find('AWS::KMS::Key').map((key) => ({
    id: key.id,
    type: key.type,
    arn: String(key.stack.arnOf(key.logicalId)),
    statements: readPolicy(key.property('KeyPolicy'), key.id),
  }));

function buckets(find: Find): Guarded[] {
  const policies = find('AWS::S3::BucketPolicy');
  return find('AWS::S3::Bucket').map((bucket) => ({
    id: bucket.id,
    type: bucket.type,
    arn: String(bucket.stack.arnOf(bucket.logicalId)),
    statements: policies
      .filter((policy) => policy.property('Bucket') === bucket.name)
      .flatMap((policy) => readPolicy(policy.property('PolicyDocument'), policy.id)),
  }));
}

/** A permission of a function is a statement of its policy. */
function functions(find: Find): Guarded[] {
  const permissions = find('AWS::Lambda::Permission');
  return find('AWS::Lambda::Function').map((lambda) => {
    const arn = String(lambda.stack.arnOf(lambda.logicalId));
    return {
      id: lambda.id,
      type: lambda.type,
      arn,
      statements: permissions
        .filter((each) => [arn, lambda.name].includes(String(each.property('FunctionName'))))
        .map((each) => invokeStatement(each, arn)),
    };
  });
}

function invokeStatement(permission: DeployedResource, arn: string): Statement {
  const [source, account] = [permission.property('SourceArn'), permission.property('SourceAccount')];
  const condition = (operator: string, key: string, value: Json | undefined): Statement['conditions'] =>
    value === undefined ? [] : [{ operator, key, values: [String(value)] }];
  return {
    sid: permission.id,
    effect: 'Allow',
    actions: [String(permission.property('Action'))],
    notActions: [],
    resources: [arn],
    notResources: [],
    conditions: [...condition('ArnLike', 'aws:SourceArn', source), ...condition('StringEquals', 'aws:SourceAccount', account)],
    principals: { Service: [String(permission.property('Principal'))] },
  };
}

const rules = (find: Find): Sender[] =>
  find('AWS::Events::Rule').map((rule) => ({
    type: 'rule',
    id: rule.id,
    arn: String(rule.stack.arnOf(rule.logicalId)),
    targets: targetsOf(rule).flatMap(({ Arn, DeadLetterConfig }) => [
      String(Arn),
      ...(isObject(DeadLetterConfig) ? [String(DeadLetterConfig.Arn)] : []),
    ]),
  }));

/** A bus sends what it cannot encrypt or decrypt to its dead-letter queue. */
const buses = (find: Find): Sender[] =>
  find('AWS::Events::EventBus').map((bus) => {
    const [deadLetters, key] = [bus.property('DeadLetterConfig'), bus.property('KmsKeyIdentifier')];
    return {
      type: 'bus',
      id: bus.id,
      arn: String(bus.stack.arnOf(bus.logicalId)),
      targets: isObject(deadLetters) ? [String(deadLetters.Arn)] : [],
      ...(key !== undefined && { encryptedBy: String(key) }),
    };
  });
