import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobExplorer, JobExplorerProps } from '../../src/job-explorer';
import { everyHandlerOption } from '../handler-options/every-handler-option';

/** An explorer with every prop set, of a table with a key of its own. */
export function fullJobExplorer(stack: Stack): JobExplorer {
  const keyOf = (id: string) => new Key(stack, id, { enableKeyRotation: true });
  const encryptionKey = keyOf('LogKey');
  const collector = new JobEventCollector(stack, 'Collector', { encryptionKey: keyOf('JobKey') });
  const props: Required<JobExplorerProps> = {
    collector,
    inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector, encryptionKey }),
    dashboardEnabled: true,
    dashboardName: 'farm-jobs',
    title: 'Jobs of the farm',
    defaultInterval: Duration.hours(6),
    maxRows: 1000,
    maxTimeRange: Duration.days(90),
    bytesScannedLimit: Size.gibibytes(7),
    maxTableItems: 50_000,
    pageTimeout: Duration.minutes(1),
    logRetention: RetentionDays.ONE_WEEK,
    encryptionKey,
    removalPolicy: RemovalPolicy.RETAIN,
    ...everyHandlerOption(stack),
  };
  return new JobExplorer(stack, 'Explorer', props);
}
