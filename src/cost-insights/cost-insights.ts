import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventField, IRuleTarget, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkCostInsightsProps } from './check-cost-insights-props';
import { CostInsightsBase } from './cost-insights-base';
import { CostInsightsProps } from './cost-insights-props';
import { PricingFunction } from './pricing-function';
import { pricingStatements } from './pricing-statements';
import { PricingVariable } from '../domain/names/environment';
import { PRICE_REFRESH } from '../domain/names/price-refresh';
import { PriceAttribute } from '../domain/names/tables';
import { keyStatements } from '../event-intake/encryption';
import { EventIntake, eventIntake } from '../event-intake/event-intake';
import { tableStatement } from '../event-intake/handler';
import { holdKeyWarning, printKeyWarning } from '../event-intake/imported-key-warning';
import { Batches } from '../event-intake/queues';
import { expiringTable } from '../event-intake/storage';
import { IInstanceRegistry } from '../instance-registry/instance-registry-base';
import { JobEventCollectorBase } from '../job-event-collector/job-event-collector-base';
import { namesOf } from '../level-of-detail/dimension-check';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';

const BATCHES: Batches = {
  /** Jobs wait for 30 seconds for what they ask for. */
  window: Duration.seconds(5),
  /** Requests of many jobs share their calls. */
  size: 100,
  /** The fewest that Lambda allows: the APIs limit the rate of calls. */
  maxConcurrency: 2,
};

/**
 * Estimates what each job costs, minutes after it ends: its own cost, its cost On-Demand and on Spot capacity, and what its failed attempts cost.
 *
 * The records of the collector get the fields `CostUsd`, `OnDemandCostUsd`, `SpotCostUsd` and `LostCostUsd`, and each of their attempts `CostUsd`. An attempt
 * on an instance costs its share of the instance, by vCPUs, memory and GPUs, as in AWS's split cost allocation data. Prices are those of the
 * purchase option when the attempt started: On-Demand and AWS Fargate from the AWS Price List, Spot from the price history of the zone. A
 * cost that is not known is absent, never 0, and counted by the metric `AttemptsUnpriced`.
 *
 * With an `instanceRegistry`, it counts what the container instances of AWS Batch cost while they are in service, by compute environment, and what jobs leave
 * of it as idle capacity.
 *
 * The estimate does not have storage, network, discounts, Savings Plans and reserved instances; `CostReport` reads costs from the bill.
 *
 * It creates a DynamoDB table of prices, a scheduled EventBridge rule, an encrypted SQS queue with a dead-letter queue, a Lambda function with a role that may do
 * exactly what it does, a log group, and alarms. None has a physical name. The function of the collector gets permission to read the table and to ask for prices.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { CostInsights, InstanceRegistry, JobEventCollector } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * const instanceRegistry = new InstanceRegistry(stack, 'Instances');
 * const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry });
 * const costs = new CostInsights(stack, 'Costs', { collector, instanceRegistry });
 * costs.metricLostCostUsd().createAlarm(stack, 'MoneyLost', { threshold: 50, evaluationPeriods: 1 });
 */
