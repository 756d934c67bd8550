/**
 * One chaos run: a simulated day through the template on the embedded services, with the faults that its seed plans.
 *
 * `plan.ts` draws the faults from the seed; `deliveries.ts` orders, repeats and spoils the events; `injector.ts` interferes with requests,
 * processes and batches through the hooks of a replay; `journal.ts` notes every line that was written and every invocation that may repeat.
 * After the day, `invariants/` compares what the run left behind with the truth, as far as the faults allow.
 */
import { Deliveries, deliveriesOf, shuffled } from './deliveries';
import { Injector } from './injector';
import { Journal } from './journal';
import { Fault, Plan, planOf } from './plan';
import { redrive } from './redrive';
import { Tally } from './tally';
import { JsonObject } from '../aws/json';
import { readRows } from '../compare/compare-history';
import { StackTemplate } from '../replay/assembly/stack-template';
import { Cloud, deploymentOf } from '../replay/cloud';
import { EmulatedServices, startServices } from '../replay/emulated-services';
import { Pause } from '../replay/engine/engine';
import { firstFrom } from '../replay/engine/schedules';
import { ReadEvent } from '../replay/events/read-events';
import { plainItem } from '../replay/servers/item-values';
import { Deployment } from '../replay/template/deployment';
import { SimulatedDay, simulate } from '../simulate/simulate';

export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
}
/** Rows by table. */
export type Tables = ReadonlyMap<string, readonly JsonObject[]>;

export type ReportHandled = (handled: number, deliveries: number) => void;

/** All that a run left behind. */
export interface ChaosRun {
  readonly plan: Plan;
  readonly day: Pick<SimulatedDay, 'truth' | 'metrics' | 'transitions' | 'inFlight' | 'inService' | 'runTask' | 'instances' | 'world'>;
  readonly deployment: Pick<Deployment, 'functions' | 'tables'>;
  readonly journal: Journal;
  readonly tables: Tables;
  /** Before the archive was replayed; absent where none was. */
  readonly tablesBefore?: Tables;
  readonly deadLetters: readonly DeadLetter[];
  readonly poison: readonly JsonObject[];
  /** What Firehose delivered of the jobs; absent where the app has no history. */
  readonly history?: { readonly rows: readonly JsonObject[]; readonly problems: readonly string[] };
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

/** Ticks of the stream's time. Their results are compared at the last one alone, which comes after all events. */
const SCHEDULE_EVERY_MINUTES = 60;

const lastTickOf = (events: readonly JsonObject[]): number =>
  firstFrom(
    events.reduce((latest, { time }) => Math.max(latest, Date.parse(String(time))), 0),
    SCHEDULE_EVERY_MINUTES * 60_000,
  );

export interface RunOptions {
  readonly seed: number;
  readonly jobs: number;
  /** @default false */
  readonly realBackoff?: boolean;
}

/** @param progress receives how many deliveries were handled, of how many, archives not included */
export async function runOnce(
  { seed, jobs, realBackoff }: RunOptions,
  templates: readonly StackTemplate[],
  progress: ReportHandled = () => {},
): Promise<ChaosRun> {
  const plan = planOf(seed, jobs, realBackoff);
  const day = simulate({ jobs, seed, chaos: 'none' });
  const events = [...day.events] as unknown as JsonObject[];
  const tally = new Tally();
  const journal = new Journal();
  const injector = new Injector(plan, journal, tally);
  // First, because it takes minutes for many jobs: servers close connections that nobody uses for so long.
  const deliveries = deliveriesOf(plan, events, tally);
  const services = await startServices(day.world, { interfere: (...request) => injector.interfere(...request) });
  services.history.firehose.isRefused = (_, data) => {
    const isRefused = injector.faults.ofRecord(data.toString('utf8'));
    if (isRefused) tally.add(Fault.RECORD_REFUSED);
    return isRefused;
  };
  try {
    const complaints: string[] = [];
    const cloud = await deploy(templates, services, { injector, journal, complaints, progress, deliveries });
    return await new Run({ plan, day, events, deliveries, cloud, injector, journal, tally, complaints }).run();
  } finally {
    await services.stop();
  }
}

interface RunParts {
  readonly plan: Plan;
  readonly day: SimulatedDay;
  readonly events: readonly JsonObject[];
  readonly deliveries: Deliveries;
  readonly cloud: Cloud;
  readonly injector: Injector;
  readonly journal: Journal;
  readonly tally: Tally;
  readonly complaints: string[];
}

async function deploy(
  templates: readonly StackTemplate[],
  services: EmulatedServices,
  {
    injector,
    journal,
    complaints,
    progress,
    deliveries: { parts },
  }: Pick<RunParts, 'injector' | 'journal' | 'complaints' | 'deliveries'> & { readonly progress: ReportHandled },
): Promise<Cloud> {
  const deliveries = parts.flat().length;
  const cloud = await Cloud.deploy(deploymentOf(templates, services), services, {
    hooks: injector,
    scheduleEveryMinutes: SCHEDULE_EVERY_MINUTES,
    sink: {
      line: (_, line, invocation) => journal.write(invocation, line),
      complaint: ({ id }, line) => complaints.push(`${id}: ${line}`),
      progress: (handled) => progress(Math.min(handled, deliveries), deliveries),
    },
  });
  injector.runners = cloud.runners;
  return cloud;
}

class Run {
  private readonly startedAt = Date.now();

