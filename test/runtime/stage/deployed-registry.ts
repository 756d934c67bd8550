import { deliverTo, Message, messagesOf } from './deliveries';
import { LogLines } from './log-lines';
import { Stage } from './stage';
import { answerJson } from './wire';
import { Deadline } from '../../../src/runtime/deadline';
import { BatchProcessor } from '../../../src/runtime/delivery';
import { makeRegistry } from '../../../src/runtime/registry/make-registry';

/** A message that the registry sent to itself. */
export interface OwnMessage {
  readonly body: { readonly 'detail-type': string; readonly detail: Record<string, unknown> };
  readonly delaySeconds: number;
}

/** A registry on the stage, with a table and a queue of its own. */
export class DeployedRegistry {
  readonly lines: LogLines;
  readonly processor: BatchProcessor;
  readonly deadline: Deadline;
  private taken = 0;

  constructor(
    readonly stage: Stage,
    readonly variables: Record<string, string>,
  ) {
    this.lines = new LogLines(() => stage.now);
    const registry = makeRegistry(
      { ...process.env, ...variables },
      () => stage.now,
      (line) => this.lines.raw.push(line),
    );
    this.deadline = registry.deadline;
    this.processor = (deliveries) => registry.process(deliveries);
  }

  deliver(messages: readonly Message[]): Promise<string[]> {
    return deliverTo(this.processor, messages);
  }

  deliverEvents(...events: readonly unknown[]): Promise<string[]> {
    return this.deliver(messagesOf(events));
  }

  /** Delivers messages to a function that crashes before it has written its lines. */
  async crash(messages: readonly Message[]): Promise<void> {
    const before = this.lines.raw.length;
    await this.deliver(messages);
    this.lines.raw.length = before;
  }

  /** All messages that it sent to itself, oldest first. */
  get sent(): OwnMessage[] {
    const named = JSON.stringify(this.variables.QUEUE_URL); // To parse what went to other queues takes most of the time of long tests.
    const calls = this.stage.sqs
      .of('SendMessageBatch')
      .filter(({ body }) => body.includes(named))
      .map(({ body }) => JSON.parse(body) as { QueueUrl: string; Entries: { MessageBody: string; DelaySeconds: number }[] });
    return calls
      .filter(({ QueueUrl }) => QueueUrl === this.variables.QUEUE_URL)
      .flatMap(({ Entries }) =>
        Entries.map(({ MessageBody, DelaySeconds }) => ({
          body: JSON.parse(MessageBody) as OwnMessage['body'],
          delaySeconds: DelaySeconds,
        })),
      );
  }

  /** Delivers what it sent to itself since it was last asked to, what has no delay first, until it sends no more. None of it may fail. */
  async settle(): Promise<void> {
    const waiting: OwnMessage[] = [];
    for (;;) {
      const { sent } = this;
      waiting.push(...sent.slice(this.taken));
      this.taken = sent.length;
      const [next] = [...waiting].sort((one, other) => one.delaySeconds - other.delaySeconds);
      if (!next) return;
      waiting.splice(waiting.indexOf(next), 1);
      if ((await this.deliverEvents(next.body)).length > 0) throw new Error(`Handed back: ${JSON.stringify(next.body)}`);
    }
  }

  /** A row as plain values. */
  async row(key: string): Promise<Record<string, string | string[]> | undefined> {
    const item = await this.stage.get(this.variables.INSTANCE_TABLE, { ContainerInstanceArn: { S: key } });
    return item && Object.fromEntries(Object.entries(item).map(([name, { S, N, SS }]) => [name, (S ?? N ?? SS) as string | string[]]));
  }
}

export async function deployRegistry(stage: Stage, variables: Record<string, string> = {}): Promise<DeployedRegistry> {
  return new DeployedRegistry(stage, {
    INSTANCE_TABLE: await stage.newTable('ContainerInstanceArn'),
    PURCHASE_OPTIONS: '{"spot-environment":"SPOT"}',
    LOOK_UP: 'true',
    QUEUE_URL: await stage.newQueue(),
    METRIC_NAMESPACE: 'BatchInsights',
    DIMENSION_SETS: '[[],["ComputeEnvironment"]]',
    URL_SUFFIX: 'amazonaws.com',
    REGISTERED_TTL_SECONDS: '2592000',
    GONE_TTL_SECONDS: '604800',
    ...variables,
  });
}

/** AWS Batch that knows these compute environments: by name, the type of their compute resources. */
export function knowEnvironments(stage: Stage, environments: Record<string, object | undefined>): void {
  stage.batch.answer = () =>
    answerJson({
      computeEnvironments: Object.entries(environments).map(([computeEnvironmentName, computeResources]) => ({
        computeEnvironmentName,
        computeResources,
      })),
    });
}

/** EC2 that runs these instances; an object tells the lifecycle of each, an empty one is On-Demand. */
export function runInstances(stage: Stage, lifecycles: Record<string, string>): void {
  stage.ec2.answer = ({ body }) => {
    const form = new URLSearchParams(body);
    const asked = [...form].filter(([name]) => name.startsWith('Filter.1.Value.')).map(([, id]) => id);
    const lifecycle = form.get('Filter.2.Value.1');
    const found = asked.filter((id) => id in lifecycles && (lifecycle === null || lifecycles[id] === lifecycle));
    const items = found.map((id) => `<item><instanceId>${id}</instanceId><imageId>ami-1</imageId></item>`).join('');
    const xml = `<DescribeInstancesResponse><reservationSet><item><instancesSet>${items}</instancesSet></item></reservationSet></DescribeInstancesResponse>`;
    return { status: 200, body: xml, headers: { 'content-type': 'text/xml' } };
  };
}
