/**
 * Runs what a user would deploy over a file of events: the template's event patterns, queues, functions and tables, on embedded servers.
 *
 * `assembly/` synthesizes or loads the templates, `template/` reads their parts, `cloud.ts` deploys them. The engine (`engine/`) feeds events in
 * chunks and moves messages until all queues are empty; handlers (`functions/`) are the shipped bundles, each in processes of its own; they call
 * the servers (`servers/`: DynamoDB and SQS behind meters) and the stand-ins (`standins/`: Batch, ECS, EC2, Auto Scaling). `logs/` extracts
 * records and metrics from log lines, `calls/` records who called which API.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARMS_FILE, writeAlarms } from './alarms';
import { StackTemplate } from './assembly/stack-template';
import { AssemblySource, provideAssembly } from './assembly/synthesize';
import { noteDelivery } from './calls/history-calls';
import { noteKeyCalls } from './calls/key-calls';
import { Cloud, deploymentOf } from './cloud';
import { countDeadLetters } from './dead-letters';
import { EmulatedServices, worldBeside, startServices } from './emulated-services';
import { Events, peekPlace } from './events/place-of-events';
import { openEvents, readEvents } from './events/read-events';
import { LogGroups } from './logs/log-groups';
import { Progress } from './progress';
import { ReplayProblem } from './replay-problem';
import { SCHEDULED_FILES, ScheduledJobs } from './scheduled-jobs';
import { SERVICE_FILES, checkServiceFiles, copyServiceFiles } from './service-files';
import { AutoScalingOptions } from './standins/auto-scaling';
import { readWorld } from './standins/world';
import { summarize } from './summarize';
import { Summary } from './summary';
import { storeTable } from './tables-output';
import { DeliveryStream } from './template/delivery-streams';
import { Deployment, hasRules } from './template/deployment';
import { ScheduledSpan } from '../scheduler/run-schedules';

export interface ReplayOptions extends AssemblySource {
  /** File of one event per line; `-` is stdin. */
  readonly events: string;
  readonly out: string;
  /** What the stand-ins know; `world.json` beside the events by default. */
  readonly world?: string;
  /** A rule with a schedule is invoked that often at most. @default 60 */
  readonly scheduleEveryMinutes?: number;
  /** Functions run at the time of the stream. @default false */
  readonly keepsTime?: boolean;
  /** Delayed messages are delivered that often of the stream's time, for streams of weeks. @default - after all events */
  readonly delayedEveryMs?: number;
  /** Schedules of EventBridge Scheduler are run within a span; not at all by default. */
  readonly scheduled?: ScheduledSpan;
  /** How Auto Scaling behaves. */
  readonly autoScaling?: AutoScalingOptions;
  readonly progress?: Progress;
  /** Something to do with the deployment after the events, such as to invoke a function that no event reaches. */
  readonly after?: (cloud: Cloud) => Promise<void>;
}

