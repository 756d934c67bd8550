import { BatchInsightsProps } from './insights-props';
import { AsgMonitoringProps } from '../asg-monitoring';
import { BatchAlarmsProps } from '../batch-alarms';
import { CostInsightsProps } from '../cost-insights';
import { CostReportOptions } from '../cost-report';
import { ExpiringTableOptions } from '../handler-options/expiring-table-options';
import { HandlerOptions } from '../handler-options/handler-options';
import { HealthAlarmProps } from '../health-alarms/health-alarm-props';
import { InFlightSnapshotOptions, InFlightSnapshotProps } from '../in-flight-snapshot';
import { InstanceRegistryOptions, InstanceRegistryProps } from '../instance-registry';
import { JobEventCollectorOptions, JobEventCollectorProps } from '../job-event-collector';
import { JobExplorerProps } from '../job-explorer';
import { JobHistoryProps } from '../job-history';
import { JobNotificationsProps } from '../job-notifications';
import { RunTaskMonitoringOptions, RunTaskMonitoringProps } from '../run-task-monitoring';

/**
 * Names of props, as the keys of an object: unlike a list, it compiles only if it names each key of a type, and nothing else.
 *
 * So a prop that is added to a part, or renamed in one place only, does not compile until it is handed over here.
 */
type Names<Keys extends PropertyKey> = Readonly<Record<Keys, true>>;

/** Options that have no effect unless the part is created here. */
export const COLLECTOR_OPTIONS: Names<keyof JobEventCollectorOptions> = {
  jobDefinitions: true,
  delivery: true,
  dimensionSets: true,
  tagKeys: true,
  waitForLateFacts: true,
  inFlightExpiry: true,
  finishedExpiry: true,
  silenceAlarmEnabled: true,
  unreadFieldsAlarmEnabled: true,
  rejectedMetricsAlarmEnabled: true,
  fieldIndexesEnabled: true,
};
export const REGISTRY_OPTIONS: Names<keyof InstanceRegistryOptions> = {
  computeEnvironments: true,
  purchaseOptions: true,
  lookUpUnknown: true,
  registeredExpiry: true,
  goneExpiry: true,
};
export const SNAPSHOT_OPTIONS: Names<keyof InFlightSnapshotOptions> = { standstillAlarmEnabled: true };
export const RUN_TASK_OPTIONS: Names<keyof RunTaskMonitoringOptions> = { createTrail: true, trailExpiry: true };

const ALARM_OPTIONS: Names<keyof HealthAlarmProps> = {
  alarmActions: true,
  okActions: true,
  namePrefix: true,
  errorAlarmEnabled: true,
  eventAgeAlarmEnabled: true,
  eventAgeThreshold: true,
};
const HANDLER_OPTIONS: Names<keyof HandlerOptions> = {
  vpc: true,
  vpcSubnets: true,
  securityGroups: true,
  memorySize: true,
  architecture: true,
  runtime: true,
  reservedConcurrentExecutions: true,
};
const TABLE_OPTIONS: Names<keyof ExpiringTableOptions> = { pointInTimeRecovery: true };
const STORAGE_OPTIONS = { logRetention: true, encryptionKey: true, removalPolicy: true } as const;
const METRIC_OPTIONS = { metricNamespace: true, levelOfDetail: true } as const;

/** Props that the facade and a part have in common. A registry is handed over by hand: it may be one that was created here. */
type Common<Props> = Exclude<keyof BatchInsightsProps & keyof Props, 'instanceRegistry'>;

/** Takes the names that a part has in common with the facade, all of them and no other, also where they are composed of other names. */
const commonWith =
  <Props>() =>
  <Given extends object>(names: Given & Names<Common<Props>> & Readonly<Record<Exclude<keyof Given, Common<Props>>, never>>) =>
  (props: BatchInsightsProps): Pick<BatchInsightsProps, Common<Props>> =>
    Object.fromEntries(Object.entries(props).filter(([name]) => name in names)) as Pick<BatchInsightsProps, Common<Props>>;

/** What each part gets of the facade's props. */
export const collectorProps = commonWith<JobEventCollectorProps>()({
  ...COLLECTOR_OPTIONS,
  ...HANDLER_OPTIONS,
  ...TABLE_OPTIONS,
  ...ALARM_OPTIONS,
  ...STORAGE_OPTIONS,
  ...METRIC_OPTIONS,
  silencePeriod: true,
  jobQueues: true,
  eventBus: true,
});
export const registryProps = commonWith<InstanceRegistryProps>()({
  ...REGISTRY_OPTIONS,
  serviceLinkedRoleOnly: true,
  ...HANDLER_OPTIONS,
  ...TABLE_OPTIONS,
  ...ALARM_OPTIONS,
  ...STORAGE_OPTIONS,
  ...METRIC_OPTIONS,
  eventBus: true,
});
export const snapshotProps = commonWith<InFlightSnapshotProps>()({
  ...SNAPSHOT_OPTIONS,
  ...HANDLER_OPTIONS,
  ...STORAGE_OPTIONS,
  alarmActions: true,
  okActions: true,
  namePrefix: true,
  silencePeriod: true,
  metricNamespace: true,
});
export const runTaskProps = commonWith<RunTaskMonitoringProps>()({
  ...RUN_TASK_OPTIONS,
  ...HANDLER_OPTIONS,
  ...TABLE_OPTIONS,
  ...ALARM_OPTIONS,
  ...STORAGE_OPTIONS,
  ...METRIC_OPTIONS,
  eventBus: true,
});
export const groupProps = commonWith<AsgMonitoringProps>()({
  ...HANDLER_OPTIONS,
  ...ALARM_OPTIONS,
  ...STORAGE_OPTIONS,
  serviceLinkedRoleOnly: true,
  eventBus: true,
});
export const historyProps = commonWith<JobHistoryProps>()({ ...HANDLER_OPTIONS, ...ALARM_OPTIONS, ...STORAGE_OPTIONS });
export const notificationsProps = commonWith<JobNotificationsProps>()({ ...HANDLER_OPTIONS, ...ALARM_OPTIONS, ...STORAGE_OPTIONS });
/** Its dashboard is another one than those of the facade. */
export const explorerProps = commonWith<Omit<JobExplorerProps, 'dashboardEnabled' | 'dashboardName' | 'defaultInterval' | 'title'>>()({
  ...HANDLER_OPTIONS,
  ...STORAGE_OPTIONS,
});
export const costInsightsProps = commonWith<CostInsightsProps>()({
  ...HANDLER_OPTIONS,
  ...TABLE_OPTIONS,
  ...ALARM_OPTIONS,
  ...STORAGE_OPTIONS,
});
/** Its dashboards are those of the facade. */
export const alarmsProps = commonWith<BatchAlarmsProps>()({
  alarmActions: true,
  okActions: true,
  namePrefix: true,
  jobQueues: true,
  encryptionKey: true,
});
/** A report that exists is stored already. */
export const costReportProps = commonWith<CostReportOptions>()({ encryptionKey: true, removalPolicy: true });

/** The names themselves. */
export const namesIn = <Key extends keyof BatchInsightsProps>(names: Names<Key>): Key[] => Object.keys(names) as Key[];
