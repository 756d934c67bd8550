import { Stack } from 'aws-cdk-lib';
import {
  AsgMonitoring,
  BatchInsights,
  CostInsights,
  EventDelivery,
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
  JobHistory,
  JobNotifications,
  RunTaskMonitoring,
} from '../../src';
import { fullMonitoring } from '../asg-monitoring/full-monitoring';
import { fullBatchAlarms, minimalAlarms } from '../batch-alarms/full-batch-alarms';
import { fullCostInsights } from '../cost-insights/full-cost-insights';
import { fullSnapshot } from '../in-flight-snapshot/full-snapshot';
import { fullRegistry } from '../instance-registry/full-registry';
import { fullCollector } from '../job-event-collector/full-collector';
import { fullJobHistory } from '../job-history/full-job-history';
import { fullJobNotifications } from '../job-notifications/full-job-notifications';
import { fullRunTaskMonitoring } from '../run-task-monitoring/full-run-task-monitoring';
import { fullScheduledJob, jobIn } from '../scheduled-job/full-scheduled-job';

/** Every construct that makes resources, as small and as large as it can be. */
export const FORMS: readonly (readonly [name: string, build: (stack: Stack) => void])[] = [
  ['a collector', (stack) => new JobEventCollector(stack, 'Collector')],
  ['a collector under direct delivery', (stack) => new JobEventCollector(stack, 'Collector', { delivery: EventDelivery.direct() })],
  ['a collector with every prop', (stack) => fullCollector(stack)],
  ['a registry', (stack) => new InstanceRegistry(stack, 'Instances')],
  ['a registry with every prop', fullRegistry],
  ['a snapshot', (stack) => new InFlightSnapshot(stack, 'InFlight', { collector: new JobEventCollector(stack, 'Collector') })],
  ['a snapshot with every prop', fullSnapshot],
  ['monitoring of groups', (stack) => new AsgMonitoring(stack, 'Groups')],
  ['monitoring of groups with every prop', fullMonitoring],
  ['run-task monitoring', (stack) => new RunTaskMonitoring(stack, 'RunTask')],
  ['run-task monitoring with every prop', fullRunTaskMonitoring],
  ['cost insights', (stack) => new CostInsights(stack, 'Costs', { collector: new JobEventCollector(stack, 'Collector') })],
  ['cost insights with every prop', fullCostInsights],
  ['a job history', (stack) => new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector') })],
  ['a job history with every prop', fullJobHistory],
  ['notifications', (stack) => new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector') })],
  ['notifications with every prop', fullJobNotifications],
  ['a scheduled job', (stack) => jobIn(stack)],
  ['a scheduled job with every prop', fullScheduledJob],
  ['alarms on jobs', (stack) => minimalAlarms(stack)],
  ['alarms on jobs with every prop', fullBatchAlarms],
  ['batch insights', (stack) => new BatchInsights(stack, 'Insights')],
  [
    'batch insights with RunTask and a trail',
    (stack) => new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true, createTrail: true }),
  ],
];
