import {
  AsgVariable,
  CollectorVariable,
  CompactVariable,
  ExplorerVariable,
  GrafanaVariable,
  HistoryVariable,
  PricingVariable,
  RegistryVariable,
  RunTaskVariable,
  SnapshotVariable,
} from '../../src/domain/names/environment';
import { DetailType, EventSource } from '../../src/domain/names/events';
import {
  BATCH_GROUP_INFIX,
  BATCH_GROUP_PREFIX,
  BATCH_LAUNCH_TEMPLATE_PREFIX,
  BATCH_TAG,
  GroupTrigger,
} from '../../src/domain/names/groups';
import { COMPACTIONS_FOLDER, DAY_COLUMN, HISTORY_DATASETS, historyFilter, LOG_EVENT_ID } from '../../src/domain/names/history';
import { EMF_ERRORS, LOGS_NAMESPACE } from '../../src/domain/names/logs-metrics';
import {
  COLLECTOR_METRICS,
  DEFAULT_METRIC_NAMESPACE,
  DimensionName,
  InFlightMetric,
  InstanceMetric,
  MetricName,
  CostMetric,
  RunTaskMetric,
} from '../../src/domain/names/metrics';
import { FailureCategory, PurchaseOption, RecordType, REDELIVERED } from '../../src/domain/names/records';
import { BATCH_CALLERS, BatchTag, CallAttribute, RUN_TASK } from '../../src/domain/names/run-task';
import {
  computeEnvironmentKey,
  InstanceAttribute,
  isComputeEnvironmentKey,
  isEc2InstanceKey,
  JobAttribute,
  PriceAttribute,
  SnapshotMemory,
} from '../../src/domain/names/tables';

test.each([
  ['CollectorVariable', CollectorVariable],
  ['RegistryVariable', RegistryVariable],
  ['HistoryVariable', HistoryVariable],
  ['CompactVariable', CompactVariable],
  ['PricingVariable', PricingVariable],
  ['FailureCategory', FailureCategory],
  ['PurchaseOption', PurchaseOption],
])('%s is named as it is written', (_, names) => {
  expect(Object.keys(names)).toEqual(Object.values(names));
});

test.each<[string, Record<string, string>]>([
  ['MetricName', MetricName],
  ['DimensionName', DimensionName],
  ['JobAttribute', JobAttribute],
  ['InstanceAttribute', InstanceAttribute],
  ['PriceAttribute', PriceAttribute],
  ['CostMetric', CostMetric],
])('%s holds no name twice, and each in pascal case', (_, names) => {
  expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
  expect(Object.values(names).filter((name) => !/^([A-Z][a-z]+|MiB)+$/.test(name))).toEqual([]);
});

test('no variable is one that Lambda keeps for itself', () => {
  expect(
    [...Object.values(CollectorVariable), ...Object.values(RegistryVariable)].filter((name) => /^(AWS_|LAMBDA_|_)/.test(name)),
  ).toEqual([]);
});

test('an attribute of a job is no fact', () => {
  expect(Object.values(JobAttribute).filter((name) => /^[uprsg][0-9a-z]+$/.test(name))).toEqual([]);
});

