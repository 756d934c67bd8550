import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { InFlightSnapshot, InFlightSnapshotProps } from '../../src/in-flight-snapshot';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyActionProp } from '../health-alarms/every-alarm-prop';

/** A snapshot with every prop set, of tables with keys of their own. */
export function fullSnapshot(stack: Stack): InFlightSnapshot {
  const keyOf = (id: string) => new Key(stack, id, { enableKeyRotation: true });
  const props: Required<InFlightSnapshotProps> = {
    collector: new JobEventCollector(stack, 'Collector', { encryptionKey: keyOf('JobKey') }),
    instanceRegistry: new InstanceRegistry(stack, 'Instances', { encryptionKey: keyOf('InstanceKey') }),
    interval: Duration.minutes(15),
    scanSegments: 8,
    emptyQueueExpiry: Duration.days(1),
    metricNamespace: 'Farm',
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey: keyOf('LogKey'),
    removalPolicy: RemovalPolicy.RETAIN,
    ...everyHandlerOption(stack),
    ...everyActionProp,
    standstillAlarmEnabled: true,
    silencePeriod: Duration.hours(6),
  };
  return new InFlightSnapshot(stack, 'InFlight', props);
}
