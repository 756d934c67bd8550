import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnConsumableResource, IEcsContainerDefinition, IJobDefinition, IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { OnEventOptions, Rule } from 'aws-cdk-lib/aws-events';
import { Grant, IGrantable, IPrincipal, IRole, UnknownPrincipal } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnScheduleGroup, IScheduleGroup, Schedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { checkGivenDefinition } from './check-definition';
import { checkArchitecture } from './check-image';
import { checkJobProps } from './check-job-props';
import { deadLetterAlarm, silenceAlarm } from './job-alarms';
import { arnWithoutRevision, nameWithoutRevision } from './job-definition-name';
import { runEnded, runMissed } from './job-events';
import { addJobRow } from './job-row';
import { OverlapPolicy } from './overlap-policy';
import { createJobDefinition, CreatedJobDefinition } from './scheduled-job-definition';
import { ScheduledJobProps } from './scheduled-job-props';
import { skipMachine } from './skip-machine';
import { createSchedule, Submission, submissionRole, submitStatement } from './submission';
import { jobsUrl, submitCommand } from './submit-command';
import { warnOfEndlessTurn, warnOfParameters, warnOfPlainSecrets } from './warn-of-job';
import { allowServicesToUse } from '../event-intake/encryption';
import { holdKeyWarning, printKeyWarning } from '../event-intake/imported-key-warning';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { NOT_READ_BY_A_FUNCTION } from '../reviewed-findings/reviews';

/**
 * A container that AWS Batch runs on a schedule.
 *
 * EventBridge Scheduler submits the latest revision of the job definition, with a role that may do exactly that. Submissions that fail are retried, and end in a
 * dead-letter queue with an alarm; another alarm watches that the schedule runs. Reclaimed capacity and lost hosts are retried, bugs are not. The stack outputs the command that submits the job by hand.
 *
 * It creates a job definition with a container, its roles and a log group, unless a job definition is given; a schedule in a group of its own, a role, an encrypted
 * SQS queue, and alarms. None has a physical name. Grants to the scheduled job are grants to the role of its container.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
 * import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
 * import { OnDemandBatchEnvironment, ScheduledJob } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new ScheduledJob(stack, 'Nightly', {
 *   batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch'),
 *   image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
 *   command: ['echo', 'hello'],
 *   schedule: ScheduleExpression.cron({ hour: '4', minute: '0' }),
 * });
 */
export class ScheduledJob extends Construct implements IGrantable {
  /** The job definition. */
  readonly jobDefinition: IJobDefinition;
  /** Its name without a revision: jobs that are submitted with it run the latest active one. */
  readonly jobDefinitionName: string;
  /** The name of each job. */
  readonly jobName: string;
  /** The queue that jobs are submitted to. */
  readonly jobQueue: IJobQueue;
  /** The container, for example to add volumes to. Absent if `jobDefinition` was given. */
  readonly container?: IEcsContainerDefinition;
  /** The role of the container. Absent if `jobDefinition` was given. */
  readonly jobRole?: IRole;
  /** The role with which AWS pulls the image, reads the secrets and writes the log. Absent if `jobDefinition` was given. */
  readonly executionRole?: IRole;
  /** The log group of the container. Absent if `jobDefinition` or `logging` was given. */
  readonly logGroup?: ILogGroup;
  /** What grants to the scheduled job are made to: the role of the container. */
  readonly grantPrincipal: IPrincipal;
  /** The group that has this schedule alone, so that its metrics are those of the job. */
  readonly scheduleGroup: IScheduleGroup;
  /** The schedule. */
  readonly schedule: Schedule;
  /** What submits the job unless its last run has not ended. Absent unless the `overlapPolicy` is `SKIP`. */
  readonly stateMachine?: IStateMachine;
  /** The role with which EventBridge Scheduler submits the job, or starts the `stateMachine`. */
  readonly submissionRole: IRole;
  /** The queue of submissions that failed, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Enters ALARM if a run could not be submitted, and returns to OK after a quarter of an hour. */
  readonly deadLetterAlarm: Alarm;
  /** Enters INSUFFICIENT_DATA if the schedule does not run any more; `alarmActions` run then. Absent if it was disabled, or cannot be. */
  readonly silenceAlarm?: Alarm;
  /** Both alarms. */
  readonly alarms: Alarm[];
  /** The command that submits the job by hand, for the AWS CLI. */
  readonly submitCommand: string;

  private readonly submission: Submission;

  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    checkJobProps(this, props);
    warnOfEndlessTurn(this, props);
    holdKeyWarning(this, props.encryptionKey);
    allowServicesToUse(this, props.encryptionKey, props.jobDefinition || props.logging ? ['scheduler'] : ['logs', 'scheduler']);
    this.jobQueue = props.batchEnvironment.jobQueue;
    this.jobName = props.jobName ?? nameOf(id);
    const created = this.createDefinition(props);
    this.jobDefinition = created.jobDefinition;
    this.jobDefinitionName = nameWithoutRevision(this.jobDefinition);
    this.container = created.container;
    this.jobRole = created.jobRole;
    this.executionRole = created.executionRole;
    this.logGroup = created.logGroup;
    this.grantPrincipal = this.jobRole?.grantPrincipal ?? new UnknownPrincipal({ resource: this });
    this.submission = this.createSubmission(props);

