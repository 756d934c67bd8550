import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { IRuleTarget, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { InvocationType, Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import { AsgMonitoringProps } from './asg-monitoring-props';
import { checkAsgMonitoringProps } from './check-asg-monitoring-props';
import { creationPattern, groupCheck, launchPattern } from './event-patterns';
import { GroupMetric, GroupMetricGranularity } from './group-metric';
import { groupStatements } from './group-statements';
import { GroupsFunction } from './groups-function';
import { keepProviderLogs } from './provider-logs';
import { AsgVariable } from '../domain/names/environment';
import { keyStatements } from '../event-intake/encryption';
import { EventIntake, eventIntake } from '../event-intake/event-intake';
import { eventRule } from '../event-intake/event-rule';
import { sendStatement } from '../event-intake/handler';
import { Batches } from '../event-intake/queues';
import { failureDestination } from '../event-intake/rule-target';
import { DedicatedLogGroupProps } from '../event-intake/storage';

const BATCHES: Batches = {
  /** Long enough that a group which launches a hundred instances is looked at once or twice, not a hundred times. */
  window: Duration.minutes(1),
  /** Events of launches are about 2 kB: these stay well below the 6 MB that Lambda takes. */
  size: 1000,
  /** The fewest that Lambda allows: the API's rate is shared with AWS Batch itself. */
  maxConcurrency: 2,
};
const CREATIONS = { description: 'New Auto Scaling groups', eventPattern: creationPattern };
const launches = ({ serviceLinkedRoleOnly }: AsgMonitoringProps) => ({
  description: 'Instances launched by Auto Scaling groups of AWS Batch',
  eventPattern: launchPattern(serviceLinkedRoleOnly ?? false),
});
const DEFAULT_METRICS = [GroupMetric.IN_SERVICE_INSTANCES, GroupMetric.IN_SERVICE_CAPACITY, GroupMetric.DESIRED_CAPACITY];

/**
 * Enables the group metrics of AWS Batch's Auto Scaling groups, which are disabled by default: instances and vCPUs in service and desired.
 *
 * It checks a group when the group is created (if a CloudTrail trail logs it), when it launches an instance, at deployment, and on a schedule. It changes only
 * AWS Batch's groups, and only those without the metrics. It identifies them by tag, or by name and launch template, whatever the service role of
 * the compute environment is. It logs each group that it changes.
 *
 * It creates three EventBridge rules, an encrypted SQS queue with a dead-letter queue, a Lambda function with a role that may do exactly what it does, a
 * log group, alarms, and a custom resource for the check at deployment. None has a physical name. Group metrics are free of charge.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { AsgMonitoring, GroupMetric } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new AsgMonitoring(stack, 'Groups', { metrics: GroupMetric.all() });
 */
export class AsgMonitoring extends Construct {
  /** The queue that events and the schedule's messages come through. */
  readonly queue: IQueue;
  /** The queue of messages that could not be processed, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Enters ALARM if the dead-letter queue contains a message. */
  readonly deadLetterAlarm: Alarm;
  /** Enters ALARM if the function keeps failing for a quarter of an hour. Absent if `errorAlarmEnabled` is false. */
  readonly errorAlarm?: Alarm;
  /** Enters ALARM if events wait too long to be processed. Absent if `eventAgeAlarmEnabled` is false. */
  readonly eventAgeAlarm?: Alarm;
  /** The function that turns the metrics on. */
  readonly handler: IFunction;
  /** The log group of the function: one line of type `group-metrics-enabled` for each group that was changed, and errors. */
  readonly logGroup: ILogGroup;
  /** The rule that picks groups that are made. It needs a CloudTrail trail in the account. */
  readonly creationRule: Rule;
  /** The rule that picks instances which AWS Batch's groups launch. */
  readonly launchRule: Rule;
  /** The rule that has all groups checked again and again. */
  readonly scheduleRule: Rule;

  /** All alarms of the monitoring. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: AsgMonitoringProps = {}) {
    super(scope, id);
    checkAsgMonitoringProps(this, props);

    const logs = {
      retention: props.logRetention ?? RetentionDays.ONE_YEAR,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      encryptionKey: props.encryptionKey,
    };
    const intake = this.createIntake(props, logs);
    this.logGroup = intake.logGroup;
    this.queue = intake.queue;
    this.deadLetterQueue = intake.deadLetterQueue;
    this.handler = intake.handler;
    this.deadLetterAlarm = intake.deadLetterAlarm;
    this.errorAlarm = intake.errorAlarm;
    this.eventAgeAlarm = intake.eventAgeAlarm;
    this.alarms = intake.alarms;
    if (isCalledAtDeployment(props)) this.callAtDeployment(intake.handler, logs);

    const { eventBus } = props;
    const { target } = intake;
    this.creationRule = eventRule(this, 'CreationRule', { ...CREATIONS, eventBus, target });
    this.launchRule = eventRule(this, 'LaunchRule', { ...launches(props), eventBus, target });
    this.scheduleRule = new Rule(this, 'ScheduleRule', {
      description: 'Triggers the check of the Auto Scaling groups of AWS Batch',
      schedule: Schedule.rate(props.interval ?? Duration.hours(1)),
      targets: [withCheck(target)],
    });
  }

  private createIntake(props: AsgMonitoringProps, logs: DedicatedLogGroupProps): EventIntake<LambdaFunction> {
    return eventIntake(this, {
      readBy: "the monitoring of AWS Batch's Auto Scaling groups",
      description: 'Enables group metrics on the Auto Scaling groups of AWS Batch',
      logs,
      alarms: props,
      options: props,
      batches: BATCHES,
      environment: () => this.environment(props),
      statements: ({ deadLetterQueue }) => this.statements(props, deadLetterQueue),
      handler: (options, { deadLetterQueue }) =>
        new GroupsFunction(this, 'Handler', {
          ...options,
          currentVersionOptions: { retryAttempts: 2, onFailure: failureDestination(deadLetterQueue) },
        }),
    });
  }

  /** Only the call at deployment is one that Lambda sets aside where it fails; messages of the queue go there by themselves. */
  private statements(props: AsgMonitoringProps, deadLetterQueue: IQueue): PolicyStatement[] {
    const { encryptionKey } = props;
    const setsAside = isCalledAtDeployment(props);
    return [
      ...groupStatements(this),
      ...(setsAside ? [sendStatement('KeepFailedChecks', deadLetterQueue)] : []),
      ...keyStatements(this, { ofQueuesRead: [encryptionKey], ofQueuesSentTo: setsAside ? [encryptionKey] : [] }),
    ];
  }

  private environment({ metrics, granularity }: AsgMonitoringProps): { [variable: string]: string } {
    const stack = Stack.of(this);
    return {
      [AsgVariable.GROUP_METRICS]: stack.toJsonString((metrics ?? DEFAULT_METRICS).map(({ metricName }) => metricName)),
      [AsgVariable.GRANULARITY]: (granularity ?? GroupMetricGranularity.ONE_MINUTE).value,
      [AsgVariable.URL_SUFFIX]: stack.urlSuffix,
    };
  }

  /** The deployment does not wait for it. A failure triggers the alarm, and fails no deployment. */
  private callAtDeployment(handler: LambdaFunction, logs: DedicatedLogGroupProps): void {
    new Trigger(this, 'AtDeployment', { handler, invocationType: InvocationType.EVENT, executeAfter: [handler.currentVersion] });
    keepProviderLogs(this, logs);
  }
}

const isCalledAtDeployment = ({ atDeployment, vpc }: AsgMonitoringProps): boolean => atDeployment ?? vpc === undefined;

/** The target, with what a schedule is to send instead of its own event. */
const withCheck = (target: IRuleTarget): IRuleTarget => ({
  bind: (rule, id) => ({ ...target.bind(rule, id), input: RuleTargetInput.fromObject(groupCheck) }),
});
