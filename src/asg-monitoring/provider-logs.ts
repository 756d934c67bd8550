import { Annotations, CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DedicatedLogGroupProps, dedicatedLogGroup } from '../event-intake/storage';

/** What aws-cdk-lib calls the function behind all triggers of a stack. */
const PROVIDER = 'AWSCDK.TriggerCustomResourceProviderCustomResourceProvider';

/**
 * Gives the function behind triggers a log group that expires: by itself, it has Lambda make one that never does and that no key of ours encrypts. One for the
 * stack, since the function is; the first construct decides for how long.
 */
export function keepProviderLogs(scope: Construct, logs: DedicatedLogGroupProps): void {
  const provider = Stack.of(scope).node.tryFindChild(PROVIDER);
  const handler = provider?.node.tryFindChild('Handler');
  if (!(provider instanceof Construct) || !CfnResource.isCfnResource(handler)) {
    Annotations.of(scope).addWarningV2(
      'cdk-batch-insights:provider-logs',
      'This version of aws-cdk-lib makes triggers in a way that is not known here: the log of the function behind atDeployment never expires. Set atDeployment to false, or set its retention.',
    );
    return;
  }
  if (provider.node.tryFindChild('LogGroup')) return;
  handler.addPropertyOverride('LoggingConfig', { LogGroup: dedicatedLogGroup(provider, logs).logGroupName });
}
