import { Duration, RemovalPolicy, Tokenization } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Alarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { checkNoSilencePeriod, checkSnapshotProps, DEFAULT_SEGMENTS, MAX_INTERVAL } from './check-snapshot-props';
import { IInFlightSnapshot, InFlightSnapshotAttributes, InFlightSnapshotBase } from './in-flight-snapshot-base';
import { JobState } from './job-state';
import { SnapshotFunction } from './snapshot-function';
import { SNAPSHOT_ATTRIBUTE_TYPES } from './snapshot-prop-types';
import { InFlightSnapshotProps } from './snapshot-props';
import { SnapshotVariable } from '../domain/names/environment';
import { DEFAULT_METRIC_NAMESPACE } from '../domain/names/metrics';
import { SnapshotMemory } from '../domain/names/tables';
import { allowServicesToUse, keyStatements } from '../event-intake/encryption';
import { completeHandler, handlerOptions, seconds, tableStatement } from '../event-intake/handler';
import { dedicatedLogGroup } from '../event-intake/storage';
import { healthAlarm } from '../health-alarms/health-alarm';
import { silenceAlarm, silencePeriod } from '../health-alarms/silence-alarm';
import { JobEventCollectorBase } from '../job-event-collector/job-event-collector-base';
import { checkTypes } from '../prop-check/prop-types';

const DEFAULT_INTERVAL = Duration.minutes(5);
/** As long as Lambda lets a function run. A snapshot takes seconds; with hundreds of thousands of jobs in flight, minutes. */
const TIMEOUT = Duration.minutes(15);
/** The longest that Lambda keeps an event for another try. */
const MAX_EVENT_AGE = Duration.hours(6);

/**
 * Looks at regular times at what is in flight: how many jobs are in which state, how long the oldest one waits, and what they ask for.
 *
 * It creates an EventBridge rule with a schedule, a Lambda function with a role that may do exactly what it does, alarms, and a log
 * group. None has a physical name. The function reads the whole table of jobs each time; the README of its folder states the cost.
 *
 * @example
 * import { Duration, Stack } from 'aws-cdk-lib';
 * import { IInFlightSnapshot, InFlightSnapshot, JobEventCollector } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * const snapshot: IInFlightSnapshot = new InFlightSnapshot(stack, 'InFlight', {
 *   collector: new JobEventCollector(stack, 'Collector'),
 *   interval: Duration.minutes(10),
 * });
 * snapshot.metricOldestRunnableSeconds().createAlarm(stack, 'JobsWaitLong', { threshold: 3600, evaluationPeriods: 3 });
 */
export class InFlightSnapshot extends InFlightSnapshotBase {
  /**
   * An in-flight snapshot that another stack or app made.
   *
   * @param scope where it is used
   * @param id its id there
   * @param attributes what it is made of
   */
  static fromInFlightSnapshotAttributes(scope: Construct, id: string, attributes: InFlightSnapshotAttributes): IInFlightSnapshot {
    checkTypes(`${scope.node.path}/${id}`, attributes, SNAPSHOT_ATTRIBUTE_TYPES);
    class Import extends InFlightSnapshotBase {
      readonly logGroup = attributes.logGroup;
      readonly metricNamespace = attributes.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
      readonly interval = attributes.interval ?? DEFAULT_INTERVAL;
      readonly instancesIncluded = attributes.instancesIncluded ?? false;
    }
    return new Import(scope, id);
  }