export async function replay(options: ReplayOptions): Promise<Summary> {
  const started = performance.now();
  const progress = options.progress ?? Progress.silent();
  const input = openEvents(options.events);
  checkWorld(options);
  checkServiceFiles(options.events, options.out);
  progress.step('Preparing the cloud assembly');
  const templates = await provideAssembly(options, join(options.out, 'cloud-assembly'));
  if (!hasRules(templates)) {
    throw new ReplayProblem(
      `No event rule in ${templates.map(({ templateFile }) => templateFile).join(', ') || 'the cloud assembly'}: nothing would receive an event`,
    );
  }
  clean(options.out);
  progress.step('Starting the embedded servers');
  const { place, events } = await peekPlace(readEvents(input));
  const known = readWorld(options.world ?? worldBeside(options.events), place);
  const scheduled = new ScheduledJobs(templates, known, options.scheduled);
  const services = await startServices(scheduled.worldOf(known), {
    autoScaling: options.autoScaling,
    objects: join(options.out, 'history'),
  });
  try {
    const run = await Run.deploy(templates, services, { ...options, progress });
    const summary = await run.run(scheduled, events, started);
    await copyServiceFiles(options.events, options.out, services.standIns.autoScaling, scheduled.points);
    scheduled.write(options.out);
    await writeAlarms(run.deployment, summary, options.out);
    writeFileSync(join(options.out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    return summary;
  } finally {
    await services.stop();
  }
}

/** A file that was named must be there, before the work and whether an event needs it or not. */
function checkWorld({ world }: ReplayOptions): void {
  if (world !== undefined && !existsSync(world)) throw new ReplayProblem(`There is no file of the world at ${world}`);
}

function clean(out: string): void {
  for (const name of [
    'tables',
    'logs',
    'history',
    'records.ndjson',
    'metrics.ndjson',
    ALARMS_FILE,
    ...Object.values(SCHEDULED_FILES),
    ...Object.values(SERVICE_FILES),
    'summary.json',
    'calls.ndjson',
  ]) {
    rmSync(join(out, name), { recursive: true, force: true });
  }
  mkdirSync(out, { recursive: true });
}

/** One replay: a deployment while events run through it, and the files it writes. */
class Run {
  static async deploy(
    templates: readonly StackTemplate[],
    services: EmulatedServices,
    options: ReplayOptions & { readonly progress: Progress },
  ): Promise<Run> {
    const deployment = deploymentOf(templates, services);
    const { keepsTime, delayedEveryMs, scheduleEveryMinutes } = options;
    const logs = new LogGroups(options.out, deployment.logGroups, keepsTime ? services.clock : undefined, deployment.metricFilters);
    try {
      const cloud: Cloud = await Cloud.deploy(deployment, services, {
        scheduleEveryMinutes,
        keepsTime,
        delayedEveryMs,
        keepsLogEvents: options.after !== undefined,
        sink: {
          line: (definition, line) => logs.append(definition, line),
          complaint: (definition, line) => {
            logs.append(definition, line);
            cloud.incidents.report(`Function ${definition.id} wrote to stderr: ${line}`);
          },
          incident: (message) => options.progress.report(message),
          progress: (events) => options.progress.count(events, logs.recordCount),
        },
      });
      return new Run(cloud, logs, options);
    } catch (error) {
      await logs.close();
      throw error;
    }
  }

  private constructor(
    private readonly cloud: Cloud,
    private readonly logs: LogGroups,
    private readonly options: ReplayOptions & { readonly progress: Progress },
  ) {}

  get deployment(): Deployment {
    return this.cloud.deployment;
  }

  async run(scheduled: ScheduledJobs, events: Events, started: number): Promise<Summary> {
    const {
      cloud,
      options: { progress, after },
    } = this;
    try {
      for (const reason of this.schedulesNotRun()) progress.report(reason);
      progress.step('Running the events');
      await cloud.engine.run(scheduled.among(events));
      await scheduled.setAside(cloud.services);
      await cloud.deliverHistory();
      await after?.(cloud);
      await cloud.stop();
      this.reportLogs();
      this.writeCalls();
      return await this.summarize(started);
    } finally {
      await cloud.stop();
      await this.logs.close();
    }
  }

  private async summarize(started: number): Promise<Summary> {
    const { deployment, services, engine, router, schedules, runners, incidents, lines } = this.cloud;
    const { broker, tables, dynamodbMeter, standIns, history } = services;
    const deadLetters = await countDeadLetters(deployment, broker, lines, incidents);
    this.options.progress.step('Writing the tables');
    const stored = await Promise.all(deployment.tables.map((table) => storeTable(table, tables, this.options.out)));
    return summarize({
      engine,
      router,
      schedules,
      schedulesNotRun: this.schedulesNotRun(),
      runners,
      broker,
      deadLetters,
      tables: stored,
      tableUse: dynamodbMeter.use,
      logs: this.logs,
      calls: standIns.calls,
      history: history.firehose.delivered,
      incidents,
      seconds: (performance.now() - started) / 1000,
    });
  }

  private schedulesNotRun(): string[] {
    return this.cloud.deployment.schedules.flatMap(({ notRun }) => notRun ?? []);
  }

  /** With the calls that Firehose makes, and those of AWS KMS that encryption causes. */
  private writeCalls(): void {
    const {
      deployment: { tables, queues, buckets, deliveryStreams },
      services: { calls, world, history },
    } = this.cloud;
    const isUsed = ({ id }: DeliveryStream): boolean => history.firehose.delivered[id].rows > 0;
    deliveryStreams.filter(isUsed).forEach((stream) => noteDelivery(calls, world, stream));
    noteKeyCalls(calls, [...tables, ...queues, ...buckets], world.Region);
    calls.write(join(this.options.out, 'calls.ndjson'));
  }

  /** Reports rejected events, metrics that CloudWatch would refuse, and records that Firehose could not convert. */
  private reportLogs(): void {
    const { incidents, lines, services } = this.cloud;
    for (const [messageId, { Field, Problem }] of this.logs.rejections) {
      incidents.report(`${lines.place(messageId)} was rejected: ${[Field, Problem].filter((text) => text !== '').join(': ')}`);
    }
    for (const problem of [...this.logs.violations, ...services.history.firehose.problems]) incidents.report(problem);
  }
}
