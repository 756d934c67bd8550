/**
 * Runs what a user would deploy: the template's event patterns, queues, functions and tables, on embedded servers, over a file of events.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssemblySource, provideAssembly } from './assembly/synthesize';
import { noteKeyCalls } from './calls/key-calls';
import { LambdaCalls } from './calls/lambda-calls';
import { countDeadLetters } from './dead-letters';
import { EmulatedServices, fileBeside, startServices } from './emulated-services';
import { AsyncInvocations } from './engine/async-invocations';
import { Engine } from './engine/engine';
import { EventLines } from './engine/event-lines';
import { EventRouter } from './engine/event-router';
import { Incidents } from './engine/incidents';
import { QueuePoller } from './engine/queue-poller';
import { Schedules } from './engine/schedules';
import { Targets } from './engine/targets';
import { Triggers } from './engine/triggers';
import { openEvents, readEvents } from './events/read-events';
import { FunctionRunner } from './functions/function-runner';
import { LogGroups } from './logs/log-groups';
import { Progress } from './progress';
import { ReplayProblem } from './replay-problem';
import { checkServiceMetrics, copyServiceMetrics } from './service-metrics';
import { AutoScalingOptions } from './standins/auto-scaling';
import { readWorld } from './standins/world';
import { summarize } from './summarize';
import { Summary } from './summary';
import { storeTable } from './tables-output';
import { Deployment, hasRules, readDeployment } from './template/deployment';

export interface ReplayOptions extends AssemblySource {
  /** File of one event per line; `-` is stdin. */
  readonly events: string;
  readonly out: string;
  /** What the stand-ins know; `world.json` beside the events by default. */
  readonly world?: string;
  /** A rule with a schedule is invoked that often at most. @default 60 */
  readonly scheduleEveryMinutes?: number;
  /** How Auto Scaling behaves. */
  readonly autoScaling?: AutoScalingOptions;
  readonly progress?: Progress;
}

export const DEFAULT_SCHEDULE_EVERY_MINUTES = 60;

