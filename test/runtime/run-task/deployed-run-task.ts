import { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Deadline } from '../../../src/runtime/deadline';
import { BatchProcessor } from '../../../src/runtime/delivery';
import { makeRunTaskCounter } from '../../../src/runtime/run-task/make-run-task-counter';
import { deliverTo, Message, messagesOf } from '../stage/deliveries';
import { LogLines } from '../stage/log-lines';
import { Stage } from '../stage/stage';

/** A counter of calls on the stage, with a table of its own. */
export class DeployedRunTask {
  readonly lines: LogLines;
  readonly processor: BatchProcessor;
  readonly deadline: Deadline;

  constructor(
    readonly stage: Stage,
    readonly variables: Record<string, string>,
  ) {
    this.lines = new LogLines(() => stage.now);
    const counter = makeRunTaskCounter(
      { ...process.env, ...variables },
      () => stage.now,
      (line) => this.lines.raw.push(line),
    );
    this.deadline = counter.deadline;
    this.processor = (deliveries) => counter.process(deliveries);
  }

  /** Delivers messages in one batch; returns the ids of those that failed. */
  deliver(messages: readonly Message[]): Promise<string[]> {
    return deliverTo(this.processor, messages);
  }

  deliverEvents(...events: readonly unknown[]): Promise<string[]> {
    return this.deliver(messagesOf(events));
  }

  row(key: string): Promise<Record<string, AttributeValue> | undefined> {
    return this.stage.get(this.variables.CALL_TABLE, { CallKey: { S: key } });
  }

  /** The sum of a metric over all values, by the values of one dimension. */
  totalsBy(name: string, dimension: string): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const { Name, Dimensions, Values, Counts } of this.lines.dataPoints) {
      if (Name !== name || Object.keys(Dimensions).join() !== dimension) continue;
      totals[Dimensions[dimension]] =
        (totals[Dimensions[dimension]] ?? 0) + Values.reduce((sum, value, index) => sum + value * Counts[index], 0);
    }
    return totals;
  }
}

export async function deployRunTask(stage: Stage, variables: Record<string, string> = {}): Promise<DeployedRunTask> {
  return new DeployedRunTask(stage, {
    CALL_TABLE: await stage.newTable('CallKey'),
    METRIC_NAMESPACE: 'BatchInsights',
    DIMENSION_SETS: '[[],["JobQueue"],["ComputeEnvironment"]]',
    CALL_TTL_SECONDS: '86400',
    ...variables,
  });
}
