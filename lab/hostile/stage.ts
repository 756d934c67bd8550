/** The example app on the embedded services. Batches are delivered straight to a handler, so that their contents are known. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { HandlerName } from './subjects';
import {
  AsgVariable,
  CollectorVariable,
  HistoryVariable,
  PricingVariable,
  RegistryVariable,
  RunTaskVariable,
  SnapshotVariable,
} from '../../src/domain/names/environment';
import { isObject, Json, JsonObject } from '../aws/json';
import { provideAssembly } from '../replay/assembly/synthesize';
import { Cloud, deploymentOf } from '../replay/cloud';
import { EmulatedServices, startServices } from '../replay/emulated-services';
import { QueuePoller } from '../replay/engine/queue-poller';
import { HandlerError } from '../replay/functions/execution-environment';
import { FunctionRunner } from '../replay/functions/function-runner';
import { undeliveredRecords } from '../replay/history/undelivered';
import { ReplayProblem } from '../replay/replay-problem';
import { readWorld } from '../replay/standins/world';
import { Deployment } from '../replay/template/deployment';
import { LambdaFunction } from '../replay/template/lambda-functions';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly received?: number;
}

export interface Delivered {
  readonly failed: ReadonlySet<string>;
  /** The function gave no answer. */
  readonly crash?: HandlerError;
}

/** Where lines of functions go, and what they send, word for word. */
export interface Sink {
  line(handler: HandlerName, line: string): void;
  complaint(handler: HandlerName, line: string): void;
  sent(queue: string, body: string): void;
}

/** The variable of its environment that only this handler has. */
const KNOWN_BY: Readonly<Record<HandlerName, string>> = {
  collector: CollectorVariable.WAITING_QUEUE_URL,
  registry: RegistryVariable.PURCHASE_OPTIONS,
  'run-task': RunTaskVariable.CALL_TABLE,
  groups: AsgVariable.GROUP_METRICS,
  snapshot: SnapshotVariable.SCAN_SEGMENTS,
  history: HistoryVariable.STREAMS,
  pricing: PricingVariable.PRICE_LIST_REGION,
};
/** Of the import, which has the variable of the history too and takes no events. */
const OF_NO_HANDLER = HistoryVariable.LOG_GROUPS;
const TRIES = 3;
const HANDLERS = Object.keys(KNOWN_BY) as HandlerName[];

export class HostileStage {
  static async start(out: string, worldFile: string | undefined, sink: Sink): Promise<HostileStage> {
    const templates = await provideAssembly({}, join(out, 'cloud-assembly'));
    const services = await startServices(readWorld(worldFile));
    try {
      const deployment = deploymentOf(templates, services);
      const handlers = handlersOf(deployment);
      const nameOf = ({ id }: LambdaFunction): HandlerName => {
        const name = handlers.get(id);
        if (name === undefined) throw new ReplayProblem(`Function ${id} ran, which is none of the handlers ${HANDLERS.join(', ')}`);
        return name;
      };
      const cloud = await Cloud.deploy(deployment, services, {
        sink: {
          line: (definition, line) => sink.line(nameOf(definition), line),
          complaint: (definition, line) => sink.complaint(nameOf(definition), line),
        },
      });
      return new HostileStage(cloud, handlers, sink);
    } catch (error) {
      await services.stop();
      throw error;
    }
  }

  private constructor(
    private readonly cloud: Cloud,
    /** By logical id of the function. */
    private readonly handlers: ReadonlyMap<string, HandlerName>,
    private readonly sink: Sink,
  ) {}

  get services(): EmulatedServices {
    return this.cloud.services;
  }

  /** What delivers the messages of a handler's queue to it. */
  poller(handler: HandlerName): QueuePoller {
    const found = this.cloud.pollers.find(({ runner }) => this.handlers.get(runner.definition.id) === handler);
    if (!found) throw new ReplayProblem(`The ${handler} reads no queue`);
    return found;
  }

  /** What fails comes again, as it does from a queue: on a slow machine a request can take too long. The snapshot takes an event by itself. */
  async deliver(handler: HandlerName, messages: readonly Message[]): Promise<Delivered> {
    if (handler === 'snapshot') return this.deliverEach(messages);
    let delivered = await this.deliverOnce(handler, messages);
    for (let received = 2; received <= TRIES && delivered.failed.size > 0; received++) {
      const { failed } = delivered;
      delivered = await this.deliverOnce(
        handler,
        messages.filter(({ id }) => failed.has(id)).map((message) => ({ ...message, received })),
      );
    }
    return delivered;
  }