test('what CloudWatch takes as a namespace', () => {
  expect(DEFAULT_METRIC_NAMESPACE).not.toMatch(/^AWS\//);
});

describe('names that stand outside of this library stay as they are', () => {
  const words = (text: string) => text.trim().split(/\s+/);

  test('metrics and dimensions, which alarms and dashboards of users name', () => {
    expect(Object.values(MetricName)).toEqual(
      words(`
      JobsSubmitted JobsPending JobsRunnable JobsStarting JobsRunning JobsSucceeded JobsFailed QueuedSeconds RunnableSeconds StartingSeconds RunningSeconds
      AttemptsFailed SpotInterruptions LostSeconds EventsProcessed EventsRejected FieldsUnread DuplicateEvents LateEvents EventAgeSeconds`),
    );
    expect(Object.values(InFlightMetric)).toEqual(
      words(`
      JobsInState OldestRunnableSeconds OldestStartingSeconds WaitingVcpus RunningVcpus InstancesInService InServiceVcpus InServiceMemoryMiB`),
    );
    expect(Object.values(InstanceMetric)).toEqual(
      words(`
      InstancesRegistered InstancesDeregistered InstancesReclaimed InterruptionWarnings RebalanceRecommendations InstanceLifetimeSeconds
      RegisteredVcpus RegisteredMemoryMiB`),
    );
    expect(Object.values(RunTaskMetric)).toEqual(words('RunTaskCalls TasksPlaced TasksNotPlaced'));
    expect(Object.values(CostMetric)).toEqual(
      words('CostUsd LostCostUsd SavedUsd AttemptsUnpriced InstanceCostUsd IdleCostUsd UnpricedInstanceSeconds'),
    );
    expect(Object.values(DimensionName)).toEqual(
      words('JobQueue JobDefinition ComputeEnvironment InstanceType AvailabilityZone PurchaseOption JobState Reason'),
    );
    expect(DEFAULT_METRIC_NAMESPACE).toBe('BatchInsights');
    expect(COLLECTOR_METRICS).toEqual(words('EventsProcessed EventsRejected FieldsUnread DuplicateEvents LateEvents EventAgeSeconds'));
  });

  test('kinds of records and what stands in them, which queries of users name', () => {
    expect(Object.values(RecordType)).toEqual(
      words(`
      job queue-blocked transitions in-flight instance run-task-failure group-metrics-enabled metrics-left-out event-rejected fields-unread processing-failed`),
    );
    expect(Object.values(FailureCategory)).toEqual(
      words(`
      SPOT_INTERRUPTION HOST_TERMINATED TIMEOUT OUT_OF_MEMORY IMAGE_PULL START_FAILURE DEPENDENCY_FAILED ARRAY_CHILD_FAILED CANCELLED TERMINATED
      QUEUE_TIME_LIMIT CAPACITY MISCONFIGURATION KILLED NODE_STOPPED APPLICATION_ERROR INFRASTRUCTURE UNKNOWN`),
    );
    expect(Object.values(PurchaseOption)).toEqual(words('ON_DEMAND SPOT FARGATE FARGATE_SPOT CAPACITY_BLOCK'));
    expect(Object.values(GroupTrigger)).toEqual(words('deployment schedule event'));
    expect(REDELIVERED).toBe('Redelivered');
  });

  test('what AWS writes into its events and onto its groups and tasks', () => {
    expect(Object.values(EventSource)).toEqual(words('aws.batch aws.ecs aws.ec2 aws.autoscaling aws.s3 cdk-batch-insights'));
    expect(Object.values(DetailType)).toEqual([
      'Batch Job State Change',
      'Batch Job Queue Blocked',
      'ECS Container Instance State Change',
      'EC2 Spot Instance Interruption Warning',
      'EC2 Instance Rebalance Recommendation',
      'EC2 Instance State-change Notification',
      'EC2 Instance Launch Successful',
      'Object Created',
      'AWS API Call via CloudTrail',
      'Finished Job Waiting',
      'Instance Lookup',
      'Instance Left',
      'State Entries Waiting',
      'Auto Scaling Group Check',
      'Price Lookup',
      'Price Refresh',
      'Job Failed',
      'Job Succeeded',
      'Job Queue Blocked',
    ]);
    expect(BATCH_TAG).toEqual({ KEY: 'AWSBatchServiceTag', VALUE: 'batch' });
    expect([BATCH_GROUP_PREFIX, BATCH_GROUP_INFIX, BATCH_LAUNCH_TEMPLATE_PREFIX]).toEqual(words('AWSBatch- -asg- Batch-lt-'));
    expect([RUN_TASK, BATCH_CALLERS]).toEqual([
      { EVENT_SOURCE: 'ecs.amazonaws.com', EVENT_NAME: 'RunTask' },
      ['batch.amazonaws.com', 'batch.amazonaws.com.cn'],
    ]);
    expect(Object.values(BatchTag)).toEqual(words('aws:batch:compute-environment aws:batch:job-queue aws:batch:job-definition'));
  });

  test('metrics that CloudWatch Logs publishes, which alarms watch', () => {
    expect([LOGS_NAMESPACE, ...Object.values(EMF_ERRORS)]).toEqual(words('AWS/Logs EMFParsingErrors EMFValidationErrors'));
  });

  test('attributes of the tables, which the version before wrote and the next one reads', () => {
    expect(Object.values(JobAttribute)).toEqual(
      words('JobId JobName JobQueue JobDefinition CreatedAt Vcpus MemoryMiB Gpus Parent BlockedReason BlockedAt ExpiresAt'),
    );
    expect(Object.values(SnapshotMemory)).toEqual(words('in-flight-snapshot KnownJobQueues KnownComputeEnvironments SnapshotAt'));
    expect(Object.values(InstanceAttribute)).toEqual(
      words(`
      ContainerInstanceArn InstanceId InstanceType AvailabilityZone Architecture AmiId Vcpus MemoryMiB EcsCluster ComputeEnvironment PurchaseOption Status
      RegisteredAt GoneAt GoneCause DepartureSettled InterruptionWarningAt RebalanceRecommendedAt TerminatedAt Registrations LinkedAt Version ExpiresAt`),
    );
    expect(Object.values(CallAttribute)).toEqual(words('CallKey Placed ExpiresAt'));
    expect(computeEnvironmentKey('render-farm')).toBe('compute-environment/render-farm');
  });

  test('tables, columns, folders and filters of the history, which files and queries of years have', () => {
    expect(
      Object.entries(HISTORY_DATASETS).map(([name, { table, folder, recordType, dayOf }]) => [name, table, folder, recordType, dayOf]),
    ).toEqual([
      words('jobs job_records jobs job StoppedAt'),
      words('transitions transition_records transitions transitions At'),
      words('instances instance_records instances instance At'),
    ]);
    expect((['jobs', 'transitions', 'instances'] as const).map(historyFilter)).toEqual([
      '{ $.RecordType = "job" }',
      '{ $.RecordType = "transitions" }',
      '{ $.RecordType = "instance" }',
    ]);
    expect(LOG_EVENT_ID.LogEventId).toMatchObject({ type: 'string', required: true });
    expect([DAY_COLUMN, ...Object.keys(LOG_EVENT_ID), COMPACTIONS_FOLDER]).toEqual(words('day LogEventId compactions'));
  });

  test('variables, which a function keeps from one deployment to the next', () => {
    expect(
      [SnapshotVariable, RunTaskVariable, AsgVariable, HistoryVariable, CompactVariable, GrafanaVariable, ExplorerVariable].flatMap(
        (names) => Object.values(names),
      ),
    ).toEqual(
      words(`
      JOB_TABLE METRIC_NAMESPACE SCAN_SEGMENTS EMPTY_QUEUE_SECONDS INSTANCE_TABLE CALL_TABLE METRIC_NAMESPACE DIMENSION_SETS CALL_TTL_SECONDS
      GROUP_METRICS GRANULARITY URL_SUFFIX STREAMS LOG_GROUPS URL_SUFFIX DATASETS BUCKET PREFIX DATABASE WORK_GROUP URL_SUFFIX URL_SUFFIX
      LOG_GROUP SNAPSHOT_LOG_GROUP JOB_TABLE CONSOLE_DOMAIN MAX_ROWS MAX_RANGE_SECONDS MAX_SCANNED_BYTES MAX_TABLE_ITEMS URL_SUFFIX`),
    );
  });
});

test('keys of the instance table tell what they stand for by how they begin', () => {
  expect(['compute-environment/a', 'a/compute-environment/b', 'i-0'].map(isComputeEnvironmentKey)).toEqual([true, false, false]);
  expect(['i-0abc', 'arn:aws:ecs:eu-west-1:1:container-instance/c/i-0', 'compute-environment/i-'].map(isEc2InstanceKey)).toEqual([
    true,
    false,
    false,
  ]);
});
