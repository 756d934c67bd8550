import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CostInsights, CostInsightsProps } from '../../src/cost-insights';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';

/** Cost insights with every prop set. */
export function fullCostInsights(stack: Stack): CostInsights {
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const instanceRegistry = new InstanceRegistry(stack, 'Instances', { encryptionKey });
  const props: Required<CostInsightsProps> = {
    collector: new JobEventCollector(stack, 'Collector', { instanceRegistry, encryptionKey }),
    instanceRegistry,
    refreshInterval: Duration.minutes(30),
    priceListRegion: 'us-east-1',
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey,
    removalPolicy: RemovalPolicy.RETAIN,
    ...everyHandlerOption(stack),
    pointInTimeRecovery: true,
    ...everyAlarmProp,
  };
  return new CostInsights(stack, 'Costs', props);
}
