/**
 * A deployment on the embedded services: the queues, tables, functions, rules, schedules and event source mappings of templates.
 *
 * `Cloud.deploy` creates queues and tables, prepares a runner for each function and a poller for each event source mapping; a mapping whose
 * queue or function is in none of the templates is an error. The engine then takes events. Log lines go to the sink; hooks inject faults.
 * Replay, chaos, hostile and secrets stand on it.
 */
import { StackTemplate } from './assembly/stack-template';
import { LambdaCalls } from './calls/lambda-calls';
import { EmulatedServices } from './emulated-services';
import { ArrivalBatches } from './engine/arrival-batches';
import { AsyncInvocations } from './engine/async-invocations';
import { Engine } from './engine/engine';
import { EventLines } from './engine/event-lines';
import { EventRouter } from './engine/event-router';
import { Incidents } from './engine/incidents';
import { LogSubscriptions } from './engine/log-subscriptions';
import { QueuePoller } from './engine/queue-poller';
import { Schedules } from './engine/schedules';
import { Targets } from './engine/targets';
import { Triggers } from './engine/triggers';
import { objectCreated } from './events/object-created';
import { EventPlace } from './events/place-of-events';
import { FunctionRunner } from './functions/function-runner';
import { BatchHooks } from './hooks';
import { timeOfLine } from './logs/log-groups';
import { ReplayProblem } from './replay-problem';
import { Deployment, readDeployment } from './template/deployment';
import { LambdaFunction } from './template/lambda-functions';
import { EventSourceMapping } from './template/mappings';

/** Receives what a deployment emits while it runs. */
export interface CloudSink {
  /** A log line of a function; `invocation` is the id of the invocation that wrote it. */
  line(definition: LambdaFunction, line: string, invocation?: string): void;
  /** A line that a function wrote to stderr. */
  complaint(definition: LambdaFunction, line: string): void;
  incident?(message: string): void;
  /** Events handled so far. */
  progress?(events: number): void;
}

export interface CloudOptions {
  readonly sink: CloudSink;
  readonly hooks?: BatchHooks;
  /** A rule with a schedule is invoked that often at most. @default 60 */
  readonly scheduleEveryMinutes?: number;
  /**
   * Functions run at the time of the stream: a batch holds what arrives within the batching window, and the function's clock shows that time. Else
   * batches are as full as they can be, and the clock is the machine's. @default false
   */
  readonly keepsTime?: boolean;
  /** Delayed messages are delivered that often of the stream's time; after all events by default, whatever comes late. */
  readonly delayedEveryMs?: number;
  /** Whether the events of log groups with a subscription can be found later, which takes memory. @default false */
  readonly keepsLogEvents?: boolean;
}

export const DEFAULT_SCHEDULE_EVERY_MINUTES = 60;

/** The parts of templates, at the account, region and endpoints of the services. */
export function deploymentOf(templates: readonly StackTemplate[], { world, endpoints }: EmulatedServices): Deployment {
  return readDeployment(templates, { account: world.Account, region: world.Region, queueEndpoint: endpoints.sqs });
}

export class Cloud {
  static async deploy(deployment: Deployment, services: EmulatedServices, options: CloudOptions): Promise<Cloud> {
    const { broker, tables, history } = services;
    history.create(deployment);
    await Promise.all([broker.create(deployment.queues), ...deployment.tables.map(({ definition }) => tables.create(definition))]);
    return new Cloud(deployment, services, options);
  }

  readonly incidents: Incidents;
  /** Where messages came from. */
  readonly lines = new EventLines();
  readonly runners: readonly FunctionRunner[];
  /** Those of queues with a short batching window first. */
  readonly pollers: readonly QueuePoller[];
  readonly router: EventRouter;
  readonly schedules: Schedules;
  readonly subscriptions: LogSubscriptions;
  readonly targets: Targets;
  readonly engine: Engine;
  private readonly calls: LambdaCalls;

