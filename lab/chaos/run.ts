/** One run: a simulated day through the template on embedded servers, with what its seed has go wrong. */
import { Deliveries, deliveriesOf, shuffled } from './deliveries';
import { Injector } from './injector';
import { Journal } from './journal';
import { Fault, Plan, planOf } from './plan';
import { redrive } from './redrive';
import { Tally } from './tally';
import { JsonObject } from '../aws/json';
import { StackTemplate } from '../replay/assembly/stack-template';
import { LambdaCalls } from '../replay/calls/lambda-calls';
import { EmulatedServices, startServices } from '../replay/emulated-services';
import { AsyncInvocations } from '../replay/engine/async-invocations';
import { Engine, Pause } from '../replay/engine/engine';
import { EventLines } from '../replay/engine/event-lines';
import { EventRouter } from '../replay/engine/event-router';
import { Incidents } from '../replay/engine/incidents';
import { QueuePoller } from '../replay/engine/queue-poller';
import { firstFrom, Schedules } from '../replay/engine/schedules';
import { Targets } from '../replay/engine/targets';
import { Triggers } from '../replay/engine/triggers';
import { ReadEvent } from '../replay/events/read-events';
import { FunctionRunner } from '../replay/functions/function-runner';
import { plainItem } from '../replay/servers/item-values';
import { World } from '../replay/standins/world';
import { Deployment, readDeployment } from '../replay/template/deployment';
import { SimulatedDay, simulate } from '../simulate/simulate';

export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
}
/** Rows by table. */
export type Tables = ReadonlyMap<string, readonly JsonObject[]>;

export type TellHandled = (handled: number, deliveries: number) => void;

/** All that a run left behind. */
export interface Finished {
  readonly plan: Plan;
  readonly day: Pick<SimulatedDay, 'truth' | 'metrics' | 'transitions' | 'inFlight' | 'inService' | 'runTask' | 'instances' | 'world'>;
  readonly deployment: Pick<Deployment, 'functions' | 'tables'>;
  readonly journal: Journal;
  readonly tables: Tables;
  /** Before the archive was replayed; absent where none was. */
  readonly tablesBefore?: Tables;
  readonly deadLetters: readonly DeadLetter[];
  readonly poison: readonly JsonObject[];
  /** Messages left in queues that are read, by queue. */
  readonly left: ReadonlyMap<string, number>;
  readonly unexplained: readonly string[];
  readonly complaints: readonly string[];
  readonly isCollected: (group: string) => boolean;
  readonly faults: Tally;
  /** When the schedules ticked after the last event, epoch milliseconds. */
  readonly lastTick: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Ticks of the stream's time. What they find is compared at the last one alone, which comes after all that was told. */
const SCHEDULE_EVERY_MINUTES = 60;

const lastTickOf = (events: readonly JsonObject[]): number =>
  firstFrom(
    events.reduce((latest, { time }) => Math.max(latest, Date.parse(String(time))), 0),
    SCHEDULE_EVERY_MINUTES * 60_000,
  );

/** @param progress told of how many deliveries were handled, of how many, archives not included */
export async function runOnce(
  seed: number,
  jobs: number,
  templates: readonly StackTemplate[],
  progress: TellHandled = () => {},
): Promise<Finished> {
  const plan = planOf(seed, jobs);
  const day = simulate({ jobs, seed, chaos: 'none' });
  const events = [...day.events] as unknown as JsonObject[];
  const tally = new Tally();
  const journal = new Journal();
  const injector = new Injector(plan, journal, tally);
  const services = await startServices(day.world as unknown as World, {}, (...request) => injector.interfere(...request));
  try {
    return await new Run(plan, day, events, templates, services, injector, journal, tally, progress).run();
  } finally {
    await services.stop();
  }
}

class Run {
  private readonly startedAt = Date.now();
  private readonly complaints: string[] = [];
  private readonly incidents = new Incidents(() => {});
  private readonly lines = new EventLines();
  private readonly deployment: Deployment;
  private readonly runners: readonly FunctionRunner[];
  private readonly invocations: ReadonlyMap<FunctionRunner, AsyncInvocations>;
  private readonly targets: Targets;
  private readonly calls: LambdaCalls;

  constructor(
    private readonly plan: Plan,
    private readonly day: SimulatedDay,
    private readonly events: readonly JsonObject[],
    templates: readonly StackTemplate[],
    private readonly services: EmulatedServices,
    private readonly injector: Injector,
    private readonly journal: Journal,
    private readonly tally: Tally,
    private readonly progress: TellHandled,
  ) {
    const {
      world: { Account: account, Region: region },
      endpoints,
      broker,
    } = services;
    this.calls = new LambdaCalls(services.calls, { account, region });
    this.deployment = readDeployment(templates, { account, region, queueEndpoint: endpoints.sqs });
    this.runners = this.deployment.functions.map(
      (definition) =>
        new FunctionRunner(
          definition,
          { account, region, endpoints, calls: this.calls },
          {
            output: (line, id) => journal.write(id, line),
            complaint: (line) => this.complaints.push(`${definition.id}: ${line}`),
          },
          true,
        ),
    );
    injector.runners = this.runners;
    this.invocations = new Map(
      this.runners.map((runner) => [runner, new AsyncInvocations(runner, broker, this.incidents, this.calls, injector)]),
    );
    this.targets = new Targets(broker, this.invocations, this.lines, this.incidents);
  }

