import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkCollectorProps, FINISHED_EXPIRY, IN_FLIGHT_EXPIRY } from './check-collector-props';
import { CollectorFunction } from './collector-function';
import { COLLECTOR_ATTRIBUTE_TYPES } from './collector-prop-types';
import { JobEventCollectorProps } from './collector-props';
import { EventDelivery } from './event-delivery';
import { IJobEventCollector, JobEventCollectorAttributes, JobEventCollectorBase, PriceSource } from './job-event-collector-base';
import { checkPriceFacts, PriceFacts, usePrices } from './prices';
import { rejectedMetricsAlarm } from './rejected-metrics-alarm';
import { jobEventRules } from './rules';
import { collectorSilenceAlarm } from './silence';
import { unreadFieldsAlarm } from './unread-fields-alarm';
import { warnOfDuplicateCounting } from './warn-of-duplicate-counting';
import { CollectorVariable } from '../domain/names/environment';
import { INDEXED_FIELDS } from '../domain/names/indexed-fields';
import { DEFAULT_METRIC_NAMESPACE } from '../domain/names/metrics';
import { JobAttribute } from '../domain/names/tables';
import { keyStatements } from '../event-intake/encryption';
import { EventIntake, eventIntake } from '../event-intake/event-intake';
import { seconds, sendStatement, tableStatement } from '../event-intake/handler';
import { expiringTable } from '../event-intake/storage';
import { namesOf } from '../level-of-detail/dimension-check';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { checkTypes } from '../prop-check/prop-types';

const DEFAULT_WAITS = [Duration.seconds(30), Duration.minutes(2), Duration.minutes(5)];
/** The longest that SQS delays a message: assumed for waits that are only known at deployment. */
const MAX_WAIT = Duration.minutes(15);
/**
 * Collects the state changes of AWS Batch jobs: one record per finished job, metrics, and a table of the jobs in flight.
 *
 * It creates an EventBridge rule (several for many `jobQueues`), an encrypted SQS queue with a dead-letter queue, a Lambda function with a role that may do exactly what it does, a
 * DynamoDB table, a log group, and alarms. None has a physical name, so any number of collectors can live in one account.
 *
 * Environment variables, commands and parameters of jobs, which events carry, are neither stored nor logged.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { IJobEventCollector, InstanceRegistry, JobEventCollector } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * const collector: IJobEventCollector = new JobEventCollector(stack, 'Collector', {
 *   instanceRegistry: new InstanceRegistry(stack, 'Instances'),
 *   tagKeys: ['Project'],
 * });
 * collector.metricJobsFailed().createAlarm(stack, 'JobsFail', { threshold: 5, evaluationPeriods: 1 });
 */
export class JobEventCollector extends JobEventCollectorBase {
  /**
   * A job event collector that another stack or app made.
   *
   * @param scope where it is used
   * @param id its id there
   * @param attributes what it is made of
   */
  static fromJobEventCollectorAttributes(scope: Construct, id: string, attributes: JobEventCollectorAttributes): IJobEventCollector {
    checkTypes(`${scope.node.path}/${id}`, attributes, COLLECTOR_ATTRIBUTE_TYPES);
    class Import extends JobEventCollectorBase {
      readonly logGroup = attributes.logGroup;
      readonly table = attributes.table;
      readonly metricNamespace = attributes.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
      readonly dimensionSets = attributes.dimensionSets ?? LevelOfDetail.STANDARD.dimensionSets;
    }
    return new Import(scope, id);
  }

