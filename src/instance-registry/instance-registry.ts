import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkRegistryProps } from './check-registry-props';
import { containerInstancePattern, spotWarningPattern, terminationPattern } from './event-patterns';
import { dimensionSetsOf, IInstanceRegistry, InstanceRegistryAttributes, InstanceRegistryBase } from './instance-registry-base';
import { lookUpStatements } from './look-up-statements';
import { purchaseOptionsByName } from './purchase-options-by-name';
import { RegistryFunction } from './registry-function';
import { REGISTRY_ATTRIBUTE_TYPES } from './registry-prop-types';
import { InstanceRegistryProps } from './registry-props';
import { RegistryVariable } from '../domain/names/environment';
import { DEFAULT_METRIC_NAMESPACE } from '../domain/names/metrics';
import { InstanceAttribute } from '../domain/names/tables';
import { keyStatements } from '../event-intake/encryption';
import { EventIntake, eventIntake } from '../event-intake/event-intake';
import { eventRule } from '../event-intake/event-rule';
import { seconds, sendStatement, tableStatement } from '../event-intake/handler';
import { Batches } from '../event-intake/queues';
import { expiringTable } from '../event-intake/storage';
import { namesOf } from '../level-of-detail/dimension-check';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { checkTypes } from '../prop-check/prop-types';

const BATCHES: Batches = {
  window: Duration.seconds(2),
  /** As many as one call of DescribeContainerInstances takes. */
  size: 100,
  /** The fewest that Lambda allows: instances come by the hundred at most, and look-ups must not use up API quotas. */
  maxConcurrency: 2,
  /** How long the function waits before it counts an instance that left, by a message to itself. */
  maxDelay: Duration.minutes(5),
};
const containerInstances = ({ serviceLinkedRoleOnly }: InstanceRegistryProps) => ({
  description: 'Instances that join, leave or drain in AWS Batch clusters',
  eventPattern: containerInstancePattern(serviceLinkedRoleOnly ?? false),
});
const SPOT_WARNINGS = {
  description: 'Interruption warnings and rebalance recommendations of EC2 Spot Instances',
  eventPattern: spotWarningPattern,
};
const TERMINATIONS = {
  description: 'Terminated EC2 instances; only those of AWS Batch are counted',
  eventPattern: terminationPattern,
};

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
    checkTypes(`${scope.node.path}/${id}`, attributes, REGISTRY_ATTRIBUTE_TYPES);
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
  /** Enters ALARM if the dead-letter queue contains a message. */
  readonly deadLetterAlarm: Alarm;
  /** Enters ALARM if the function keeps failing for a quarter of an hour. Absent if `errorAlarmEnabled` is false. */
  readonly errorAlarm?: Alarm;
  /** Enters ALARM if events wait too long to be processed. Absent if `eventAgeAlarmEnabled` is false. */
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

  /** All alarms of the registry. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: InstanceRegistryProps = {}) {
    super(scope, id);
    checkRegistryProps(this, props);
    this.metricNamespace = props.metricNamespace ?? DEFAULT_METRIC_NAMESPACE;
    this.dimensionSets = dimensionSetsOf(props.levelOfDetail ?? LevelOfDetail.STANDARD);
    this.table = expiringTable(this, { ...props, partitionKey: InstanceAttribute.KEY, expiryAttribute: InstanceAttribute.EXPIRES_AT });

    const intake = this.createIntake(props);
    this.logGroup = intake.logGroup;
    this.queue = intake.queue;
    this.deadLetterQueue = intake.deadLetterQueue;
    this.handler = intake.handler;
    this.deadLetterAlarm = intake.deadLetterAlarm;
    this.errorAlarm = intake.errorAlarm;
    this.eventAgeAlarm = intake.eventAgeAlarm;
    this.alarms = intake.alarms;
    this.lookUpQueue = canAnswer(props) ? intake.queue : undefined;

    const { eventBus } = props;
    const { target } = intake;
    this.containerInstanceRule = eventRule(this, 'ContainerInstanceRule', { ...containerInstances(props), eventBus, target });
    this.spotWarningRule = eventRule(this, 'SpotWarningRule', { ...SPOT_WARNINGS, eventBus, target });
    this.terminationRule = eventRule(this, 'TerminationRule', { ...TERMINATIONS, eventBus, target });
  }

  private createIntake(props: InstanceRegistryProps): EventIntake {
    return eventIntake(this, {
      readBy: 'the registry of AWS Batch instances',
      description: 'Maintains the table of AWS Batch instances and counts instances that join and leave',
      logs: {
        retention: props.logRetention ?? RetentionDays.THREE_MONTHS,
        removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
        encryptionKey: props.encryptionKey,
      },
      alarms: props,
      options: props,
      batches: BATCHES,
      environment: ({ queue }) => this.environment(props, queue),
      statements: ({ queue }) => [
        tableStatement('WriteInstances', this.table, 'dynamodb:UpdateItem'),
        sendStatement('TellItself', queue),
        ...(mayAsk(props) ? lookUpStatements(this) : []),
        ...keyStatements(this, { ofTables: [props.encryptionKey], ofQueuesSentTo: [props.encryptionKey] }),
      ],
      handler: (options) => new RegistryFunction(this, 'Handler', options),
    });
  }

  private environment(props: InstanceRegistryProps, queue: IQueue): { [variable: string]: string } {
    return {
      [RegistryVariable.INSTANCE_TABLE]: this.table.tableName,
      [RegistryVariable.PURCHASE_OPTIONS]: Stack.of(this).toJsonString(purchaseOptionsByName(this, props)),
      [RegistryVariable.LOOK_UP]: String(mayAsk(props)),
      [RegistryVariable.QUEUE_URL]: queue.queueUrl,
      [RegistryVariable.METRIC_NAMESPACE]: this.metricNamespace,
      [RegistryVariable.DIMENSION_SETS]: JSON.stringify(namesOf(this.dimensionSets)),
      [RegistryVariable.URL_SUFFIX]: Stack.of(this).urlSuffix,
      [RegistryVariable.REGISTERED_TTL_SECONDS]: seconds(props.registeredExpiry ?? Duration.days(30)),
      [RegistryVariable.GONE_TTL_SECONDS]: seconds(props.goneExpiry ?? Duration.days(7)),
    };
  }
}

/** Whether AWS may be asked. */
const mayAsk = ({ lookUpUnknown }: InstanceRegistryProps): boolean => lookUpUnknown ?? true;

/** The purchase options in the props. They also serve Fargate, which has no container instances, without a call to AWS. */
const canAnswer = (props: InstanceRegistryProps): boolean =>
  mayAsk(props) || [props.computeEnvironments, props.purchaseOptions].some(Boolean);
