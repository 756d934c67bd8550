import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, Metric, MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, EventPattern, IEventBus, IRule, IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkFailedOptions, checkNotificationOptions, checkNotificationsProps } from './check-notification-options';
import { blockedQueues, failedJobs, succeededJobs } from './event-patterns';
import { ON_JOB_TYPES, ON_QUEUE_BLOCKED_TYPES } from './job-notifications-prop-types';
import { JobNotificationsProps } from './job-notifications-props';
import { encryptBus, notificationBus } from './notification-bus';
import { notDeliveredBy, sentFrom } from './notification-metrics';
import { OnJobFailedOptions, OnJobOptions, OnQueueBlockedOptions } from './notification-options';
import { NotifyFunction } from './notify-function';
import { NotificationVariable } from '../domain/names/environment';
import { notificationFilter } from '../domain/names/notifications';
import { allowServicesToUse, keyStatements } from '../event-intake/encryption';
import { EventIntake, eventIntake } from '../event-intake/event-intake';
import { eventRule } from '../event-intake/event-rule';
import { sendStatement } from '../event-intake/handler';
import { holdKeyWarning, printKeyWarning } from '../event-intake/imported-key-warning';
import { Batches } from '../event-intake/queues';
import { Admit, sendersTo, withDeadLetters } from '../event-intake/rule-target';

/** CloudWatch Logs invokes the function; the queue is for events that the bus did not accept, and for messages that are sent again by hand. */
const BATCHES: Batches = { window: Duration.seconds(0), size: 10, maxConcurrency: 2, maxDelay: Duration.seconds(30) };
const DIRECT = { retryAttempts: 2, maxEventAge: Duration.hours(6) };

/**
 * Notifies of jobs: puts the records of finished jobs and of blocked job queues on an event bus, and sends them to any target of a rule.
 *
 * The detail of an event is exactly the job record. It creates an event bus, a subscription of the collector's log group, a function whose role may do exactly
 * what it does, a queue with dead letters, a log group and alarms. Each method adds a rule.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
 * import { ITopic } from 'aws-cdk-lib/aws-sns';
 * import { JobEventCollector, JobNotifications, NotificationMessage } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * declare const topic: ITopic;
 * const notifications = new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector') });
 * notifications.onJobFailed('Failed', { target: new SnsTopic(topic, { message: NotificationMessage.jobText() }) });
 */
export class JobNotifications extends Construct {
  /** The bus that the records are on. Records of jobs that succeeded are on it only after `onJobSucceeded`. */
  readonly eventBus: IEventBus;
  /** The function that puts the records on the bus. */
  readonly handler: IFunction;
  /** The log group of the function. */
  readonly logGroup: ILogGroup;
  /** The queue of events that the bus did not accept at once. */
  readonly queue: IQueue;
  /** The queue of events that could not be put on the bus or delivered to a target, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** Enters ALARM if the dead-letter queue contains a message. */
  readonly deadLetterAlarm: Alarm;
  /** Enters ALARM if the function keeps failing for a quarter of an hour. Absent if `errorAlarmEnabled` is false. */
  readonly errorAlarm?: Alarm;
  /** Enters ALARM if records wait too long to be put on the bus. Absent if `eventAgeAlarmEnabled` is false. */
  readonly eventAgeAlarm?: Alarm;
  /** All alarms of the notifications. */
  readonly alarms: Alarm[];

  private readonly rules: Construct;
  private readonly admit: Admit;
  private successesIncluded = false;

  constructor(scope: Construct, id: string, props: JobNotificationsProps) {
    super(scope, id);
    checkNotificationsProps(this, props);
    holdKeyWarning(this, props.encryptionKey);
    const bus = notificationBus(this);
    this.eventBus = bus;
    const intake = this.createIntake(props);
    this.handler = intake.handler;
    this.logGroup = intake.logGroup;
    this.queue = intake.queue;
    this.deadLetterQueue = intake.deadLetterQueue;
    this.deadLetterAlarm = intake.deadLetterAlarm;
    this.errorAlarm = intake.errorAlarm;
    this.eventAgeAlarm = intake.eventAgeAlarm;
    this.alarms = intake.alarms;
    this.rules = new Construct(this, 'Rules');
    this.admit = sendersTo(this.deadLetterQueue);
    this.encrypt(bus, props);
    this.subscribe(props);
    printKeyWarning(this);
  }

  /**
   * Notifies of failed jobs.
   *
   * @param id of the rule
   * @param options who is notified, and of which jobs
   */
  onJobFailed(id: string, options: OnJobFailedOptions): Rule {
    checkFailedOptions(this, this.pathOf(id), options);
    return this.addRule(id, 'Failed jobs', failedJobs(options), options.target);
  }

