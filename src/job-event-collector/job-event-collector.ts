import { Duration, RemovalPolicy, Stack, Tokenization } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkCollectorProps } from './check-collector-props';
import { CollectorFunction } from './collector-function';
import { JobEventCollectorProps } from './collector-props';
import { EventDelivery } from './event-delivery';
import { jobEventPattern } from './event-pattern';
import { IJobEventCollector, JobEventCollectorAttributes, JobEventCollectorBase } from './job-event-collector-base';
import { collectorSilenceAlarm } from './silence';
import { warnOfDoubleCounting } from './warn-of-double-counting';
import { CollectorVariable } from '../domain/names/environment';
import { DEFAULT_METRIC_NAMESPACE } from '../domain/names/metrics';
import { JobAttribute } from '../domain/names/tables';
import { allowServicesToUse, keyStatements } from '../event-intake/encryption';
import { handlerOptions, sendStatement, tableStatement } from '../event-intake/handler';
import { intakeQueues, REDRIVE } from '../event-intake/queues';
import { failureDestination, queueTarget } from '../event-intake/rule-target';
import { expiringTable, ownLogGroup } from '../event-intake/storage';
import { asyncEventAge, handlerAlarms } from '../health-alarms/queue-alarms';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';

/** Lambda wraps an event that it sets aside, and SQS redrives only what came out of a queue. */
const SEND_EVENTS =
  'send the event of each message (its requestPayload, or the message itself where it has none) to the queue, ' +
  "as the runbook shows: a redrive does not unwrap Lambda's messages";
const DEFAULT_WAITS = [Duration.seconds(30), Duration.minutes(2), Duration.minutes(5)];
/** The longest that SQS delays a message: assumed for waits that are only known at deployment. */
const LONGEST_WAIT = Duration.minutes(15);
/** Lambda tries an event that was sent to the function itself again after one minute and after two more; a try takes one at most. */
const AGE_AFTER_DIRECT_RETRIES = Duration.minutes(10);
const READ_BY = 'the collector of AWS Batch job events';

