import { Duration, Stack } from 'aws-cdk-lib';
import { CfnConsumableResource, IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Effect, IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ContextAttribute, IScheduleGroup, IScheduleTarget, Schedule, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution, Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IDependable } from 'constructs';
import { ScheduledJobProps } from './scheduled-job-props';
import { startDate } from './start-date';
import { keyStatements } from '../event-intake/encryption';
import { sendStatement } from '../event-intake/handler';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { INLINE_POLICY } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

export const MAX_AGE = Duration.hours(1);
/** As often as EventBridge Scheduler tries by default. */
export const MAX_RETRIES = 185;
/** The variable that holds the time that a run was due. */
const SCHEDULED_TIME = 'SCHEDULED_TIME';

/** What is submitted, and where to. */
export interface Submission {
  readonly props: ScheduledJobProps;
  readonly jobName: string;
  readonly jobDefinitionName: string;
  readonly jobDefinitionArn: string;
  readonly jobQueue: IJobQueue;
  readonly consumableResource?: CfnConsumableResource;
}

/**
 * The request to AWS Batch, with names in Pascal case as universal targets have them.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html
 */
export function submitJobInput({ props, consumableResource, ...job }: Submission): object {
  const { parameters, arraySize, arraySequential, shareIdentifier } = props;
  return {
    JobName: job.jobName,
    JobQueue: job.jobQueue.jobQueueArn,
    JobDefinition: job.jobDefinitionName,
    ...(parameters && { Parameters: parameters }),
    ...(arraySize !== undefined && { ArrayProperties: { Size: arraySize } }),
    ...(arraySequential && { DependsOn: [{ Type: 'SEQUENTIAL' }] }),
    ...(shareIdentifier !== undefined && { ShareIdentifier: shareIdentifier }),
    ...(!props.jobDefinition && { ContainerOverrides: { Environment: [{ Name: SCHEDULED_TIME, Value: ContextAttribute.scheduledTime }] } }),
    ...(consumableResource && {
      ConsumableResourcePropertiesOverride: {
        ConsumableResourceList: [{ ConsumableResource: consumableResource.attrConsumableResourceArn, Quantity: 1 }],
      },
    }),
  };
}

/** What the execution of a state machine is given: the time that the run was due, and the request that submits it. */
const executionInput = (submission: Submission): object => ({
  scheduledTime: ContextAttribute.scheduledTime,
  request: submitJobInput(submission),
});

/**
 * Exactly what a submission needs: the queue, and every revision of the definition. AWS documents that a request names its revision; one without a revision is
 * allowed the name itself too.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/iam-example-restrict-job-submission.html
 */
export function submitStatement({ jobQueue, jobDefinitionArn, consumableResource }: Submission): PolicyStatement {
  return new PolicyStatement({
    sid: 'SubmitJob',
    effect: Effect.ALLOW,
    actions: ['batch:SubmitJob'],
    resources: [
      jobQueue.jobQueueArn,
      jobDefinitionArn,
      `${jobDefinitionArn}:*`,
      ...(consumableResource ? [consumableResource.attrConsumableResourceArn] : []),
    ],
  });
}

/** What EventBridge Scheduler does: it submits the job, or starts what submits it. */
const scheduleStatement = (submission: Submission, machine: IStateMachine | undefined): PolicyStatement =>
  machine
    ? new PolicyStatement({ sid: 'StartExecution', actions: ['states:StartExecution'], resources: [machine.stateMachineArn] })
    : submitStatement(submission);

/** What a schedule is made with. */
export interface ScheduleParts {
  readonly deadLetterQueue: IQueue;
  readonly scheduleGroup: IScheduleGroup;
  /** What submits the job in place of the schedule, and what its execution is given. */
  readonly machine?: IStateMachine;
}

/** The role of the schedule, with what it needs. */
export interface SubmissionRole {
  readonly role: IRole;
  /** As the target takes it, which would make grants again. */
  readonly unchangeable: IRole;
  /** What the schedule must be created after. */
  readonly policies: readonly IDependable[];
}

export function submissionRole(scope: Construct, submission: Submission, parts: ScheduleParts): SubmissionRole {
  const statements = statementsOf(scope, submission, parts);
  const { submissionRole: given } = submission.props;
  if (given) return givenRole(scope, given, statements);
  const role = ownRole(scope, statements, parts);
  return { role, unchangeable: role.withoutPolicyUpdates(), policies: [] };
}

function statementsOf(scope: Construct, submission: Submission, { deadLetterQueue, machine }: ScheduleParts): PolicyStatement[] {
  const { encryptionKey } = submission.props;
  return [
    scheduleStatement(submission, machine),
    sendStatement('SendDeadLetters', deadLetterQueue),
    ...keyStatements(scope, { ofQueuesSentTo: [encryptionKey], ofSchedules: [encryptionKey] }),
  ];
}

/** A role that cannot be changed ignores the statements. */
function givenRole(scope: Construct, role: IRole, statements: readonly PolicyStatement[]): SubmissionRole {
  const added = statements.map((statement) => role.addToPrincipalPolicy(statement));
  return {
    role,
    unchangeable: Role.fromRoleArn(scope, 'GivenRole', role.roleArn, { mutable: false }),
    policies: added.flatMap(({ policyDependable }) => policyDependable ?? []),
  };
}

/** That of aws-cdk-lib is shared by all schedules of a stack, and may do what any of them needs. */
function ownRole(scope: Construct, statements: PolicyStatement[], { scheduleGroup }: ScheduleParts): Role {
  const role = new Role(scope, 'SubmissionRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account, 'aws:SourceArn': scheduleGroup.scheduleGroupArn } },
    }),
    inlinePolicies: { Submission: new PolicyDocument({ statements }) },
  });
  carryReviews(role, [INLINE_POLICY, ...wildcardReviews(scope, statements)]);
  return role;
}

interface ScheduledParts extends ScheduleParts {
  readonly role: SubmissionRole;
}

/** The role has its permissions already, so that the target must not add any. */
export function createSchedule(scope: Construct, submission: Submission, parts: ScheduledParts): Schedule {
  const { props } = submission;
  const schedule = new Schedule(scope, 'Schedule', {
    description: `Submits ${submission.jobName} to AWS Batch`,
    schedule: props.schedule,
    scheduleGroup: parts.scheduleGroup,
    enabled: props.enabled,
    timeWindow: props.timeWindow,
    start: startDate(scope, props),
    end: props.end,
    target: targetOf(submission, parts),
  });
  if (parts.role.policies.length > 0) schedule.node.addDependency(...parts.role.policies);
  // Set here: aws-cdk-lib would allow the role more than it needs of the key.
  if (props.encryptionKey) (schedule.node.defaultChild as CfnSchedule).kmsKeyArn = props.encryptionKey.keyArn;
  return schedule;
}

function targetOf(submission: Submission, { role, deadLetterQueue, machine }: ScheduledParts): IScheduleTarget {
  const { submissionRetryAttempts: retryAttempts, submissionMaxAge: maxEventAge = MAX_AGE } = submission.props;
  const delivery = { role: role.unchangeable, deadLetterQueue, retryAttempts, maxEventAge };
  if (machine) {
    return new StepFunctionsStartExecution(machine, { ...delivery, input: ScheduleTargetInput.fromObject(executionInput(submission)) });
  }
  return new Universal({
    ...delivery,
    service: 'batch',
    action: 'submitJob',
    input: ScheduleTargetInput.fromObject(submitJobInput(submission)),
    policyStatements: [submitStatement(submission)],
  });
}
