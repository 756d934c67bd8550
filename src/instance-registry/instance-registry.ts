import { Duration, RemovalPolicy, Stack, Tokenization } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { containerInstancePattern, spotWarningPattern, terminationPattern } from './event-patterns';
import { dimensionSetsOf, IInstanceRegistry, InstanceRegistryAttributes, InstanceRegistryBase } from './instance-registry-base';
import { lookUpStatements } from './look-up-statements';
import { purchaseOptionsByName } from './purchase-options-by-name';
import { RegistryFunction } from './registry-function';
import { InstanceRegistryProps } from './registry-props';
import { RegistryVariable } from '../domain/names/environment';
import { DEFAULT_METRIC_NAMESPACE } from '../domain/names/metrics';
import { InstanceAttribute } from '../domain/names/tables';
import { allowServicesToUse, keyStatements } from '../event-intake/encryption';
import { handlerOptions, sendStatement, tableStatement } from '../event-intake/handler';
import { intakeQueues, REDRIVE } from '../event-intake/queues';
import { queueTarget } from '../event-intake/rule-target';
import { expiringTable, ownLogGroup } from '../event-intake/storage';
import { handlerAlarms } from '../health-alarms/queue-alarms';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { checkDuration, checkLogRetention, checkMetricNamespace, checkNotEmpty } from '../prop-check/prop-check';

/** As many as one call of DescribeContainerInstances takes. */
const BATCH_SIZE = 100;
const BATCHING_WINDOW = Duration.seconds(2);
/** The fewest that Lambda allows: instances come by the hundred at most, and look-ups must not use up API quotas. */
const MAX_CONCURRENCY = 2;
/** How long the function tells itself to wait before it counts an instance that left. */
const LONGEST_WAIT = Duration.minutes(5);
const READ_BY = 'the registry of AWS Batch instances';

/**
 * Knows on what instances the jobs of AWS Batch run: instance id, type, Availability Zone, architecture, purchase option, Spot warnings; and counts
 * those that join and leave, how long they live, and what Spot takes back.
 *
 * It creates three EventBridge rules (container instances of AWS Batch's clusters; Spot warnings; terminated EC2 instances), an encrypted SQS queue with
 * a dead-letter queue, a Lambda function with a role that may do exactly what it does, a DynamoDB table, a log group, and alarms. None has
 * a physical name. It needs no CloudTrail trail: EventBridge delivers Amazon ECS's events at least once, and each change counts once.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ecs.html
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { FargateComputeEnvironment } from 'aws-cdk-lib/aws-batch';
 * import { InstanceRegistry } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * declare const computeEnvironment: FargateComputeEnvironment;
 * const instances = new InstanceRegistry(stack, 'Instances', { computeEnvironments: [computeEnvironment] });
 * instances.metricInstancesReclaimed().createAlarm(stack, 'Reclaims', { threshold: 20, evaluationPeriods: 1 });
 */
export class InstanceRegistry extends InstanceRegistryBase {
  /**
   * An instance registry that another stack or app made.
   *
   * @param scope where it is used
   * @param id its id there
   * @param attributes what it is made of
   */
  static fromInstanceRegistryAttributes(scope: Construct, id: string, attributes: InstanceRegistryAttributes): IInstanceRegistry {
    class Import extends InstanceRegistryBase {
      readonly table = attributes.table;
      readonly lookUpQueue = attributes.lookUpQueue;
      readonly logGroup = attributes.logGroup;
      readonly metricNamespace = attributes.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
      readonly dimensionSets = attributes.dimensionSets ?? dimensionSetsOf(LevelOfDetail.STANDARD);
    }
    return new Import(scope, id);
  }

  /** The queue that events and look-ups come through. */
  readonly queue: IQueue;
  /** The queue of messages that could not be processed, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Goes off when a message is in the dead-letter queue. */
  readonly deadLetterAlarm: Alarm;
  /** Goes off when the function keeps failing for a quarter of an hour, unless it was left out. */
  readonly errorAlarm?: Alarm;
  /** Goes off when events wait too long to be processed, unless it was left out. */
  readonly eventAgeAlarm?: Alarm;
  /** The function that reads the events. */
  readonly handler: IFunction;
  /** The table of instances, key `ContainerInstanceArn`. Without backups, since its rows live for days and come again. */
  readonly table: ITable;
  /** The log group of the function, which holds a line for each instance that joined, left or was warned. */
  readonly logGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics of instances are published with. */
  readonly dimensionSets: MetricDimensions[];
  /** The rule that picks container instances of AWS Batch's clusters. */
  readonly containerInstanceRule: Rule;
  /** The rule that picks Spot interruption warnings and rebalance recommendations. */
  readonly spotWarningRule: Rule;
  /** The rule that picks EC2 instances that are terminated. */
  readonly terminationRule: Rule;
  /**
   * The queue that takes questions about instances and compute environments that the table does not hold.
   *
   * It is there where look-ups are on, and where `computeEnvironments` or `purchaseOptions` know answers without them.
   */
  readonly lookUpQueue?: IQueue;