/**
 * Collects the state changes of AWS Batch jobs: one record per finished job, metrics, and a table of the jobs in flight.
 *
 * It creates an EventBridge rule, an encrypted SQS queue with a dead-letter queue, a Lambda function with a role that may do exactly what it does, a
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
  /** Goes off when a message is in the dead-letter queue. */
  readonly deadLetterAlarm: Alarm;
  /** Goes off when the function keeps failing for a quarter of an hour, unless it was left out. */
  readonly errorAlarm?: Alarm;
  /** Goes off when events wait too long to be processed, unless it was left out. */
  readonly eventAgeAlarm?: Alarm;
  /** Goes off when instances join and no event comes. It is there where there is an instance registry and all jobs are watched, unless it was left out. */
  readonly silenceAlarm?: Alarm;
  /** The function that reads the events. */
  readonly handler: IFunction;
  /** The table of jobs in flight, key `JobId`. Without backups, since its rows live for days. */
  readonly table: ITable;
  /** The log group of the function, which holds the job records. */
  readonly logGroup: ILogGroup;
  /** The rule that picks the events of AWS Batch. */
  readonly rule: Rule;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics are published with. */
  readonly dimensionSets: MetricDimensions[];
  /** How much is published as metrics, and so what they cost: see its `monthlyUsd`. Absent where `dimensionSets` were given instead. */
  readonly levelOfDetail?: LevelOfDetail;

  private readonly delivery: EventDelivery;

  constructor(scope: Construct, id: string, props: JobEventCollectorProps = {}) {
    super(scope, id);
    checkCollectorProps(this, props);
    allowServicesToUse(this, props.encryptionKey);

    this.delivery = props.delivery ?? EventDelivery.buffered();
    this.metricNamespace = props.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
    warnOfDoubleCounting(this, this.metricNamespace, props);
    const level = props.levelOfDetail ?? LevelOfDetail.STANDARD;
    this.levelOfDetail = props.dimensionSets ? undefined : level;
    this.dimensionSets = props.dimensionSets ?? level.dimensionSets;
    this.table = expiringTable(this, { ...props, partitionKey: JobAttribute.JOB_ID, expiryAttribute: JobAttribute.EXPIRES_AT });
    this.logGroup = ownLogGroup(this, {
      retention: props.logRetention ?? RetentionDays.ONE_YEAR,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      encryptionKey: props.encryptionKey,
    });
    const queues = intakeQueues(this, {
      encryptionKey: props.encryptionKey,
      batchingWindow: this.delivery.batchingWindow,
      readBy: READ_BY,
      sendAgain: this.delivery.isBuffered ? REDRIVE : SEND_EVENTS,
      alarmActions: props,
    });
    this.queue = queues.queue;
    this.deadLetterQueue = queues.deadLetterQueue;
    this.deadLetterAlarm = queues.deadLetterAlarm;
    this.handler = this.createHandler(props, queues.deadLetterQueue);
    this.readQueue();
    const { errorAlarm, eventAgeAlarm } = handlerAlarms(this, {
      props,
      handler: this.handler,
      queue: this.queue,
      readBy: READ_BY,
      ...(this.delivery.isBuffered
        ? { usualAge: queues.ageAfterOneRetry.plus(longestOf(props.waitForLateFacts ?? DEFAULT_WAITS)) }
        : { usualAge: AGE_AFTER_DIRECT_RETRIES, age: asyncEventAge(this.handler) }),
    });
    this.errorAlarm = errorAlarm;
    this.eventAgeAlarm = eventAgeAlarm;
    this.silenceAlarm = collectorSilenceAlarm(this, props);
    this.rule = new Rule(this, 'Rule', {
      description: 'State changes of AWS Batch jobs, and blocked job queues',
      eventBus: props.eventBus,
      eventPattern: jobEventPattern(props),
      targets: [this.delivery.isBuffered ? queueTarget(queues) : this.directTarget()],
    });
  }

  /** All alarms of the collector. */
  get alarms(): Alarm[] {
    return [this.deadLetterAlarm, this.errorAlarm, this.eventAgeAlarm, this.silenceAlarm].filter((alarm) => alarm !== undefined);
  }

  private createHandler(props: JobEventCollectorProps, deadLetterQueue: Queue): CollectorFunction {
    const direct = !this.delivery.isBuffered;
    return new CollectorFunction(this, 'Handler', {
      ...handlerOptions(this, {
        description: 'Turns AWS Batch job events into job records and metrics',
        logGroup: this.logGroup,
        queue: this.queue,
        environment: this.environment(props),
        statements: this.statements(props),
      }),
      ...(direct && {
        onFailure: failureDestination(deadLetterQueue),
        retryAttempts: this.delivery.retryAttempts,
        maxEventAge: this.delivery.maxEventAge,
      }),
    });
  }

  /** Finished jobs, and entries into states, wait in the queue under direct delivery too. */
  private readQueue(): void {
    new EventSourceMapping(this, 'QueueReader', {
      target: this.handler,
      eventSourceArn: this.queue.queueArn,
      batchSize: this.delivery.batchSize,
      maxBatchingWindow: this.delivery.batchingWindow,
      maxConcurrency: this.delivery.maxConcurrency,
      reportBatchItemFailures: true,
    });
  }

  private directTarget(): IRuleTarget {
    return new LambdaFunction(this.handler, {
      deadLetterQueue: this.deadLetterQueue,
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    });
  }

  private environment(props: JobEventCollectorProps): { [variable: string]: string } {
    const { instanceRegistry } = props;
    return {
      [CollectorVariable.JOB_TABLE]: this.table.tableName,
      [CollectorVariable.WAITING_QUEUE_URL]: this.queue.queueUrl,
      [CollectorVariable.METRIC_NAMESPACE]: this.metricNamespace,
      [CollectorVariable.DIMENSION_SETS]: JSON.stringify(this.dimensionSets.map((set) => set.dimensionNames)),
      [CollectorVariable.TAG_KEYS]: Stack.of(this).toJsonString(props.tagKeys ?? []),
      [CollectorVariable.WAIT_SECONDS]: Stack.of(this).toJsonString(
        (props.waitForLateFacts ?? DEFAULT_WAITS).map((wait) => wait.toSeconds()),
      ),
      [CollectorVariable.IN_FLIGHT_TTL_SECONDS]: seconds(props.inFlightExpiry ?? Duration.days(90)),
      [CollectorVariable.FINISHED_TTL_SECONDS]: seconds(props.finishedExpiry ?? Duration.days(1)),
      ...(instanceRegistry && { [CollectorVariable.INSTANCE_TABLE]: instanceRegistry.table.tableName }),
      ...(instanceRegistry?.lookUpQueue && { [CollectorVariable.INSTANCE_LOOKUP_QUEUE_URL]: instanceRegistry.lookUpQueue.queueUrl }),
    };
  }

  private statements(props: JobEventCollectorProps): PolicyStatement[] {
    const { instanceRegistry, encryptionKey } = props;
    return [
      tableStatement('WriteJobs', this.table, 'dynamodb:GetItem', 'dynamodb:UpdateItem'),
      sendStatement('LetJobsWait', this.queue),
      ...(this.delivery.isBuffered ? [] : [sendStatement('SetFailuresAside', this.deadLetterQueue)]),
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
  const seconds = waits.map((wait) => (wait.isUnresolved() ? LONGEST_WAIT : wait).toSeconds());
  return Duration.seconds(Math.max(0, ...seconds));
}

/** Also for a duration that is only known at deployment. */
const seconds = (duration: Duration): string => Tokenization.stringifyNumber(duration.toSeconds());