  async run(): Promise<Finished> {
    const {
      deployment,
      services: { broker, tables },
      plan,
      events,
    } = this;
    // First, because it takes minutes for many jobs: servers close connections that nobody uses for so long.
    const deliveries = deliveriesOf(plan, events, this.tally);
    try {
      await Promise.all([broker.create(deployment.queues), ...deployment.tables.map(({ definition }) => tables.create(definition))]);
      const engine = this.engine(deliveries.parts.flat().length);
      await engine.run(this.stream(deliveries, engine));
      const tablesBefore = plan.archive ? await this.readTables() : undefined;
      if (plan.archive) await this.replayArchive(engine);
      return await this.finish(deliveries, tablesBefore);
    } finally {
      await Promise.all(this.runners.map((runner) => runner.stop()));
    }
  }

  private async *stream({ parts: [before, during, after] }: Deliveries, engine: Engine): AsyncGenerator<ReadEvent | Pause> {
    yield* before;
    if (this.plan.outage !== 'none') {
      yield {
        pause: async () => {
          this.beginOutage();
        },
      };
    }
    yield* during;
    if (this.plan.outage !== 'none') yield { pause: () => this.endOutage(engine) };
    yield* after;
  }

  private beginOutage(): void {
    this.tally.add(Fault.OUTAGE);
    this.injector.faults.outage = this.plan.outage;
  }

  private async endOutage(engine: Engine): Promise<void> {
    this.injector.faults.outage = 'none';
    this.tally.add(Fault.REDRIVEN, await redrive(this.services.broker, (token) => this.journal.mayRepeat.add(token)));
    await engine.settle();
  }

  /** All events once more, as other messages. */
  private async replayArchive(engine: Engine): Promise<void> {
    this.journal.phase = 'archive';
    this.tally.add(Fault.ARCHIVE, this.events.length);
    const again = shuffled(this.plan.seed + 1, this.events).map((event, index): ReadEvent => ({
      line: index + 1,
      event,
      text: JSON.stringify(event),
    }));
    await engine.run(
      (async function* stream() {
        yield* again;
      })(),
    );
  }

  private engine(deliveries: number): Engine {
    const {
      services: { broker, clock, world },
      incidents,
      deployment,
      targets,
      runners,
    } = this;
    const schedules = new Schedules(
      deployment.schedules.flatMap(({ rule }) => rule ?? []),
      SCHEDULE_EVERY_MINUTES,
      targets,
      { account: world.Account, region: world.Region },
    );
    return new Engine({
      router: new EventRouter(deployment.rules, targets),
      schedules,
      clock,
      broker,
      incidents,
      triggers: new Triggers(deployment.triggers, runners, targets, incidents),
      pollers: this.pollers(),
      invocations: [...this.invocations.values()],
      progress: (handled) => this.progress(Math.min(handled, deliveries), deliveries),
    });
  }

  private pollers(): QueuePoller[] {
    const {
      deployment: { mappings },
      services: { broker, world },
      runners,
    } = this;
    const byWindow = [...mappings].sort((one, other) => one.windowSeconds - other.windowSeconds);
    return byWindow.flatMap((mapping) => {
      const queue = broker.byArn(mapping.queueArn);
      const runner = runners.find(({ definition }) => definition.name === mapping.functionName);
      return queue && runner
        ? [new QueuePoller(mapping, queue, runner, broker, this.lines, this.incidents, world.Region, this.calls, this.injector)]
        : [];
    });
  }

  private async finish({ poison }: Deliveries, tablesBefore: Tables | undefined): Promise<Finished> {
    const {
      plan,
      day,
      deployment,
      journal,
      tally,
      injector,
      complaints,
      services: { broker, standIns },
    } = this;
    const deadArns = new Set(broker.queues.flatMap(({ redrive: policy }) => policy?.deadLetterArn ?? []));
    const left = new Map<string, number>();
    for (const queue of broker.queues.filter(({ arn }) => !deadArns.has(arn))) left.set(queue.id, await broker.count(queue));
    const deadLetters: DeadLetter[] = [];
    for (const queue of broker.queues.filter(({ arn }) => deadArns.has(arn))) {
      for (let some = await broker.receive(queue); some.length > 0; some = await broker.receive(queue)) {
        deadLetters.push(...some.map(({ Body }) => ({ queue: queue.id, body: Body })));
      }
    }
    return {
      plan,
      day,
      deployment,
      journal,
      poison,
      left,
      deadLetters,
      tablesBefore,
      complaints,
      faults: tally,
      unexplained: injector.unexplained,
      tables: await this.readTables(),
      lastTick: lastTickOf(this.events),
      startedAt: this.startedAt,
      endedAt: Date.now(),
      isCollected: (group) => standIns.autoScaling.isCollected(group, 'GroupDesiredCapacity', Infinity),
    };
  }

  private async readTables(): Promise<Tables> {
    const tables = new Map<string, JsonObject[]>();
    for (const { name } of this.deployment.tables) {
      const rows: JsonObject[] = [];
      for await (const item of this.services.tables.items(name)) rows.push(plainItem(item));
      tables.set(name, rows);
    }
    return tables;
  }
}