  /** Brings what the functions sent, to wait or to each other, to its end. */
  async settle(judge: (handler: HandlerName, messages: readonly Message[], delivered: Delivered) => void): Promise<void> {
    do {
      for (let handled = await this.deliverSent(judge); handled; handled = await this.deliverSent(judge));
    } while ((await this.services.broker.delayed.deliverNext()) > 0);
  }

  /** All items of all tables, with the name of the table's attribute values as DynamoDB has them. */
  async *items(): AsyncGenerator<readonly [table: string, item: JsonObject]> {
    for (const { id, name } of this.cloud.deployment.tables) for await (const item of this.services.tables.items(name)) yield [id, item];
  }

  /** Adds a line to the log group of a handler, as if it had written it. */
  log(handler: HandlerName, message: string): void {
    this.cloud.subscriptions.take(this.runner(handler).definition.logging.group, { message, timestamp: Date.now() });
  }

  /** Delivers the log events to the history, and writes its files. Answers the records that could not be delivered as rows. */
  async deliverHistory(): Promise<readonly string[]> {
    await this.cloud.engine.settle();
    await this.cloud.deliverHistory();
    return undeliveredRecords(this.services.history.objects);
  }

  async stop(): Promise<void> {
    await this.cloud.stop();
    await this.services.stop();
  }

  private runner(handler: HandlerName): FunctionRunner {
    return this.cloud.runners.find(({ definition }) => this.handlers.get(definition.id) === handler) as FunctionRunner;
  }

  private async deliverOnce(handler: HandlerName, messages: readonly Message[]): Promise<Delivered> {
    const payload = JSON.stringify({
      Records: messages.map(({ id, body, received = 1 }) => ({
        messageId: id,
        body,
        attributes: { ApproximateReceiveCount: String(received) },
      })),
    });
    const { result, error } = await this.runner(handler).invoke(payload);
    const answer = JSON.parse(result ?? 'null') as Json;
    const failures =
      isObject(answer) && Array.isArray(answer.batchItemFailures) ? (answer.batchItemFailures as { itemIdentifier: string }[]) : [];
    return { failed: new Set(failures.map(({ itemIdentifier }) => itemIdentifier)), crash: error };
  }

  private async deliverEach(events: readonly Message[]): Promise<Delivered> {
    for (const { body } of events) {
      const { error } = await this.runner('snapshot').invoke(body === '' ? 'null' : body);
      if (error) return { failed: new Set(events.map(({ id }) => id)), crash: error };
    }
    return { failed: new Set() };
  }

  private async deliverSent(judge: (handler: HandlerName, messages: readonly Message[], delivered: Delivered) => void): Promise<boolean> {
    const { broker } = this.services;
    let any = false;
    for (const { queue, runner, mapping } of this.cloud.pollers) {
      const { batchSize } = mapping;
      const handler = this.handlers.get(runner.definition.id);
      if (!handler) throw new ReplayProblem(`Function ${runner.definition.id} reads ${queue.id} and is none of the handlers`);
      const messages: Message[] = [];
      for (
        let some = await broker.receive(queue);
        some.length > 0;
        some = messages.length + 10 <= batchSize ? await broker.receive(queue) : []
      ) {
        some.forEach(({ Body }) => this.sink.sent(queue.id, Body));
        messages.push(...some.map(({ Body }) => ({ id: randomUUID(), body: Body })));
        await broker.delete(queue, some);
      }
      if (messages.length === 0) continue;
      any = true;
      judge(handler, messages, await this.deliver(handler, messages));
    }
    return any;
  }
}

/** Handlers by the logical id of their function. */
function handlersOf({ functions }: Deployment): ReadonlyMap<string, HandlerName> {
  const environments = functions
    .filter(({ handler }) => handler !== '')
    .map((definition) => [definition.id, environmentOf(definition)] as const);
  return new Map(
    HANDLERS.map((name) => {
      const [id] = environments.find(([, environment]) => KNOWN_BY[name] in environment && !(OF_NO_HANDLER in environment)) ?? [];
      if (id === undefined) throw new ReplayProblem(`No function of the app has ${KNOWN_BY[name]} in its environment`);
      return [id, name];
    }),
  );
}

/** Custom resources of the CDK refer to what is not run here. */
function environmentOf(definition: LambdaFunction): object {
  try {
    return definition.environment();
  } catch {
    return {};
  }
}
