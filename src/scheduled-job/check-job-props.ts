import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkJobSize } from './check-job-size';
import { checkPlace } from './check-place';
import { checkSchedule } from './check-schedule';
import { checkStorage } from './check-storage';
import { checkSubmission } from './check-submission';
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
