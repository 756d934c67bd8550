import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkRunTaskMonitoringProps } from './check-run-task-monitoring-props';
import { runTaskPattern } from './event-pattern';
import { RunTaskFunction } from './run-task-function';
import { dimensionSetsOf, IRunTaskMonitoring, RunTaskMonitoringAttributes, RunTaskMonitoringBase } from './run-task-monitoring-base';
import { RUN_TASK_ATTRIBUTE_TYPES } from './run-task-monitoring-prop-types';
import { RunTaskMonitoringProps } from './run-task-monitoring-props';
import { createTrail, noteThatTrailIsNeeded } from './trail';
import { RunTaskVariable } from '../domain/names/environment';
import { DEFAULT_METRIC_NAMESPACE } from '../domain/names/metrics';
import { CallAttribute } from '../domain/names/run-task';
import { keyStatements } from '../event-intake/encryption';
import { EventIntake, eventIntake } from '../event-intake/event-intake';
import { eventRule } from '../event-intake/event-rule';
import { seconds, tableStatement } from '../event-intake/handler';
import { holdKeyWarning, printKeyWarning } from '../event-intake/imported-key-warning';
import { Batches } from '../event-intake/queues';
import { expiringTable } from '../event-intake/storage';
import { namesOf } from '../level-of-detail/dimension-check';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { checkTypes } from '../prop-check/prop-types';

const BATCHES: Batches = {
  window: Duration.seconds(20),
  /** Events of some 20 KB fit in an invocation, which takes 6 MB. */
  size: 200,
  /** The fewest that Lambda allows: one function counts thousands of calls in a second. */
  maxConcurrency: 2,
};
/** EventBridge tries to deliver an event for a day. */
const CALL_TTL = Duration.days(1);

/**
 * Counts the RunTask calls with which AWS Batch places tasks, and records why tasks were not placed: no CPU or memory, no agent, no access.
 *
 * It needs a CloudTrail trail in the account: EventBridge receives calls only if a trail logs write management events. `createTrail` creates one.
 * EventBridge delivers these events on a best-effort basis, so a few can be missing.
 *
 * It creates an EventBridge rule, an encrypted SQS queue with a dead-letter queue, a Lambda function with a role that may do exactly what it does, a
 * DynamoDB table, a log group, and alarms. None has a physical name. Overrides, environment variables and commands, which events may
 * carry, are neither stored nor logged.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { RunTaskMonitoring } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * const runTask = new RunTaskMonitoring(stack, 'RunTask', { createTrail: true });
 * const noMemory = runTask.metricTasksNotPlaced({ dimensionsMap: { Reason: 'RESOURCE:MEMORY' } });
 * noMemory.createAlarm(stack, 'NoMemory', { threshold: 10, evaluationPeriods: 3 });
 */
export class RunTaskMonitoring extends RunTaskMonitoringBase {
  /**
   * Run-task monitoring that another stack or app made.
   *
   * @param scope where it is used
   * @param id its id there
   * @param attributes what it is made of
   */
  static fromRunTaskMonitoringAttributes(scope: Construct, id: string, attributes: RunTaskMonitoringAttributes): IRunTaskMonitoring {
    checkTypes(`${scope.node.path}/${id}`, attributes, RUN_TASK_ATTRIBUTE_TYPES);
    class Import extends RunTaskMonitoringBase {
      readonly logGroup = attributes.logGroup;
      readonly metricNamespace = attributes.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
      readonly dimensionSets = attributes.dimensionSets ?? dimensionSetsOf(LevelOfDetail.STANDARD);
    }
    return new Import(scope, id);
  }

  /** The queue that events come through. */
  readonly queue: IQueue;
  /** The queue of messages that could not be processed, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Enters ALARM if the dead-letter queue contains a message. */
  readonly deadLetterAlarm: Alarm;
  /** Enters ALARM if the function keeps failing for a quarter of an hour. Absent if `errorAlarmEnabled` is false. */
  readonly errorAlarm?: Alarm;
  /** Enters ALARM if events wait too long to be processed. Absent if `eventAgeAlarmEnabled` is false. */
  readonly eventAgeAlarm?: Alarm;
  /** The function that reads the events. */
  readonly handler: IFunction;
  /** The table of calls that were counted, by which copies of an event count once. Without backups, since its rows live for a day. */
  readonly table: ITable;
  /** The log group of the function, which holds a line for each reason why tasks of a call were not placed. */
  readonly logGroup: ILogGroup;
  /** The rule that picks AWS Batch's calls of RunTask. */
  readonly rule: Rule;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics are published with; `TasksNotPlaced` has the set `Reason` in addition. */
  readonly dimensionSets: MetricDimensions[];
  /**
   * The trail through which EventBridge receives calls.
   *
   * @default - the account has one, or there are no calls to count
   */
  readonly trail?: Trail;

  /** All alarms of the monitoring. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: RunTaskMonitoringProps = {}) {
    super(scope, id);
    checkRunTaskMonitoringProps(this, props);
    holdKeyWarning(this, props.encryptionKey);
    this.metricNamespace = props.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
    this.dimensionSets = dimensionSetsOf(props.levelOfDetail ?? LevelOfDetail.STANDARD);
    this.table = expiringTable(this, { ...props, partitionKey: CallAttribute.KEY, expiryAttribute: CallAttribute.EXPIRES_AT });

    const intake = this.createIntake(props);
    this.logGroup = intake.logGroup;
    this.queue = intake.queue;
    this.deadLetterQueue = intake.deadLetterQueue;
    this.handler = intake.handler;
    this.deadLetterAlarm = intake.deadLetterAlarm;
    this.errorAlarm = intake.errorAlarm;
    this.eventAgeAlarm = intake.eventAgeAlarm;
    this.alarms = intake.alarms;

    // Whole events, as the collector takes them: an input transformer would keep overrides out of the queues, but AWS does not say what it makes of
    // an object that is absent, and a denied call has neither an answer nor, at times, parameters. Queues are encrypted, and the handler reads what it needs.
    this.rule = eventRule(this, 'Rule', {
      description: 'RunTask calls of AWS Batch, recorded by CloudTrail',
      eventBus: props.eventBus,
      eventPattern: runTaskPattern,
      target: intake.target,
    });
    this.trail = props.createTrail ? createTrail(this, props) : undefined;
    if (!this.trail) noteThatTrailIsNeeded(this);
    printKeyWarning(this);
  }

  private createIntake(props: RunTaskMonitoringProps): EventIntake {
    return eventIntake(this, {
      readBy: "the counter of AWS Batch's calls of RunTask",
      description: 'Counts RunTask calls of AWS Batch and records why tasks were not placed',
      logs: {
        retention: props.logRetention ?? RetentionDays.THREE_MONTHS,
        removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
        encryptionKey: props.encryptionKey,
      },
      alarms: props,
      options: props,
      batches: BATCHES,
      environment: () => ({
        [RunTaskVariable.CALL_TABLE]: this.table.tableName,
        [RunTaskVariable.METRIC_NAMESPACE]: this.metricNamespace,
        [RunTaskVariable.DIMENSION_SETS]: JSON.stringify(namesOf(this.dimensionSets)),
        [RunTaskVariable.CALL_TTL_SECONDS]: seconds(CALL_TTL),
      }),
      statements: () => [
        tableStatement('CountCallsOnce', this.table, 'dynamodb:UpdateItem'),
        ...keyStatements(this, { ofTables: [props.encryptionKey], ofQueuesRead: [props.encryptionKey] }),
      ],
      handler: (options) => new RunTaskFunction(this, 'Handler', options),
    });
  }
}