  /** The queue that events come through, and that finished jobs wait in for late facts. */
  readonly queue: IQueue;
  /** The queue of messages that could not be processed, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Enters ALARM if the dead-letter queue contains a message. */
  readonly deadLetterAlarm: Alarm;
  /** Enters ALARM if the function keeps failing for a quarter of an hour. Absent if `errorAlarmEnabled` is false. */
  readonly errorAlarm?: Alarm;
  /** Enters ALARM if events wait too long to be processed. Absent if `eventAgeAlarmEnabled` is false. */
  readonly eventAgeAlarm?: Alarm;
  /**
   * Enters ALARM if instances join and no job event arrives. Absent without an instance registry, with `jobQueues` or `jobDefinitions`, or if
   * `silenceAlarmEnabled` is false.
   */
  readonly silenceAlarm?: Alarm;
  /** Enters ALARM if a field of an event cannot be read and is left out. Absent if `unreadFieldsAlarmEnabled` is false. */
  readonly unreadFieldsAlarm?: Alarm;
  /** Enters ALARM if CloudWatch Logs rejects a metric document. Absent if `rejectedMetricsAlarmEnabled` is false. */
  readonly rejectedMetricsAlarm?: Alarm;
  /** The function that reads the events. */
  readonly handler: IFunction;
  /** The table of jobs in flight, key `JobId`. Without backups, since its rows live for days. */
  readonly table: ITable;
  /** The log group of the function, which holds the job records. */
  readonly logGroup: ILogGroup;
  /** The rule that picks the events of AWS Batch; the first one where there are several. */
  readonly rule: Rule;
  /** All rules: more than one where the pattern of one cannot hold all `jobQueues` and `jobDefinitions`. */
  readonly rules: Rule[];
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics are published with. */
  readonly dimensionSets: MetricDimensions[];
  /** How much is published as metrics, and so what they cost: see its `monthlyUsd`. Absent where `dimensionSets` were given instead. */
  readonly levelOfDetail?: LevelOfDetail;
  /** @internal */
  override readonly _jobQueues?: IJobQueue[];
  /** All alarms of the collector. */
  readonly alarms: Alarm[];

  private readonly collectorFunction: CollectorFunction;
  private readonly priceFacts: PriceFacts;
  private prices?: PriceSource;

  constructor(scope: Construct, id: string, props: JobEventCollectorProps = {}) {
    super(scope, id);
    checkCollectorProps(this, props);
    this.priceFacts = { canWait: props.waitForLateFacts?.length !== 0, knowsInstances: props.instanceRegistry !== undefined };
    this._jobQueues = props.jobQueues;
    this.metricNamespace = props.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
    warnOfDuplicateCounting(this, this.metricNamespace, props);
    const level = props.levelOfDetail ?? LevelOfDetail.STANDARD;
    this.levelOfDetail = props.dimensionSets ? undefined : level;
    this.dimensionSets = props.dimensionSets ?? level.dimensionSets;
    this.table = expiringTable(this, { ...props, partitionKey: JobAttribute.JOB_ID, expiryAttribute: JobAttribute.EXPIRES_AT });

    const intake = this.createIntake(props);
    this.logGroup = intake.logGroup;
    this.queue = intake.queue;
    this.deadLetterQueue = intake.deadLetterQueue;
    this.handler = intake.handler;
    this.collectorFunction = intake.handler;
    this.deadLetterAlarm = intake.deadLetterAlarm;
    this.errorAlarm = intake.errorAlarm;
    this.eventAgeAlarm = intake.eventAgeAlarm;
    this.silenceAlarm = collectorSilenceAlarm(this, props);
    this.unreadFieldsAlarm = unreadFieldsAlarm(this, props);
    this.rejectedMetricsAlarm = rejectedMetricsAlarm(this, props);
    const own = [this.silenceAlarm, this.unreadFieldsAlarm, this.rejectedMetricsAlarm];
    this.alarms = [...intake.alarms, ...own].filter((alarm) => alarm !== undefined);

    this.rules = jobEventRules(this, props, intake.target);
    [this.rule] = this.rules;
  }

  /** @internal */
  override get _hasPrices(): boolean {
    return this.prices !== undefined;
  }

  /** @internal */
  override _usePrices(prices: PriceSource): void {
    checkPriceFacts(this, this.priceFacts);
    this.prices = prices;
    usePrices(this, this.collectorFunction, prices);
  }