  /**
   * Notifies of jobs that succeeded. From the first call on, their records are on the bus too.
   *
   * @param id of the rule
   * @param options who is notified, and of which jobs
   */
  onJobSucceeded(id: string, options: OnJobOptions): Rule {
    checkNotificationOptions(this.pathOf(id), options, ON_JOB_TYPES);
    this.successesIncluded = true;
    return this.addRule(id, 'Jobs that succeeded', succeededJobs(options), options.target);
  }

  /**
   * Notifies of job queues whose first job cannot be placed, each time that AWS Batch reports it.
   *
   * @param id of the rule
   * @param options who is notified, and of which job queues
   */
  onQueueBlocked(id: string, options: OnQueueBlockedOptions): Rule {
    checkNotificationOptions(this.pathOf(id), options, ON_QUEUE_BLOCKED_TYPES);
    return this.addRule(id, 'Blocked job queues', blockedQueues(options), options.target);
  }

  /**
   * Notifications that targets accepted, of all rules on the bus, also your own. Sum, count.
   *
   * @param options what to change, for example the period
   *
   * @example
   * import { JobNotifications } from 'cdk-batch-insights';
   *
   * declare const notifications: JobNotifications;
   * notifications.metricNotificationsSent().createAlarm(notifications, 'ManyNotifications', { threshold: 100, evaluationPeriods: 1 });
   */
  metricNotificationsSent(options?: MetricOptions): Metric {
    return sentFrom(this.eventBus, options);
  }

  /**
   * Notifications of one rule that its target did not get and that are in a dead-letter queue. No data while there are none. Sum, count.
   *
   * @param rule a rule on the bus: what `onJobFailed`, `onJobSucceeded` and `onQueueBlocked` return, or your own
   * @param options what to change, for example the period
   */
  metricNotificationsNotDelivered(rule: IRule, options?: MetricOptions): Metric {
    return notDeliveredBy(rule, this.eventBus, options);
  }

  /**
   * Invocations of the function that ended in an error, each try. Sum, count.
   *
   * @param options what to change, for example the period
   */
  metricFailedInvocations(options?: MetricOptions): Metric {
    return this.handler.metricErrors(options);
  }

  /**
   * Messages in the dead-letter queue. Maximum, count.
   *
   * @param options what to change, for example the period
   */
  metricDeadLetters(options?: MetricOptions): Metric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, ...options });
  }

  private pathOf(id: string): string {
    return `${this.rules.node.path}/${id}`;
  }

  private addRule(id: string, description: string, eventPattern: EventPattern, target: IRuleTarget): Rule {
    const { eventBus, deadLetterQueue, admit } = this;
    return eventRule(this.rules, id, { description, eventPattern, eventBus, target: withDeadLetters(target, deadLetterQueue, admit) });
  }

  private encrypt(bus: EventBus, { encryptionKey }: JobNotificationsProps): void {
    if (!encryptionKey) return;
    allowServicesToUse(this, encryptionKey, ['buses']);
    encryptBus(bus, encryptionKey, this.deadLetterQueue);
    this.admit({ ruleArn: bus.eventBusArn });
  }

  /** The rules that are added decide what is read. */
  private subscribe({ collector: { logGroup } }: JobNotificationsProps): void {
    const logPatternString = Lazy.string({ produce: () => notificationFilter(this.successesIncluded) });
    const destination = new LambdaDestination(this.handler);
    new SubscriptionFilter(this, 'Subscription', { logGroup, destination, filterPattern: { logPatternString } });
  }

  private createIntake(props: JobNotificationsProps): EventIntake {
    const { encryptionKey, logRetention, removalPolicy } = props;
    const retention = logRetention ?? RetentionDays.THREE_MONTHS;
    return eventIntake(this, {
      readBy: 'the job notifications',
      lostMeanwhile: 'Nobody is notified meanwhile',
      description: 'Puts job records on the event bus of notifications',
      logs: { retention, removalPolicy: removalPolicy ?? RemovalPolicy.DESTROY, encryptionKey },
      alarms: props,
      options: props,
      batches: BATCHES,
      direct: DIRECT,
      environment: ({ queue }) => this.environment(queue),
      statements: ({ queue, deadLetterQueue }) => [
        new PolicyStatement({ sid: 'PutEvents', actions: ['events:PutEvents'], resources: [this.eventBus.eventBusArn] }),
        sendStatement('SendUnaccepted', queue),
        sendStatement('SetFailuresAside', deadLetterQueue),
        ...keyStatements(this, { ofQueuesSentTo: [encryptionKey] }),
      ],
      handler: (options) => new NotifyFunction(this, 'Handler', options),
    });
  }

  private environment({ queueUrl }: IQueue): { [variable: string]: string } {
    return {
      [NotificationVariable.EVENT_BUS]: this.eventBus.eventBusName,
      [NotificationVariable.QUEUE_URL]: queueUrl,
      [NotificationVariable.URL_SUFFIX]: Stack.of(this).urlSuffix,
    };
  }
}