  private constructor(
    readonly deployment: Deployment,
    readonly services: EmulatedServices,
    private readonly options: CloudOptions,
  ) {
    const { broker, calls, clock } = services;
    const { rules, mappings, triggers, subscriptions } = deployment;
    this.incidents = new Incidents((message) => options.sink.incident?.(message));
    this.calls = new LambdaCalls(calls, this.site);
    this.runners = deployment.functions.map((definition) => this.runnerOf(definition));
    const invocations = new Map(
      this.runners.map((runner) => [runner, new AsyncInvocations(runner, broker, this.incidents, this.calls, options.hooks)]),
    );
    this.targets = new Targets(broker, invocations, this.lines, this.incidents);
    this.subscriptions = new LogSubscriptions(
      subscriptions,
      this.targets,
      this.site.account,
      options.keepsLogEvents ? services.history.logEvents : undefined,
    );
    this.pollers = [...mappings].sort((a, b) => a.windowSeconds - b.windowSeconds).map((mapping) => this.pollerOf(mapping));
    this.router = new EventRouter(rules, this.targets, this.site);
    this.schedules = this.schedulesOf();
    this.engine = new Engine({
      broker,
      clock,
      router: this.router,
      schedules: this.schedules,
      incidents: this.incidents,
      triggers: new Triggers(triggers, this.runners, this.targets, this.incidents),
      pollers: this.pollers,
      subscriptions: this.subscriptions,
      invocations: [...invocations.values()],
      delayedEveryMs: options.delayedEveryMs,
      progress: (events) => options.sink.progress?.(events),
    });
  }

  /** Firehose writes what it has, and the bucket reports each object to EventBridge. */
  async deliverHistory(): Promise<void> {
    const created = await this.services.history.firehose.flush();
    await this.router.route(created.map((object) => objectCreated(object, this.services.clock.now)));
    await this.engine.settle();
  }

  /** Stops the functions; the services run on. */
  async stop(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
  }

  private get site(): EventPlace {
    const { Account: account, Region: region } = this.services.world;
    return { account, region };
  }

  private runnerOf(definition: LambdaFunction): FunctionRunner {
    const { sink, hooks, keepsTime } = this.options;
    return new FunctionRunner(
      definition,
      {
        ...this.site,
        endpoints: this.services.endpoints,
        calls: this.calls,
        clock: keepsTime ? this.services.clock : undefined,
      },
      {
        output: (line, invocation) => {
          sink.line(definition, line, invocation);
          this.publish(definition, line);
        },
        complaint: (line) => sink.complaint(definition, line),
      },
      hooks,
    );
  }

  /** Shows a log line to the subscription filters of its group. */
  private publish({ logging: { group } }: LambdaFunction, message: string): void {
    const clock = this.options.keepsTime ? this.services.clock : undefined;
    if (this.subscriptions.isRead(group)) this.subscriptions.take(group, { message, timestamp: timeOfLine(message, clock) });
  }

  private pollerOf(mapping: EventSourceMapping): QueuePoller {
    const { broker, clock } = this.services;
    const { hooks, keepsTime } = this.options;
    const arrivals = keepsTime ? new ArrivalBatches(this.lines, clock) : undefined;
    const queue = broker.byArn(mapping.queueArn);
    const runner = this.runners.find(({ definition }) => definition.name === mapping.functionName);
    if (queue === undefined) {
      throw new ReplayProblem(`Event source mapping ${mapping.id} reads a queue that is in none of the templates: ${mapping.queueArn}`);
    }
    if (runner === undefined) {
      throw new ReplayProblem(
        `Event source mapping ${mapping.id} calls a function that is in none of the templates: ${mapping.functionName}`,
      );
    }
    return new QueuePoller(mapping, queue, runner, broker, this.lines, this.incidents, this.site.region, this.calls, hooks, arrivals);
  }

  private schedulesOf(): Schedules {
    return new Schedules(
      this.deployment.schedules.flatMap(({ rule }) => rule ?? []),
      this.options.scheduleEveryMinutes ?? DEFAULT_SCHEDULE_EVERY_MINUTES,
      this.targets,
      this.site,
    );
  }
}