export async function replay(options: ReplayOptions): Promise<Summary> {
  const started = performance.now();
  const progress = options.progress ?? Progress.silent();
  const input = openEvents(options.events);
  const serviceMetrics = fileBeside(options.events, 'service-metrics.ndjson');
  checkServiceMetrics(serviceMetrics, options.out);
  progress.step('Preparing the cloud assembly');
  const templates = await provideAssembly(options, join(options.out, 'cloud-assembly'));
  if (!hasRules(templates)) {
    throw new ReplayProblem(
      `No event rule in ${templates.map(({ templateFile }) => templateFile).join(', ') || 'the cloud assembly'}: nothing would receive an event`,
    );
  }
  clean(options.out);
  progress.step('Starting the embedded servers');
  const services = await startServices(readWorld(options.world ?? fileBeside(options.events, 'world.json')), options.autoScaling);
  try {
    const { Account: account, Region: region } = services.world;
    const deployment = readDeployment(templates, { account, region, queueEndpoint: services.endpoints.sqs });
    const run = new Run(deployment, services, { ...options, progress });
    const summary = await run.run(readEvents(input), started);
    await copyServiceMetrics(serviceMetrics, options.out, services.standIns.autoScaling);
    writeFileSync(join(options.out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    return summary;
  } finally {
    await services.stop();
  }
}

function clean(out: string): void {
  for (const name of ['tables', 'logs', 'records.ndjson', 'metrics.ndjson', 'service-metrics.ndjson', 'summary.json', 'calls.ndjson']) {
    rmSync(join(out, name), { recursive: true, force: true });
  }
  mkdirSync(out, { recursive: true });
}

/** One replay: everything that belongs to a deployment while events run through it. */
class Run {
  private readonly logs: LogGroups;
  private readonly incidents: Incidents;
  private readonly lines = new EventLines();
  private readonly calls: LambdaCalls;
  private readonly runners: readonly FunctionRunner[];
  private readonly targets: Targets;
  private readonly invocations: ReadonlyMap<FunctionRunner, AsyncInvocations>;

  constructor(
    private readonly deployment: Deployment,
    private readonly services: EmulatedServices,
    private readonly options: ReplayOptions & { readonly progress: Progress },
  ) {
    this.logs = new LogGroups(options.out, deployment.logGroups);
    this.incidents = new Incidents((message) => options.progress.tell(message));
    this.calls = new LambdaCalls(services.calls, { account: services.world.Account, region: services.world.Region });
    this.runners = deployment.functions.map((definition) => this.runnerOf(definition));
    this.invocations = new Map(
      this.runners.map((runner) => [runner, new AsyncInvocations(runner, services.broker, this.incidents, this.calls)]),
    );
    this.targets = new Targets(services.broker, this.invocations, this.lines, this.incidents);
  }

  async run(events: ReturnType<typeof readEvents>, started: number): Promise<Summary> {
    const {
      deployment,
      services: { broker, tables },
      options: { out, progress },
      incidents,
    } = this;
    try {
      await Promise.all([broker.create(deployment.queues), ...deployment.tables.map(({ definition }) => tables.create(definition))]);
      const router = new EventRouter(deployment.rules, this.targets);
      const schedules = this.schedules();
      const engine = this.engineOf(router, schedules);
      progress.step('Running the events');
      await engine.run(events);
      await this.stopFunctions();
      this.reportLogs();
      this.writeCalls();
      const deadLetters = await countDeadLetters(deployment, broker, this.lines, incidents);
      progress.step('Writing the tables');
      const stored = await Promise.all(deployment.tables.map((table) => storeTable(table, tables, out)));
      return summarize({
        engine,
        router,
        schedules,
        schedulesNotRun: this.schedulesNotRun(),
        runners: this.runners,
        broker,
        deadLetters,
        tables: stored,
        tableUse: this.services.dynamodbMeter.use,
        logs: this.logs,
        calls: this.services.standIns.calls,
        incidents,
        seconds: (performance.now() - started) / 1000,
      });
    } finally {
      await this.stopFunctions();
      await this.logs.close();
    }
  }

  private engineOf(router: EventRouter, schedules: Schedules): Engine {
    const {
      services: { broker, clock },
      incidents,
    } = this;
    return new Engine({
      router,
      schedules,
      clock,
      broker,
      incidents,
      triggers: new Triggers(this.deployment.triggers, this.runners, this.targets, incidents),
      pollers: this.pollers(),
      invocations: [...this.invocations.values()],
      progress: (events) => this.options.progress.count(events, this.logs.recordCount),
    });
  }

  private schedules(): Schedules {
    const {
      deployment,
      services: { world },
      options: { scheduleEveryMinutes = DEFAULT_SCHEDULE_EVERY_MINUTES },
    } = this;
    for (const reason of this.schedulesNotRun()) this.options.progress.tell(reason);
    return new Schedules(
      deployment.schedules.flatMap(({ rule }) => rule ?? []),
      scheduleEveryMinutes,
      this.targets,
      { account: world.Account, region: world.Region },
    );
  }

  private schedulesNotRun(): string[] {
    return this.deployment.schedules.flatMap(({ notRun }) => notRun ?? []);
  }

  private pollers(): QueuePoller[] {
    const {
      deployment: { mappings },
      services: { broker, world },
    } = this;
    return [...mappings]
      .sort((a, b) => a.windowSeconds - b.windowSeconds)
      .map((mapping) => {
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
        return new QueuePoller(mapping, queue, runner, broker, this.lines, this.incidents, world.Region, this.calls);
      });
  }

  private runnerOf(definition: Deployment['functions'][number]): FunctionRunner {
    const {
      world: { Account: account, Region: region },
      endpoints,
    } = this.services;
    return new FunctionRunner(
      definition,
      { account, region, endpoints, calls: this.calls },
      {
        output: (line) => this.logs.append(definition, line),
        complaint: (line) => {
          this.logs.append(definition, line);
          this.incidents.report(`Function ${definition.id} wrote to stderr: ${line}`);
        },
      },
    );
  }

  private async stopFunctions(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
  }

  /** With what the encryption of tables and queues makes of them. */
  private writeCalls(): void {
    const {
      deployment: { tables, queues },
      services: { calls, world },
      options: { out },
    } = this;
    noteKeyCalls(calls, [...tables, ...queues], world.Region);
    calls.write(join(out, 'calls.ndjson'));
  }

  /** What the log lines tell of: refused events, and metrics that CloudWatch would refuse. */
  private reportLogs(): void {
    for (const [messageId, { Field, Problem }] of this.logs.rejections) {
      this.incidents.report(`${this.lines.place(messageId)} was rejected: ${[Field, Problem].filter((text) => text !== '').join(': ')}`);
    }
    for (const violation of this.logs.violations) this.incidents.report(violation);
  }
}