  constructor(scope: Construct, id: string, props: InstanceRegistryProps = {}) {
    super(scope, id);
    checkRegistryProps(this, props);
    allowServicesToUse(this, props.encryptionKey);

    this.metricNamespace = props.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
    this.dimensionSets = dimensionSetsOf(props.levelOfDetail ?? LevelOfDetail.STANDARD);
    this.table = expiringTable(this, { ...props, partitionKey: InstanceAttribute.KEY, expiryAttribute: InstanceAttribute.EXPIRES_AT });
    this.logGroup = ownLogGroup(this, {
      retention: props.logRetention ?? RetentionDays.THREE_MONTHS,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      encryptionKey: props.encryptionKey,
    });
    const queues = intakeQueues(this, {
      encryptionKey: props.encryptionKey,
      batchingWindow: BATCHING_WINDOW,
      readBy: READ_BY,
      sendAgain: REDRIVE,
      alarmActions: props,
    });
    this.queue = queues.queue;
    this.deadLetterQueue = queues.deadLetterQueue;
    this.deadLetterAlarm = queues.deadLetterAlarm;
    this.lookUpQueue = canAnswer(props) ? queues.queue : undefined;
    this.handler = this.createHandler(props);
    this.readQueue();
    const { errorAlarm, eventAgeAlarm } = handlerAlarms(this, {
      props,
      handler: this.handler,
      queue: this.queue,
      readBy: READ_BY,
      usualAge: queues.ageAfterOneRetry.plus(LONGEST_WAIT),
    });
    this.errorAlarm = errorAlarm;
    this.eventAgeAlarm = eventAgeAlarm;
    const { eventBus } = props;
    const targets = [queueTarget(queues)];
    this.containerInstanceRule = new Rule(this, 'ContainerInstanceRule', {
      description: "Instances that join, leave or drain in AWS Batch's clusters",
      eventBus,
      eventPattern: containerInstancePattern,
      targets,
    });
    this.spotWarningRule = new Rule(this, 'SpotWarningRule', {
      description: 'Interruption warnings and rebalance recommendations of EC2 Spot Instances',
      eventBus,
      eventPattern: spotWarningPattern,
      targets,
    });
    this.terminationRule = new Rule(this, 'TerminationRule', {
      description: 'EC2 instances that are terminated, of which those of AWS Batch are counted',
      eventBus,
      eventPattern: terminationPattern,
      targets,
    });
  }

  /** All alarms of the registry. */
  get alarms(): Alarm[] {
    return [this.deadLetterAlarm, this.errorAlarm, this.eventAgeAlarm].filter((alarm) => alarm !== undefined);
  }

  private createHandler(props: InstanceRegistryProps): RegistryFunction {
    return new RegistryFunction(
      this,
      'Handler',
      handlerOptions(this, {
        description: 'Keeps the table of AWS Batch instances, and counts those that come and go',
        logGroup: this.logGroup,
        queue: this.queue,
        environment: this.environment(props),
        statements: [
          tableStatement('WriteInstances', this.table, 'dynamodb:UpdateItem'),
          sendStatement('TellItself', this.queue),
          ...(mayAsk(props) ? lookUpStatements(this) : []),
          ...keyStatements(this, { ofTables: [props.encryptionKey], ofQueuesSentTo: [props.encryptionKey] }),
        ],
      }),
    );
  }

  private readQueue(): void {
    new EventSourceMapping(this, 'QueueReader', {
      target: this.handler,
      eventSourceArn: this.queue.queueArn,
      batchSize: BATCH_SIZE,
      maxBatchingWindow: BATCHING_WINDOW,
      maxConcurrency: MAX_CONCURRENCY,
      reportBatchItemFailures: true,
    });
  }

  private environment(props: InstanceRegistryProps): { [variable: string]: string } {
    return {
      [RegistryVariable.INSTANCE_TABLE]: this.table.tableName,
      [RegistryVariable.PURCHASE_OPTIONS]: Stack.of(this).toJsonString(purchaseOptionsByName(this, props)),
      [RegistryVariable.LOOK_UP]: String(mayAsk(props)),
      [RegistryVariable.QUEUE_URL]: this.queue.queueUrl,
      [RegistryVariable.METRIC_NAMESPACE]: this.metricNamespace,
      [RegistryVariable.DIMENSION_SETS]: JSON.stringify(this.dimensionSets.map((set) => set.dimensionNames)),
      [RegistryVariable.URL_SUFFIX]: Stack.of(this).urlSuffix,
      [RegistryVariable.REGISTERED_TTL_SECONDS]: seconds(props.registeredExpiry ?? Duration.days(30)),
      [RegistryVariable.GONE_TTL_SECONDS]: seconds(props.goneExpiry ?? Duration.days(7)),
    };
  }
}

/** Whether AWS may be asked. */
const mayAsk = ({ lookUpUnknown }: InstanceRegistryProps): boolean => lookUpUnknown ?? true;

/** What the props say of compute environments answers for Fargate, which has no container instances to tell of, without asking AWS. */
const canAnswer = (props: InstanceRegistryProps): boolean =>
  mayAsk(props) || [props.computeEnvironments, props.purchaseOptions].some(Boolean);

function checkRegistryProps(scope: Construct, props: InstanceRegistryProps): void {
  const leaveOut = 'Leave it out to have AWS Batch asked.';
  checkNotEmpty(scope, 'computeEnvironments', props.computeEnvironments, leaveOut);
  checkNotEmpty(scope, 'purchaseOptions', props.purchaseOptions, leaveOut);
  checkMetricNamespace(scope, props.metricNamespace);
  checkLogRetention(scope, props.logRetention);
  checkDuration(scope, {
    prop: 'registeredExpiry',
    value: props.registeredExpiry,
    min: Duration.days(1),
    mend: 'It must be longer than instances live.',
  });
  checkDuration(scope, {
    prop: 'goneExpiry',
    value: props.goneExpiry,
    min: Duration.hours(1),
    mend: 'Jobs may be told to have ended after their instance is gone.',
  });
}

/** Also for a duration that is only known at deployment. */
const seconds = (duration: Duration): string => Tokenization.stringifyNumber(duration.toSeconds());
