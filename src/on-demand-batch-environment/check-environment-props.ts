import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BatchCapacity } from './batch-capacity';
import { checkInstanceProps } from './check-instance-props';
import { capacityFor, capacityOf } from './given-compute-environment';
import { ENVIRONMENT_PROP_TYPES } from './on-demand-batch-environment-prop-types';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';
import { checkDuration, checkWholeNumber, reject, rejectMissing, rejectWithoutEffect } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

type Prop = keyof OnDemandBatchEnvironmentProps;

/** What describes instances. */
const INSTANCE_PROPS: readonly Prop[] = ['instanceTypes', 'instanceClasses', 'launchTemplate', 'rootVolumeSize', 'instanceRole', 'images'];
/** What describes a compute environment that is made here. */
const COMPUTE_ENVIRONMENT_PROPS: readonly Prop[] = [...INSTANCE_PROPS, 'vpc', 'vpcSubnets', 'securityGroups', 'maxVcpus'];
/** The limits of a job queue. */
const MIN_LIMIT = Duration.minutes(10);
const MAX_LIMIT = Duration.hours(24);

export function checkEnvironmentProps(scope: Construct, props: OnDemandBatchEnvironmentProps): void {
  checkTypes(scope, props, ENVIRONMENT_PROP_TYPES);
  checkEffects(scope, props);
  checkInstanceProps(scope, props);
  checkWholeNumber(scope, {
    prop: 'maxVcpus',
    value: props.maxVcpus,
    min: 1,
    max: 1_000_000,
    fix: 'Without vCPUs no job runs; use the number that may run at a time.',
  });
  checkLimit(scope, 'unrunnableTimeLimit', props.unrunnableTimeLimit);
  checkLimit(scope, 'capacityTimeLimit', props.capacityTimeLimit);
}

function checkEffects(scope: Construct, props: OnDemandBatchEnvironmentProps): void {
  if (props.computeEnvironment) {
    checkCapacity(scope, props.capacity, capacityOf(props.computeEnvironment));
    rejectGiven(scope, props, COMPUTE_ENVIRONMENT_PROPS, 'when computeEnvironment is given', 'Set it on the compute environment.');
  }
  if (capacityFor(props).isFargate) {
    rejectGiven(scope, props, INSTANCE_PROPS, 'on AWS Fargate, which has no instances', 'Use BatchCapacity.EC2 or BatchCapacity.SPOT.');
  } else {
    rejectGiven(scope, props, ['publicIpRequired'], 'on EC2', 'Use subnets that give instances an address, or private ones.');
  }
  if (props.insights) rejectGiven(scope, props, ['insightsEnabled'], 'when insights are given', 'Leave one of the two out.');
  if (props.launchTemplate) rejectGiven(scope, props, ['rootVolumeSize'], 'when launchTemplate is given', 'Set it in the template.');
}

function checkCapacity(scope: Construct, given: BatchCapacity | undefined, known: BatchCapacity | undefined): void {
  if (!given && !known) {
    const fix = 'Name what its jobs run on, for example BatchCapacity.EC2.';
    rejectMissing(scope, 'capacity', fix, 'with a computeEnvironment that is imported');
  }
  if (!given || !known || given.value === known.value) return;
  reject(scope, { prop: 'capacity', value: given.value, allowed: `${known.value}, as computeEnvironment is`, fix: 'Leave it out.' });
}

function rejectGiven(scope: Construct, props: OnDemandBatchEnvironmentProps, names: readonly Prop[], because: string, fix: string): void {
  const prop = names.find((name) => props[name] !== undefined);
  if (prop !== undefined) rejectWithoutEffect(scope, { prop, value: props[prop], because, fix });
}

/** aws-cdk-lib compares the limits itself, and takes no other. */
function checkLimit(scope: Construct, prop: Prop, value: Duration | undefined): void {
  const fix = 'AWS Batch takes no other time limits of job states.';
  if (value?.isUnresolved()) {
    reject(scope, { prop, value: 'known at deployment', allowed: 'known at synth', fix: 'Use for example Duration.hours(1).' });
  }
  checkDuration(scope, { prop, value, min: MIN_LIMIT, max: MAX_LIMIT, fix });
}
