import { Duration, Token } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { OverlapPolicy } from './overlap-policy';
import { rejectToken } from './reject-token';
import { ScheduledJobProps } from './scheduled-job-props';
import { checkDuration, checkWholeNumber, reject, rejectMissing, rejectWithoutEffect } from '../prop-check/prop-check';

const NAME = /^[A-Za-z0-9][\w-]{0,127}$/;
const MIN_AGE = Duration.minutes(1);
const MAX_AGE = Duration.hours(24);

export function checkSubmission(scope: Construct, props: ScheduledJobProps): void {
  const { jobName, arraySize, arraySequential, overlapPolicy } = props;
  if (jobName !== undefined && !Token.isUnresolved(jobName) && !NAME.test(jobName)) {
    reject(scope, {
      prop: 'jobName',
      value: jobName,
      allowed: '1 to 128 letters, digits, hyphens and underscores that begin with a letter or a digit',
      fix: 'Use for example "nightly-import".',
    });
  }
  // In the request, a number that is known at deployment would be a text.
  rejectToken(scope, { prop: 'arraySize', isToken: Token.isUnresolved(arraySize), fix: 'Use a number, for example 10.' });
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
  if (!(jobQueue instanceof JobQueue)) return;
  const prop = 'shareIdentifier';
  const isShared = jobQueue.schedulingPolicy !== undefined;
  if (value === undefined && isShared) {
    rejectMissing(scope, prop, "Name a share of the scheduling policy, for example 'nightly'.", 'for a job queue with a fair-share policy');
  }
  if (value === undefined || isShared) return;
  const fix = 'Import an environment with a job queue that has one: AWS Batch refuses the job otherwise.';
  reject(scope, { prop, value, allowed: 'left out for a job queue without a fair-share policy', fix });
}

function checkDelivery(scope: Construct, { submissionRetryAttempts, submissionMaxAge }: ScheduledJobProps): void {
  const fix = 'EventBridge Scheduler takes no other values.';
  rejectToken(scope, {
    prop: 'submissionRetryAttempts',
    isToken: Token.isUnresolved(submissionRetryAttempts),
    fix: 'Use a number, for example 10.',
  });
  const isToken = submissionMaxAge?.isUnresolved();
  rejectToken(scope, { prop: 'submissionMaxAge', isToken, fix: 'Use for example Duration.hours(1).' });
  checkWholeNumber(scope, { prop: 'submissionRetryAttempts', value: submissionRetryAttempts, min: 0, max: 185, fix });
  checkDuration(scope, { prop: 'submissionMaxAge', value: submissionMaxAge, min: MIN_AGE, max: MAX_AGE, fix });
}