  constructor(private readonly parts: RunParts) {}

  async run(): Promise<ChaosRun> {
    const { plan, cloud } = this.parts;
    try {
      await cloud.engine.run(this.stream());
      const tablesBefore = plan.archive ? await this.readTables() : undefined;
      if (plan.archive) await this.replayArchive();
      return await this.finish(tablesBefore);
    } finally {
      await cloud.stop();
    }
  }

  private async *stream(): AsyncGenerator<ReadEvent | Pause> {
    const {
      plan: { outage },
      deliveries: {
        parts: [before, during, after],
      },
    } = this.parts;
    yield* before;
    if (outage !== 'none') {
      yield {
        pause: async () => {
          this.beginOutage();
        },
      };
    }
    yield* during;
    if (outage !== 'none') yield { pause: () => this.endOutage() };
    yield* after;
  }

  private beginOutage(): void {
    const { tally, injector, plan } = this.parts;
    tally.add(Fault.OUTAGE);
    injector.faults.outage = plan.outage;
  }

  private async endOutage(): Promise<void> {
    const { tally, injector, journal, cloud } = this.parts;
    injector.faults.outage = 'none';
    tally.add(Fault.REDRIVEN, await redrive(cloud.services.broker, (token) => journal.mayRepeat.add(token)));
    await cloud.engine.settle();
  }

  /** All events once more, as other messages. */
  private async replayArchive(): Promise<void> {
    const { plan, events, journal, tally, cloud } = this.parts;
    journal.phase = 'archive';
    tally.add(Fault.ARCHIVE, events.length);
    const replayed = events.map((event): JsonObject => ({ ...event, 'replay-name': 'chaos' }));
    const again = shuffled(plan.seed + 1, replayed).map((event, index): ReadEvent => ({
      line: index + 1,
      event,
      text: JSON.stringify(event),
    }));
    await cloud.engine.run(
      (async function* stream() {
        yield* again;
      })(),
    );
  }

  private async finish(tablesBefore: Tables | undefined): Promise<ChaosRun> {
    const { plan, day, events, deliveries, cloud, injector, journal, tally, complaints } = this.parts;
    const { standIns } = cloud.services;
    await cloud.deliverHistory();
    const deadLetterArns = new Set(cloud.services.broker.queues.flatMap(({ redrive: policy }) => policy?.deadLetterArn ?? []));
    return {
      plan,
      day,
      journal,
      tablesBefore,
      complaints,
      deployment: cloud.deployment,
      poison: deliveries.poison,
      left: await this.countMessages(deadLetterArns),
      deadLetters: await this.readDeadLetters(deadLetterArns),
      faults: tally,
      unexplained: injector.unexplained,
      tables: await this.readTables(),
      history: await this.readHistory(),
      lastTick: lastTickOf(events),
      startedAt: this.startedAt,
      endedAt: Date.now(),
      isCollected: (group) => standIns.autoScaling.isCollected(group, 'GroupDesiredCapacity', Infinity),
    };
  }

  /** Messages left in the queues that functions read. */
  private async countMessages(deadLetterArns: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    const { broker } = this.parts.cloud.services;
    const left = new Map<string, number>();
    for (const queue of broker.queues.filter(({ arn }) => !deadLetterArns.has(arn))) left.set(queue.id, await broker.count(queue));
    return left;
  }

  private async readDeadLetters(deadLetterArns: ReadonlySet<string>): Promise<DeadLetter[]> {
    const { broker } = this.parts.cloud.services;
    const deadLetters: DeadLetter[] = [];
    for (const queue of broker.queues.filter(({ arn }) => deadLetterArns.has(arn))) {
      for (let some = await broker.receive(queue); some.length > 0; some = await broker.receive(queue)) {
        deadLetters.push(...some.map(({ Body }) => ({ queue: queue.id, body: Body })));
      }
    }
    return deadLetters;
  }

  private async readHistory(): Promise<ChaosRun['history']> {
    const { firehose, objects } = this.parts.cloud.services.history;
    if (this.parts.cloud.deployment.deliveryStreams.length === 0) return undefined;
    return { rows: objects.list('jobs/').length > 0 ? await readRows(objects.folder, 'jobs') : [], problems: firehose.problems };
  }

  private async readTables(): Promise<Tables> {
    const { deployment, services } = this.parts.cloud;
    const tables = new Map<string, JsonObject[]>();
    for (const { name } of deployment.tables) {
      const rows: JsonObject[] = [];
      for await (const item of services.tables.items(name)) rows.push(plainItem(item));
      tables.set(name, rows);
    }
    return tables;
  }
}