    this.deadLetterQueue = this.createDeadLetterQueue(props);
    this.scheduleGroup = this.createScheduleGroup();
    this.stateMachine = props.overlapPolicy === OverlapPolicy.SKIP ? skipMachine(this, this.submission, this.deadLetterQueue) : undefined;
    const { deadLetterQueue, scheduleGroup, stateMachine: machine } = this;
    const role = submissionRole(this, this.submission, { deadLetterQueue, scheduleGroup, machine });
    this.submissionRole = role.role;
    this.schedule = createSchedule(this, this.submission, { role, deadLetterQueue, scheduleGroup, machine });
    this.deadLetterAlarm = deadLetterAlarm(this, this, props);
    this.silenceAlarm = silenceAlarm(this, this.scheduleGroup, props);
    this.alarms = [this.deadLetterAlarm, ...(this.silenceAlarm ? [this.silenceAlarm] : [])];
    this.submitCommand = submitCommand(this, this.submission);
    if (props.outputsEnabled !== false) this.createOutputs();
    if (props.dashboardRowEnabled !== false) addJobRow(this, this, props);
    printKeyWarning(this);
  }

  /** Where the console shows the jobs of the queue. */
  get jobsUrl(): string {
    return jobsUrl(this, this.jobQueue);
  }

  /**
   * Allows submitting the job.
   *
   * @param grantee who may
   */
  grantSubmit(grantee: IGrantable): Grant {
    const { actions, resources } = submitStatement(this.submission);
    return Grant.addToPrincipal({ grantee, actions, resourceArns: resources });
  }

  /**
   * A rule for runs that succeed, for example to submit the job that comes after this one. A run has the name and the definition of the job, also if it is submitted by hand.
   *
   * @param id the id of the rule
   * @param options of the rule, in particular its `target`
   */
  onSucceeded(id: string, options: OnEventOptions = {}): Rule {
    return this.onEvent(id, options, runEnded(this.submission, 'SUCCEEDED'));
  }

  /**
   * A rule for runs that fail, after their last attempt. A run has the name and the definition of the job. Of an array job, its parent counts.
   *
   * @param id the id of the rule
   * @param options of the rule, in particular its `target`
   */
  onFailed(id: string, options: OnEventOptions = {}): Rule {
    return this.onEvent(id, options, runEnded(this.submission, 'FAILED'));
  }

  /**
   * A rule for runs that were due and not submitted. It matches once for runs that are missed within a quarter of an hour, and once for a silence.
   *
   * @param id the id of the rule
   * @param options of the rule, in particular its `target`
   */
  onMissed(id: string, options: OnEventOptions = {}): Rule {
    return this.onEvent(id, options, runMissed(this.deadLetterAlarm, this.silenceAlarm));
  }

  private onEvent(id: string, { target, ...options }: OnEventOptions, pattern: Parameters<Rule['addEventPattern']>[0]): Rule {
    const rule = new Rule(this, id, options);
    rule.addEventPattern(pattern);
    rule.addTarget(target);
    return rule;
  }

  private createDefinition(
    props: ScheduledJobProps,
  ): Partial<Omit<CreatedJobDefinition, 'jobDefinition'>> & Pick<ScheduledJob, 'jobDefinition'> {
    if (props.jobDefinition) {
      checkGivenDefinition(this, props);
      return { jobDefinition: props.jobDefinition };
    }
    warnOfPlainSecrets(this, props);
    warnOfParameters(this, props);
    const created = createJobDefinition(this, props);
    checkArchitecture(this, props, created.jobDefinition);
    return created;
  }

  private createSubmission(props: ScheduledJobProps): Submission {
    const { jobName, jobDefinitionName, jobQueue } = this;
    const isQueued = props.overlapPolicy === OverlapPolicy.QUEUE;
    return {
      props,
      jobName,
      jobDefinitionName,
      jobDefinitionArn: arnWithoutRevision(this, jobDefinitionName),
      jobQueue,
      consumableResource: isQueued
        ? new CfnConsumableResource(this, 'Turn', { resourceType: 'REPLENISHABLE', totalQuantity: 1 })
        : undefined,
    };
  }

  private createDeadLetterQueue({ encryptionKey }: ScheduledJobProps): IQueue {
    const queue = new Queue(this, 'DeadLetterQueue', {
      retentionPeriod: Duration.days(14),
      encryption: encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
      encryptionMasterKey: encryptionKey,
      enforceSSL: true,
    });
    carryReviews(queue, [NOT_READ_BY_A_FUNCTION]);
    return queue;
  }

  /** aws-cdk-lib makes up a name, with which a group could not be replaced. Without it, the schedule and the metrics have the name that CloudFormation gives the group. */
  private createScheduleGroup(): IScheduleGroup {
    const resource = new ScheduleGroup(this, 'ScheduleGroup', { removalPolicy: RemovalPolicy.DESTROY }).node
      .defaultChild as CfnScheduleGroup;
    resource.name = undefined;
    return ScheduleGroup.fromScheduleGroupName(this, 'NamedScheduleGroup', resource.ref);
  }

  private createOutputs(): void {
    new CfnOutput(this, 'SubmitCommand', { value: this.submitCommand, description: `Submits ${this.jobName} by hand` });
    new CfnOutput(this, 'JobsUrl', { value: this.jobsUrl, description: `Jobs of the queue that ${this.jobName} is submitted to` });
  }
}

/** An id as the name of a job. */
const nameOf = (id: string): string =>
  id
    .replace(/[^\w-]/g, '-')
    .replace(/^[^A-Za-z0-9]/, 'job-')
    .slice(0, 128);
