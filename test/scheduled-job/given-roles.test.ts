import { App, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EcsVolume, Secret } from 'aws-cdk-lib/aws-batch';
import { IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { jobAlone } from './full-scheduled-job';
import { OverlapPolicy, ScheduledJobProps } from '../../src';
import { ACCOUNT, PLACES } from '../event-intake/partitions';

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}
interface Policies {
  readonly PolicyDocument: { readonly Statement: Statement[] };
}
interface PolicyOf {
  readonly Properties: Policies & { readonly Roles: unknown[] };
}

const newStack = (): Stack => new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: PLACES[0].region } });
const ARN = `arn:aws:iam::${ACCOUNT}:role/given`;
const rolesOf: Record<string, (stack: Stack, service: string) => IRole> = {
  'of the app': (stack, service) => new Role(stack, 'Given', { assumedBy: new ServicePrincipal(service) }),
  'that was imported': (stack) => Role.fromRoleArn(stack, 'Given', ARN),
};
const fixed = (stack: Stack): IRole => Role.fromRoleArn(stack, 'Given', ARN, { mutable: false });
const secretsIn = (stack: Stack) => ({
  DB_PASSWORD: Secret.fromSecretsManager(StoredSecret.fromSecretNameV2(stack, 'Secret', 'database')),
});

/** All that a role may do by the policies that the stack attaches to it. */
function granted(stack: Stack, role: IRole): Statement[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')) as PolicyOf[];
  const name = JSON.stringify(stack.resolve(role.roleName));
  return policies
    .filter(({ Properties }) => Properties.Roles.some((each) => JSON.stringify(each) === name))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
function inlineOf(stack: Stack, role: IRole): Statement[] {
  const roles = Template.fromStack(stack).findResources('AWS::IAM::Role');
  const { Policies } = roles[stack.getLogicalId(role.node.defaultChild as never)].Properties as { readonly Policies: Policies[] };
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

describe.each(Object.entries(rolesOf))('a submission role %s', (_, roleOf) => {
  test.each<[string, (stack: Stack) => Partial<ScheduledJobProps>]>([
    ['submits jobs', () => ({})],
    ['starts the state machine', () => ({ overlapPolicy: OverlapPolicy.SKIP })],
    ['uses the key', (stack) => ({ encryptionKey: new Key(stack, 'Key') })],
  ])('%s, with exactly the permissions of our own', (__, propsOf) => {
    const [ours, theirs] = [newStack(), newStack()];
    const own = jobAlone(ours, propsOf(ours));
    const submissionRole = roleOf(theirs, 'scheduler.amazonaws.com');
    const job = jobAlone(theirs, { ...propsOf(theirs), submissionRole });
    expect(job.submissionRole).toBe(submissionRole);
    expect(granted(theirs, submissionRole)).toEqual(inlineOf(ours, own.submissionRole));
  });
});

test('a schedule is made after the permissions of its role', () => {
  const stack = newStack();
  const submissionRole = rolesOf['of the app'](stack, 'scheduler.amazonaws.com');
  jobAlone(stack, { submissionRole });
  Template.fromStack(stack).hasResource('AWS::Scheduler::Schedule', {
    Properties: { Target: Match.objectLike({ RoleArn: stack.resolve(submissionRole.roleArn) }) },
    DependsOn: [stack.getLogicalId(submissionRole.node.findChild('DefaultPolicy').node.defaultChild as never)],
  });
});

test('roles that cannot be changed get nothing, and are used', () => {
  const stack = newStack();
  const role = fixed(stack);
  const job = jobAlone(stack, { submissionRole: role, executionRole: role, secrets: secretsIn(stack) });
  expect([job.submissionRole, job.executionRole]).toEqual([role, role]);
  expect(granted(stack, role)).toEqual([]);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Scheduler::Schedule', { Target: Match.objectLike({ RoleArn: ARN }) });
  template.hasResourceProperties('AWS::Batch::JobDefinition', { ContainerProperties: Match.objectLike({ ExecutionRoleArn: ARN }) });
});

describe.each(Object.entries(rolesOf))('an execution role %s', (_, roleOf) => {
  test('reads the secrets and writes the log as our own would', () => {
    const [ours, theirs] = [newStack(), newStack()];
    const own = jobAlone(ours, { secrets: secretsIn(ours) });
    const executionRole = roleOf(theirs, 'ecs-tasks.amazonaws.com');
    const job = jobAlone(theirs, { secrets: secretsIn(theirs), executionRole });
    expect(job.executionRole).toBe(executionRole);
    expect(granted(theirs, executionRole)).toEqual(granted(ours, own.executionRole as IRole));
    expect(granted(theirs, executionRole)).toHaveLength(2);
  });
});

describe('the container', () => {
  test('has the storage that is asked for, and a root file system to read', () => {
    const stack = newStack();
    jobAlone(stack, { ephemeralStorageSize: Size.gibibytes(100), readonlyRootFilesystem: true });
    Template.fromStack(stack).hasResourceProperties('AWS::Batch::JobDefinition', {
      ContainerProperties: Match.objectLike({ EphemeralStorage: { SizeInGiB: 100 }, ReadonlyRootFilesystem: true }),
    });
  });

  test('takes what the props do not have', () => {
    const stack = newStack();
    const { container } = jobAlone(stack);
    container?.addVolume(EcsVolume.host({ name: 'scratch', containerPath: '/scratch' }));
    Template.fromStack(stack).hasResourceProperties('AWS::Batch::JobDefinition', {
      ContainerProperties: Match.objectLike({ MountPoints: [Match.objectLike({ ContainerPath: '/scratch' })] }),
    });
  });
});