  /** The function that takes the snapshots. */
  readonly handler: IFunction;
  /** The rule that starts them. */
  readonly rule: Rule;
  /** Enters ALARM if snapshots fail in two of three intervals, and INSUFFICIENT_DATA if none are taken; `alarmActions` run in both states. */
  readonly errorAlarm: Alarm;
  /** Enters ALARM if every snapshot of some hours has starting jobs and no job event arrives. Absent if it was disabled. */
  readonly standstillAlarm?: Alarm;
  /** The log group of the function, which holds the `in-flight` records. */
  readonly logGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The time from one snapshot to the next, which is the period of the metrics. */
  readonly interval: Duration;
  /** Whether there are gauges of instances. */
  readonly instancesIncluded: boolean;
  /** @internal */
  override readonly _jobQueues?: IJobQueue[];
  /** All alarms of the snapshot. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: InFlightSnapshotProps) {
    super(scope, id);
    checkSnapshotProps(this, props);
    allowServicesToUse(this, props.encryptionKey, ['logs']);

    this._jobQueues = props.collector instanceof JobEventCollectorBase ? props.collector._jobQueues : undefined;
    this.interval = props.interval ?? DEFAULT_INTERVAL;
    this.metricNamespace = props.metricNamespace ?? props.collector.metricNamespace;
    this.instancesIncluded = props.instanceRegistry !== undefined;
    this.logGroup = dedicatedLogGroup(this, {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      encryptionKey: props.encryptionKey,
    });
    this.handler = this.createHandler(props);
    this.rule = new Rule(this, 'Rule', {
      description: 'Snapshots of the AWS Batch jobs in flight',
      schedule: Schedule.rate(this.interval),
      // A snapshot that could not be started in time is worth nothing: the next one comes.
      targets: [new LambdaFunction(this.handler, { maxEventAge: atMost(this.interval, MAX_INTERVAL) })],
    });
    this.errorAlarm = this.createErrorAlarm(props);
    this.standstillAlarm = this.createStandstillAlarm(props);
    this.alarms = [this.errorAlarm, ...(this.standstillAlarm ? [this.standstillAlarm] : [])];
  }

  private createHandler(props: InFlightSnapshotProps): SnapshotFunction {
    const handler = new SnapshotFunction(this, 'Handler', {
      ...handlerOptions(this, {
        description: 'Takes snapshots of the AWS Batch jobs in flight',
        logGroup: this.logGroup,
        timeout: TIMEOUT,
        environment: this.environment(props),
        statements: this.statements(props),
        options: props,
        minConcurrency: 1,
      }),
      retryAttempts: 1,
      maxEventAge: atMost(this.interval, MAX_EVENT_AGE),
    });
    return completeHandler(handler, props);
  }

  /** One failed run means little: Lambda retries it, and the next run follows. No run at all is missing data, because a schedule never pauses. */
  private createErrorAlarm(actions: InFlightSnapshotProps): Alarm {
    return healthAlarm(this, 'ErrorAlarm', {
      description:
        'Snapshots of the AWS Batch jobs in flight failed, or (INSUFFICIENT_DATA) were not taken. Their gauges and records have gaps. Read the latest errors in the log group of ' +
        'the function. If it lacks a permission or access to a key, grant it. If it ran out of time or memory, increase interval, or decrease finishedExpiry of the ' +
        'collector. No redrive is needed: the next successful snapshot is complete.',
      section: 'snapshots-fail',
      metric: this.handler.metricErrors({ period: this.interval.isUnresolved() ? undefined : this.interval }),
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      isSteady: true,
      actions,
    });
  }

  /** A job starts within minutes. Jobs that run or wait for capacity prove nothing: they may do so for days without an event. */
  private createStandstillAlarm(props: InFlightSnapshotProps): Alarm | undefined {
    const atLeast = silencePeriod(this, props.silencePeriod);
    if (props.standstillAlarmEnabled === false) {
      checkNoSilencePeriod(this, props);
      return undefined;
    }
    return silenceAlarm(this, {
      id: 'StandstillAlarm',
      description:
        'Jobs are STARTING in every snapshot, but no job event has arrived: the job table is not updated. Either events are not delivered, and those not ' +
        'delivered within a day are lost, or the last started job hangs. Compare the job states in the AWS Batch console to find out which.',
      section: 'standstill',
      period: longer(atLeast, this.interval),
      evidence: (period) => this.metricJobsInState(JobState.STARTING, { statistic: Stats.MINIMUM, period }),
      events: (period) => props.collector.metricEventsProcessed({ period }),
      actions: props,
    });
  }

  private environment({ collector, instanceRegistry, scanSegments, emptyQueueExpiry }: InFlightSnapshotProps): {
    [variable: string]: string;
  } {
    return {
      [SnapshotVariable.JOB_TABLE]: collector.table.tableName,
      [SnapshotVariable.METRIC_NAMESPACE]: this.metricNamespace,
      [SnapshotVariable.SCAN_SEGMENTS]: Tokenization.stringifyNumber(scanSegments ?? DEFAULT_SEGMENTS),
      [SnapshotVariable.EMPTY_QUEUE_SECONDS]: seconds(emptyQueueExpiry ?? Duration.days(7)),
      ...(instanceRegistry && { [SnapshotVariable.INSTANCE_TABLE]: instanceRegistry.table.tableName }),
    };
  }

  private statements({ collector, instanceRegistry }: InFlightSnapshotProps): PolicyStatement[] {
    const ownRow = tableStatement('KeepOwnRow', collector.table, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
    ownRow.addCondition('ForAllValues:StringEquals', { 'dynamodb:LeadingKeys': [SnapshotMemory.KEY] });
    return [
      tableStatement('ReadJobs', collector.table, 'dynamodb:Scan'),
      ownRow,
      ...(instanceRegistry ? [tableStatement('ReadInstances', instanceRegistry.table, 'dynamodb:Scan')] : []),
      ...keyStatements(this, { ofTables: [collector.table.encryptionKey, instanceRegistry?.table.encryptionKey] }),
    ];
  }
}

/** A period without a snapshot in it has no data. */
const longer = (period: Duration, interval: Duration): Duration => {
  const atLeast = interval.isUnresolved() ? MAX_INTERVAL : interval;
  return period.toSeconds() >= atLeast.toSeconds() ? period : atLeast;
};

/** Where the interval is only known at deployment, the most is taken. */
const atMost = (interval: Duration, max: Duration): Duration =>
  interval.isUnresolved() || interval.toSeconds() > max.toSeconds() ? max : interval;
