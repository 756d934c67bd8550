/** The example app's functions and tables on the embedded servers. Batches go straight to a handler, so that what is in them is known. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { HandlerName } from './subjects';
import { isObject, Json, JsonObject } from '../aws/json';
import { provideAssembly } from '../replay/assembly/synthesize';
import { LambdaCalls } from '../replay/calls/lambda-calls';
import { EmulatedServices, startServices } from '../replay/emulated-services';
import { HandlerError } from '../replay/functions/execution-environment';
import { FunctionRunner } from '../replay/functions/function-runner';
import { ReplayProblem } from '../replay/replay-problem';
import { readWorld } from '../replay/standins/world';
import { Deployment, readDeployment } from '../replay/template/deployment';
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
  collector: 'WAITING_QUEUE_URL',
  registry: 'PURCHASE_OPTIONS',
  'run-task': 'CALL_TABLE',
  groups: 'GROUP_METRICS',
  snapshot: 'SCAN_SEGMENTS',
};
const TRIES = 3;
const HANDLERS = Object.keys(KNOWN_BY) as HandlerName[];

export class HostileStage {
  static async start(out: string, worldFile: string | undefined, sink: Sink): Promise<HostileStage> {
    const templates = await provideAssembly({}, join(out, 'cloud-assembly'));
    const services = await startServices(readWorld(worldFile));
    const { Account: account, Region: region } = services.world;
    const deployment = readDeployment(templates, { account, region, queueEndpoint: services.endpoints.sqs });
    await Promise.all([
      services.broker.create(deployment.queues),
      ...deployment.tables.map(({ definition }) => services.tables.create(definition)),
    ]);
    return new HostileStage(deployment, services, sink);
  }

  private readonly runners: ReadonlyMap<HandlerName, FunctionRunner>;

  private constructor(
    readonly deployment: Deployment,
    readonly services: EmulatedServices,
    private readonly sink: Sink,
  ) {
    const {
      world: { Account: account, Region: region },
      endpoints,
    } = services;
    const calls = new LambdaCalls(services.calls, { account, region });
    this.runners = new Map(
      HANDLERS.map((name) => [
        name,
        new FunctionRunner(
          functionOf(deployment, name),
          { account, region, endpoints, calls },
          {
            output: (line) => sink.line(name, line),
            complaint: (line) => sink.complaint(name, line),
          },
        ),
      ]),
    );
  }

  runner(handler: HandlerName): FunctionRunner {
    return this.runners.get(handler) as FunctionRunner;
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
    for (const { id, name } of this.deployment.tables) for await (const item of this.services.tables.items(name)) yield [id, item];
  }

  async stop(): Promise<void> {
    await Promise.all([...this.runners.values()].map((runner) => runner.stop()));
    await this.services.stop();
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
    for (const { queueArn, functionName, batchSize } of this.deployment.mappings) {
      const queue = broker.byArn(queueArn);
      const handler = HANDLERS.find((name) => this.runner(name).definition.name === functionName);
      if (!queue || !handler) throw new ReplayProblem(`Nobody reads ${queueArn}`);
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

function functionOf({ functions }: Deployment, name: HandlerName): LambdaFunction {
  const found = functions.filter(({ handler }) => handler !== '').find((definition) => KNOWN_BY[name] in environmentOf(definition));
  if (!found) throw new ReplayProblem(`No function of the app has ${KNOWN_BY[name]} in its environment`);
  return found;
}

/** Custom resources of the CDK refer to what is not run here. */
function environmentOf(definition: LambdaFunction): object {
  try {
    return definition.environment();
  } catch {
    return {};
  }
}