export class CostInsights extends CostInsightsBase {
  /** The table of prices, key `PriceKey`. Without backups, since prices can be read again. */
  readonly table: ITable;
  /** The queue of requests for prices. */
  readonly queue: IQueue;
  /** The queue of messages that could not be processed, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Enters ALARM if the dead-letter queue contains a message. */
  readonly deadLetterAlarm: Alarm;
  /** Enters ALARM if the function keeps failing for a quarter of an hour. Absent if `errorAlarmEnabled` is false. */
  readonly errorAlarm?: Alarm;
  /** Enters ALARM if requests wait too long to be processed. Absent if `eventAgeAlarmEnabled` is false. */
  readonly eventAgeAlarm?: Alarm;
  /** The function that reads prices. */
  readonly handler: IFunction;
  /** The log group of the function. */
  readonly logGroup: ILogGroup;
  /** The rule that has prices in use read again. */
  readonly scheduleRule: Rule;
  /** The log group of the collector, whose job records have the costs. */
  readonly recordLogGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch: that of the collector. */
  readonly metricNamespace: string;
  /** The sets of dimensions of the collector: metrics of costs are published with those of job queues and compute environments. */
  readonly dimensionSets: MetricDimensions[];
  /** Whether it has an instance registry, so that there are metrics of instances and idle capacity. */
  readonly instancesIncluded: boolean;
  /** All alarms of the cost insights. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: CostInsightsProps) {
    super(scope, id);
    checkCostInsightsProps(this, props);
    holdKeyWarning(this, props.encryptionKey);
    const { collector } = props;
    this.recordLogGroup = collector.logGroup;
    this.metricNamespace = collector.metricNamespace;
    this.dimensionSets = collector.dimensionSets;
    this.instancesIncluded = props.instanceRegistry !== undefined;
    this.table = expiringTable(this, { ...props, partitionKey: PriceAttribute.KEY, expiryAttribute: PriceAttribute.EXPIRES_AT });

    const intake = this.createIntake(props);
    this.logGroup = intake.logGroup;
    this.queue = intake.queue;
    this.deadLetterQueue = intake.deadLetterQueue;
    this.handler = intake.handler;
    this.deadLetterAlarm = intake.deadLetterAlarm;
    this.errorAlarm = intake.errorAlarm;
    this.eventAgeAlarm = intake.eventAgeAlarm;
    this.alarms = intake.alarms;
    this.scheduleRule = new Rule(this, 'ScheduleRule', {
      description: 'Has the prices of capacity that jobs use read again',
      schedule: Schedule.rate(props.refreshInterval ?? Duration.hours(1)),
      targets: [withRefresh(intake.target)],
    });
    (collector as JobEventCollectorBase)._usePrices?.({
      table: this.table,
      lookUpQueue: this.queue,
      countsInstances: this.instancesIncluded,
    });
    printKeyWarning(this);
  }

  private createIntake(props: CostInsightsProps): EventIntake {
    const { encryptionKey, instanceRegistry } = props;
    return eventIntake(this, {
      readBy: 'the reader of prices',
      lostMeanwhile: 'Jobs that need a price that was not read yet are recorded without costs when their waits are over, and stay so',
      description: 'Reads the prices of the capacity that AWS Batch jobs use',
      logs: {
        retention: props.logRetention ?? RetentionDays.THREE_MONTHS,
        removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
        encryptionKey,
      },
      alarms: props,
      options: props,
      batches: BATCHES,
      environment: () => ({
        [PricingVariable.PRICE_TABLE]: this.table.tableName,
        [PricingVariable.URL_SUFFIX]: Stack.of(this).urlSuffix,
        [PricingVariable.PRICE_LIST_REGION]: props.priceListRegion ?? '',
        ...(instanceRegistry && this.instanceVariables(instanceRegistry)),
      }),
      statements: () => [
        ...pricingStatements(),
        tableStatement('KeepPrices', this.table, 'dynamodb:BatchGetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'),
        ...(instanceRegistry ? [tableStatement('ReadInstances', instanceRegistry.table, 'dynamodb:Scan')] : []),
        ...keyStatements(this, { ofTables: [encryptionKey, instanceRegistry?.table.encryptionKey], ofQueuesRead: [encryptionKey] }),
      ],
      handler: (options) => new PricingFunction(this, 'Handler', options),
    });
  }

  private instanceVariables(instanceRegistry: IInstanceRegistry): { [variable: string]: string } {
    return {
      [PricingVariable.INSTANCE_TABLE]: instanceRegistry.table.tableName,
      [PricingVariable.METRIC_NAMESPACE]: this.metricNamespace,
      [PricingVariable.DIMENSION_SETS]: JSON.stringify(namesOf(this.dimensionSets)),
    };
  }
}

/** The target, with what the schedule is to send instead of its own event, of which the time stays. */
const withRefresh = (target: IRuleTarget): IRuleTarget => ({
  bind: (rule, id) => ({ ...target.bind(rule, id), input: RuleTargetInput.fromObject({ ...PRICE_REFRESH, time: EventField.time }) }),
});
