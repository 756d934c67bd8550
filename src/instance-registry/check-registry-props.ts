import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { REGISTRY_PROP_TYPES } from './registry-prop-types';
import { InstanceRegistryProps } from './registry-props';
import { checkDuration, checkLogRetention, checkMetricNamespace, checkNotEmpty } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

export function checkRegistryProps(scope: Construct, props: InstanceRegistryProps): void {
  checkTypes(scope, props, REGISTRY_PROP_TYPES);
  const leaveOut = 'Leave it out to have AWS Batch asked.';
  checkNotEmpty(scope, 'computeEnvironments', props.computeEnvironments, leaveOut);
  checkNotEmpty(scope, 'purchaseOptions', props.purchaseOptions, leaveOut);
  checkMetricNamespace(scope, props.metricNamespace);
  checkLogRetention(scope, props.logRetention);
  checkDuration(scope, {
    prop: 'registeredExpiry',
    value: props.registeredExpiry,
    min: Duration.days(1),
    fix: 'It must be longer than instances live.',
  });
  checkDuration(scope, {
    prop: 'goneExpiry',
    value: props.goneExpiry,
    min: Duration.hours(1),
    fix: 'Choose a longer expiry: the end of a job can be reported after its instance left.',
  });
}
