import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { IJobDefinition, RetryStrategy, Secret } from 'aws-cdk-lib/aws-batch';
import { ContainerImage, LogDriver } from 'aws-cdk-lib/aws-ecs';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { OverlapPolicy } from './overlap-policy';
import { AlarmActionProps } from '../health-alarms/health-alarm-props';
import { IOnDemandBatchEnvironment } from '../on-demand-batch-environment/on-demand-batch-environment-base';

/** What a job runs. An error where a job definition is given, which has all of it. */
export interface JobContainerProps {
  /**
   * The image of the container. Either this or `jobDefinition` is required. Give `ContainerImage.fromAsset` the `platform` of the environment: without one it is built for
   * the machine that deploys, which is warned of.
   *
   * @default - that of `jobDefinition`
   */
  readonly image?: ContainerImage;
  /**
   * The command of the container. `Ref::name` stands for the parameter `name`.
   *
   * @default - that of the image
   */
  readonly command?: string[];
  /**
   * Variables of the container, beside `SCHEDULED_TIME`, the time that a run was due, which runs that are submitted by hand do not have. That name is refused.
   *
   * What looks like a secret is warned of, here, in the command and in parameters: everyone who may describe the job can read it. Use `secrets`.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
  /**
   * Variables whose values are read when a job starts, from AWS Secrets Manager or from parameters of AWS Systems Manager.
   *
   * @default - none
   */
  readonly secrets?: { [name: string]: Secret };
  /**
   * vCPUs of the container. On AWS Fargate 0.25, 0.5, 1, 2, 4, 8 or 16, else a whole number; at most the `maxVcpus` of the environment.
   *
   * @default 1
   */
  readonly vcpus?: number;
  /**
   * Memory of the container. On AWS Fargate a size that it has beside the vCPUs, else less than the largest instance has; a warning for nearly all of it.
   * The memory of instances is known for the families t, and c, m and r since their fifth generation; for others AWS Batch alone checks it.
   *
   * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ResourceRequirement.html
   *
   * @default - 2 GiB, or the least that AWS Fargate has beside more than one vCPU
   */
  readonly memory?: Size;
  /**
   * GPUs of the container. An error on AWS Fargate and on instances with fewer, or without any, which those of the default classes are.
   *
   * @default - none
   */
  readonly gpus?: number;
  /**
   * The role that the container has.
   *
   * @default - a role without permissions; grant them to the scheduled job, as in `bucket.grantRead(job)`
   */
  readonly jobRole?: IRole;
  /**
   * The role with which AWS pulls the image, reads the `secrets` and writes the log. `ecs-tasks.amazonaws.com` must be able to assume it.
   *
   * It gets the permissions that a role made here would have: access to the Amazon ECR repository of the image, to the secrets and to the log group. A role that was imported with
   * `mutable: false`, or from another account, gets none and must have them.
   *
   * @default - a role with exactly these permissions
   */
  readonly executionRole?: IRole;
  /**
   * The disk of the container on AWS Fargate, 21 to 200 GiB. It must be known at synth. An error on instances, whose disk is `rootVolumeSize` of the environment.
   *
   * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_EphemeralStorage.html
   *
   * @default - the 20 GiB of AWS Fargate
   */
  readonly ephemeralStorageSize?: Size;
  /**
   * Whether the container can only read its root file system. What it writes must then go to volumes: `container.addVolume` of the scheduled job adds them.
   *
   * @default false
   */
  readonly readonlyRootFilesystem?: boolean;
  /**
   * How often the job is tried in all, 1 to 10.
   *
   * @default 3
   */
  readonly attempts?: number;
  /**
   * What is tried again, up to 5 conditions of which the first that fits decides. What fits none is tried again.
   *
   * @see https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html
   *
   * @default - reclaimed Spot capacity and lost hosts, and nothing else: a bug fails again
   */
  readonly retryStrategies?: RetryStrategy[];
  /**
   * How long an attempt may run, at least a minute.
   *
   * @default - without limit
   */
  readonly timeout?: Duration;
  /**
   * Where the container logs to.
   *
   * @default - a log group of its own
   */
  readonly logging?: LogDriver;
  /**
   * How long the log of the container is kept. An error with `logging`.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
  /**
   * What happens to the log of the container when it leaves the stack. An error with `logging`.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** How a job is submitted. */
export interface JobSubmissionProps {
  /**
   * The name of each job, up to 128 letters, digits, hyphens and underscores, of which the first is a letter or a digit.
   *
   * @default - the id of the construct
   */
  readonly jobName?: string;
  /**
   * Values of the parameters that the command of the job definition refers to.
   *
   * @default - those of the job definition
   */
  readonly parameters?: { [name: string]: string };
  /**
   * The number of children of an array job, 2 to 10,000. It must be known at synth: a request would have a token as text.
   *
   * @default - no array job
   */
  readonly arraySize?: number;
  /**
   * Whether the children of an array job run one after another. An error without `arraySize`.
   *
   * @default false
   */
  readonly arraySequential?: boolean;
  /**
   * The share of a queue with a fair-share policy, which requires one. An error if it is left out for such a queue of the app, or given for one without such a policy.
   *
   * @default - none
   */
  readonly shareIdentifier?: string;
  /**
   * How often EventBridge Scheduler retries a submission that fails, 0 to 185. It must be known at synth.
   *
   * @default 185
   */
  readonly submissionRetryAttempts?: number;
  /**
   * How long after it was due a run may still be submitted, from 1 minute to 24 hours. After that the run is missed. It must be known at synth.
   *
   * @default Duration.hours(1)
   */
  readonly submissionMaxAge?: Duration;
  /**
   * The role with which EventBridge Scheduler submits the job, or with `OverlapPolicy.SKIP` starts the state machine. `scheduler.amazonaws.com` must be able to assume it.
   *
   * It gets the permissions that a role made here would have: to submit this job to its queue or to start the state machine, to send to the dead-letter queue, and to use the `encryptionKey`.
   * A role that was imported with `mutable: false`, or from another account, gets none and must have them. The state machine has a role of its own.
   *
   * @default - a role with exactly these permissions, for this schedule alone
   */
  readonly submissionRole?: IRole;
}

/** When a job is due. */
export interface JobScheduleProps {
  /**
   * When the job is due, for example `ScheduleExpression.cron({ hour: '4', minute: '0', timeZone: TimeZone.EUROPE_BERLIN })`. Without
   * `minute` it is due every minute of its hours: synthesis warns of it.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly schedule: ScheduleExpression;
  /**
   * How much later than it is due a job may be submitted, to spread load.
   *
   * @default TimeWindow.off()
   */
  readonly timeWindow?: TimeWindow;
  /**
   * When the schedule begins. EventBridge Scheduler refuses a start that is earlier than five minutes ago, whenever the schedule is created or changed. So one that is past at synth is
   * left out with a cron expression, where it has no effect any more; with a rate, which is counted from it, it is kept with a warning.
   *
   * @default - when it is deployed
   */
  readonly start?: Date;
  /**
   * When the schedule ends. Then there is no `silenceAlarm`.
   *
   * @default - never
   */
  readonly end?: Date;
  /**
   * Whether the schedule runs. A job whose schedule does not run can be submitted by hand, and has no `silenceAlarm`.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * What happens when a run is due and the last one has not ended.
   *
   * @default OverlapPolicy.ALLOW
   */
  readonly overlapPolicy?: OverlapPolicy;
}

/** Props for ScheduledJob. */
export interface ScheduledJobProps extends JobContainerProps, JobSubmissionProps, JobScheduleProps, AlarmActionProps {
  /** Where the job runs. */
  readonly batchEnvironment: IOnDemandBatchEnvironment;
  /**
   * A job definition of your own, of the account and the Region of the stack. Each run uses its latest active revision: a revision in its ARN is ignored.
   * An error for pods, for more vCPUs than the `maxVcpus` of the environment, and for several nodes on other capacity than `BatchCapacity.EC2`.
   *
   * @default - one with the `image`
   */
  readonly jobDefinition?: IJobDefinition;
  /**
   * Whether to create an alarm for a schedule that does not run any more, at $0.10 a month.
   *
   * It needs a schedule whose runs are at most 6 days and 22 hours apart: CloudWatch looks back a week.
   *
   * @default true
   */
  readonly silenceAlarmEnabled?: boolean;
  /**
   * Whether the stack has outputs with the command that submits the job, and with the page of the job queue in the console.
   *
   * @default true
   */
  readonly outputsEnabled?: boolean;
  /**
   * Whether the dashboard of the environment's `insights` has a row for the job: its runs, their durations, submissions and alarms. A dashboard has at most 25.
   *
   * @default true
   */
  readonly dashboardRowEnabled?: boolean;
  /**
   * A key for the log group, the dead-letter queue and the schedule.
   *
   * A key made in the same app gets the statements that EventBridge Scheduler and CloudWatch Logs need; the policy of an imported key must have them.
   *
   * @default - keys that AWS owns or manages
   */
  readonly encryptionKey?: IKey;
}
