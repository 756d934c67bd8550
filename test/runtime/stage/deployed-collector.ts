import { AttributeValue } from '@aws-sdk/client-dynamodb';
import { deliverTo, Message, messagesOf } from './deliveries';
import { LogLines } from './log-lines';
import { Stage } from './stage';
import { makeCollector } from '../../../src/runtime/collector/make-collector';
import { Deadline } from '../../../src/runtime/deadline';
import { BatchProcessor } from '../../../src/runtime/delivery';

/** A message that the collector sent. */
export interface SentMessage {
  readonly queueUrl: string;
  readonly body: { readonly 'detail-type': string; readonly detail: Record<string, unknown> };
  readonly delaySeconds: number;
}

/** A collector on the stage, with a table and a queue of its own. */
export class DeployedCollector {
  readonly lines: LogLines;
  processor: BatchProcessor;
  deadline = new Deadline();

  constructor(
    readonly stage: Stage,
    readonly variables: Record<string, string>,
  ) {
    this.lines = new LogLines(() => stage.now);
    this.processor = this.coldStart();
  }

  /** Another execution environment, which remembers nothing. */
  coldStart(): BatchProcessor {
    const collector = makeCollector(
      { ...process.env, ...this.variables },
      () => this.stage.now,
      (line) => this.lines.raw.push(line),
    );
    this.deadline = collector.deadline;
    this.processor = (deliveries) => collector.process(deliveries);
    return this.processor;
  }

  /** Delivers messages, or events as messages of their own, in one batch; returns the ids of those that failed. */
  deliver(messages: readonly Message[]): Promise<string[]> {
    return deliverTo(this.processor, messages);
  }

  deliverEvents(...events: readonly unknown[]): Promise<string[]> {
    return this.deliver(messagesOf(events));
  }

  item(jobId: string): Promise<Record<string, AttributeValue> | undefined> {
    return this.stage.get(this.variables.JOB_TABLE, { JobId: { S: jobId } });
  }

  /** All messages that went out and were taken, oldest first. */
  get sent(): SentMessage[] {
    return this.stage.sqs.of('SendMessageBatch').flatMap(({ body }) => {
      const { QueueUrl, Entries } = JSON.parse(body) as { QueueUrl: string; Entries: { MessageBody: string; DelaySeconds: number }[] };
      return Entries.map(({ MessageBody, DelaySeconds }) => ({
        queueUrl: QueueUrl,
        body: JSON.parse(MessageBody),
        delaySeconds: DelaySeconds,
      }));
    });
  }

  /** Finished jobs that were sent to wait. */
  get waiting(): SentMessage[] {
    return this.sent.filter(({ queueUrl }) => queueUrl === this.variables.WAITING_QUEUE_URL);
  }

  get lookUps(): SentMessage[] {
    return this.sent.filter(({ queueUrl }) => queueUrl === this.variables.INSTANCE_LOOKUP_QUEUE_URL);
  }
}

/** The environment of a collector without an instance registry, with a table and a queue of its own. */
export async function collectorVariables(stage: Stage): Promise<Record<string, string>> {
  return {
    JOB_TABLE: await stage.newTable('JobId'),
    WAITING_QUEUE_URL: await stage.newQueue(),
    METRIC_NAMESPACE: 'BatchInsights',
    DIMENSION_SETS: '[[],["JobQueue"],["ComputeEnvironment"]]',
    TAG_KEYS: '[]',
    WAIT_SECONDS: '[30,120,300]',
    IN_FLIGHT_TTL_SECONDS: '7776000',
    FINISHED_TTL_SECONDS: '86400',
  };
}

/** A collector without an instance registry; `variables` change its environment. */
export async function deployCollector(stage: Stage, variables: Record<string, string> = {}): Promise<DeployedCollector> {
  return new DeployedCollector(stage, { ...(await collectorVariables(stage)), ...variables });
}

/** A collector that asks an instance registry. */
export async function deployCollectorWithRegistry(stage: Stage, variables: Record<string, string> = {}): Promise<DeployedCollector> {
  return deployCollector(stage, {
    INSTANCE_TABLE: await stage.newTable('ContainerInstanceArn'),
    INSTANCE_LOOKUP_QUEUE_URL: await stage.newQueue(),
    ...variables,
  });
}
