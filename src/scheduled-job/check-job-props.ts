import { Duration, Token } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { checkJobSize } from './check-job-size';
import { checkPlace } from './check-place';
import { checkSchedule } from './check-schedule';
import { checkStorage } from './check-storage';
import { OverlapPolicy } from './overlap-policy';
import { CONTAINER_PROP_TYPES, SCHEDULED_JOB_PROP_TYPES } from './scheduled-job-prop-types';
import { ScheduledJobProps } from './scheduled-job-props';
import {
  checkDuration,
  checkLogRetention,
  checkNamePrefix,
  checkWholeNumber,
  reject,
  rejectMissing,
  rejectWithoutEffect,
} from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

const MINUTE = Duration.minutes(1);
const NAME = /^[A-Za-z0-9][\w-]{0,127}$/;
const RESERVED_VARIABLE = /^AWS_BATCH|^SCHEDULED_TIME$/;
const MAX_STRATEGIES = 5;

type Prop = keyof ScheduledJobProps;

export function checkJobProps(scope: Construct, props: ScheduledJobProps): void {
  checkTypes(scope, props, SCHEDULED_JOB_PROP_TYPES);
  checkNamePrefix(scope, props.namePrefix);
  checkLogRetention(scope, props.logRetention);
  checkWhatRuns(scope, props);
  checkPlace(scope, props);
  checkSchedule(scope, props);
  checkSubmission(scope, props);
  checkAttempts(scope, props);
  checkVariables(scope, props);
  if (props.jobDefinition) return;
  checkJobSize(scope, props);
  checkStorage(scope, props);
}

function checkWhatRuns(scope: Construct, props: ScheduledJobProps): void {
  if (!props.image && !props.jobDefinition) {
    rejectMissing(scope, 'image', 'Use for example ContainerImage.fromEcrRepository(repository), or give a jobDefinition.');
  }
  if (props.jobDefinition) {
    rejectGiven(scope, props, Object.keys(CONTAINER_PROP_TYPES) as Prop[], 'when jobDefinition is given', 'Set it in the job definition.');
  }
  if (props.logging) {
    rejectGiven(scope, props, ['logRetention', 'removalPolicy'], 'when logging is given', 'Set it on the log group of the log driver.');
  }
}

function rejectGiven(scope: Construct, props: ScheduledJobProps, names: readonly Prop[], because: string, fix: string): void {
  const prop = names.find((name) => props[name] !== undefined);
  if (prop !== undefined) rejectWithoutEffect(scope, { prop, value: props[prop], because, fix });
}

function checkSubmission(scope: Construct, props: ScheduledJobProps): void {
  const { jobName, arraySize, arraySequential, overlapPolicy } = props;
  if (jobName !== undefined && !Token.isUnresolved(jobName) && !NAME.test(jobName)) {
    reject(scope, {
      prop: 'jobName',
      value: jobName,
      allowed: '1 to 128 letters, digits, hyphens and underscores that begin with a letter or a digit',
      fix: 'Use for example "nightly-import".',
    });
  }
  checkWholeNumber(scope, { prop: 'arraySize', value: arraySize, min: 2, max: 10_000, fix: 'For one job, leave it out.' });
  checkShare(scope, props);
  if (arraySequential && arraySize === undefined) {
    rejectWithoutEffect(scope, { prop: 'arraySequential', value: true, because: 'without arraySize', fix: 'Set arraySize too.' });
  }
  if (overlapPolicy === OverlapPolicy.QUEUE && arraySize !== undefined) {
    reject(scope, {
      prop: 'overlapPolicy',
      value: overlapPolicy,
      allowed: 'OverlapPolicy.ALLOW for array jobs',
      fix: 'Children of an array would wait for one another.',
    });
  }
  checkDelivery(scope, props);
}

/** @see https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html */
function checkShare(scope: Construct, { shareIdentifier: value, batchEnvironment: { jobQueue } }: ScheduledJobProps): void {
  if (value === undefined || !(jobQueue instanceof JobQueue) || jobQueue.schedulingPolicy) return;
  reject(scope, {
    prop: 'shareIdentifier',
    value,
    allowed: 'left out for a job queue without a fair-share policy',
    fix: 'Import an environment with a job queue that has one: AWS Batch refuses the job otherwise.',
  });
}

function checkDelivery(scope: Construct, { submissionRetryAttempts, submissionMaxAge }: ScheduledJobProps): void {
  const fix = 'EventBridge Scheduler takes no other values.';
  checkWholeNumber(scope, { prop: 'submissionRetryAttempts', value: submissionRetryAttempts, min: 0, max: 185, fix });
  checkDuration(scope, { prop: 'submissionMaxAge', value: submissionMaxAge, min: MINUTE, max: Duration.hours(24), fix });
}

function checkAttempts(scope: Construct, { attempts, retryStrategies, timeout }: ScheduledJobProps): void {
  checkWholeNumber(scope, { prop: 'attempts', value: attempts, min: 1, max: 10, fix: 'AWS Batch tries a job up to 10 times.' });
  checkDuration(scope, { prop: 'timeout', value: timeout, min: MINUTE, fix: 'AWS Batch stops no attempt earlier.' });
  if (retryStrategies && (retryStrategies.length === 0 || retryStrategies.length > MAX_STRATEGIES)) {
    reject(scope, {
      prop: 'retryStrategies',
      value: retryStrategies,
      allowed: `1 to ${MAX_STRATEGIES} conditions`,
      fix: 'Leave it out for the default.',
    });
  }
}

function checkVariables(scope: Construct, { environment = {}, secrets = {} }: ScheduledJobProps): void {
  rejectReserved(scope, 'environment', environment);
  rejectReserved(scope, 'secrets', secrets);
  const given = Object.keys(environment);
  const twice = Object.keys(secrets).find((name) => given.includes(name));
  if (twice !== undefined) {
    reject(scope, { prop: 'secrets', value: twice, allowed: 'of other names than environment', fix: 'Remove one of the two.' });
  }
}

function rejectReserved(scope: Construct, prop: Prop, variables: object): void {
  const reserved = Object.keys(variables).find((name) => RESERVED_VARIABLE.test(name));
  if (reserved === undefined) return;
  reject(scope, {
    prop,
    value: reserved,
    allowed: 'without names that begin with AWS_BATCH, and without SCHEDULED_TIME',
    fix: 'AWS Batch and the schedule set those.',
  });
}