  private createIntake(props: JobEventCollectorProps): EventIntake<CollectorFunction> {
    const delivery = props.delivery ?? EventDelivery.buffered();
    return eventIntake(this, {
      readBy: 'the collector of AWS Batch job events',
      description: 'Turns AWS Batch job events into job records and metrics',
      logs: {
        retention: props.logRetention ?? RetentionDays.ONE_YEAR,
        removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
        encryptionKey: props.encryptionKey,
        indexedFields: props.fieldIndexesEnabled === false ? undefined : INDEXED_FIELDS,
      },
      alarms: props,
      options: props,
      batches: {
        window: delivery.batchingWindow,
        size: delivery.batchSize,
        maxConcurrency: delivery.maxConcurrency,
        maxDelay: longestOf(props.waitForLateFacts ?? DEFAULT_WAITS),
      },
      direct: delivery.isBuffered ? undefined : delivery,
      environment: ({ queue }) => this.environment(props, queue),
      statements: ({ queue, deadLetterQueue }) => this.statements(props, queue, delivery.isBuffered ? undefined : deadLetterQueue),
      handler: (options) => new CollectorFunction(this, 'Handler', options),
    });
  }

  private environment(props: JobEventCollectorProps, queue: IQueue): { [variable: string]: string } {
    const { instanceRegistry } = props;
    return {
      [CollectorVariable.JOB_TABLE]: this.table.tableName,
      [CollectorVariable.WAITING_QUEUE_URL]: queue.queueUrl,
      [CollectorVariable.METRIC_NAMESPACE]: this.metricNamespace,
      [CollectorVariable.DIMENSION_SETS]: JSON.stringify(namesOf(this.dimensionSets)),
      [CollectorVariable.TAG_KEYS]: Stack.of(this).toJsonString(props.tagKeys ?? []),
      [CollectorVariable.WAIT_SECONDS]: Stack.of(this).toJsonString(
        (props.waitForLateFacts ?? DEFAULT_WAITS).map((wait) => wait.toSeconds()),
      ),
      [CollectorVariable.IN_FLIGHT_TTL_SECONDS]: seconds(props.inFlightExpiry ?? IN_FLIGHT_EXPIRY),
      [CollectorVariable.FINISHED_TTL_SECONDS]: seconds(props.finishedExpiry ?? FINISHED_EXPIRY),
      ...(instanceRegistry && { [CollectorVariable.INSTANCE_TABLE]: instanceRegistry.table.tableName }),
      ...(instanceRegistry?.lookUpQueue && { [CollectorVariable.INSTANCE_LOOKUP_QUEUE_URL]: instanceRegistry.lookUpQueue.queueUrl }),
    };
  }

  private statements(props: JobEventCollectorProps, queue: IQueue, failureQueue?: IQueue): PolicyStatement[] {
    const { instanceRegistry, encryptionKey } = props;
    return [
      tableStatement('WriteJobs', this.table, 'dynamodb:GetItem', 'dynamodb:UpdateItem'),
      sendStatement('LetJobsWait', queue),
      ...(failureQueue ? [sendStatement('SetFailuresAside', failureQueue)] : []),
      ...(instanceRegistry ? [tableStatement('ReadInstances', instanceRegistry.table, 'dynamodb:BatchGetItem')] : []),
      ...(instanceRegistry?.lookUpQueue ? [sendStatement('AskForInstances', instanceRegistry.lookUpQueue)] : []),
      ...keyStatements(this, {
        ofTables: [encryptionKey, instanceRegistry?.table.encryptionKey],
        ofQueuesSentTo: [encryptionKey, instanceRegistry?.lookUpQueue?.encryptionMasterKey],
      }),
    ];
  }
}

function longestOf(waits: Duration[]): Duration {
  return Duration.seconds(Math.max(0, ...waits.map((wait) => (wait.isUnresolved() ? MAX_WAIT : wait).toSeconds())));
}
