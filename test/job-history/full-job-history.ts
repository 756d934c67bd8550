import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory, JobHistoryProps } from '../../src/job-history';
import { everyHandlerOption } from '../handler-options/every-handler-option';
import { everyAlarmProp } from '../health-alarms/every-alarm-prop';

/** A job history with every prop set that goes together. With a bucket of the user, there is no lifecycle to choose. */
export function fullJobHistory(stack: Stack): JobHistory {
  const props: Required<Omit<JobHistoryProps, 'bucket'>> = {
    collector: new JobEventCollector(stack, 'Collector'),
    instanceRegistry: new InstanceRegistry(stack, 'Instances'),
    transitionsIncluded: true,
    instancesIncluded: true,
    prefix: 'batch/history/',
    retention: Duration.days(730),
    archiveAfter: Duration.days(90),
    databaseName: 'batch_history',
    bytesScannedLimit: Size.gibibytes(1),
    compactionEnabled: true,
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    removalPolicy: RemovalPolicy.DESTROY,
    ...everyHandlerOption(stack),
    ...everyAlarmProp,
  };
  return new JobHistory(stack, 'History', props);
}
