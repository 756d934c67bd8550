import { DataPoint, markRedelivered } from '../../domain/data-point';
import { InsightsRecord } from '../../domain/names/record-schemas';
import { REDELIVERED } from '../../domain/names/records';
import { failureRecords } from '../../domain/run-task/failure-records';
import { measureCall } from '../../domain/run-task/measure-call';
import { MAX_CONNECTIONS } from '../aws/bounded-http';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { PacedWork } from '../paced-work';
import { reportFailure } from '../rejection';
import { CallTable } from './call-table';
import { Call, readCalls } from './read-calls';

export interface RunTaskCounterParts {
  readonly table: CallTable;
  readonly output: Output;
  readonly deadline: Deadline;
}

/** Records and data points produced by a call. Empty if the call was counted before. */
interface Counted {
  readonly dataPoints: readonly DataPoint[];
  readonly records: readonly InsightsRecord[];
}

const NOTHING: Counted = { dataPoints: [], records: [] };

/** Counts each RunTask call of AWS Batch once, and records why tasks were not placed. */
export class RunTaskCounter {
  constructor(private readonly parts: RunTaskCounterParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Processes a batch and returns the ids of the failed messages, which SQS delivers again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output, deadline } = this.parts;
    const { calls, rejected } = readCalls(deliveries, output);
    const failed: string[] = [];
    const done = new Map<Call, Counted>();
    deadline.keep(KEPT_FOR_THE_END);
    const left = await new PacedWork(deadline, MAX_CONNECTIONS).run(calls, async (call) => {
      done.set(call, await this.countOrFail(call, failed));
    });
    if (left.length > 0) reportFailure('the batch', new Error(`no time left to begin ${left.length} calls`), output);
    failed.push(...left.flatMap(({ messageIds }) => messageIds));
    const counted = calls.flatMap((call) => done.get(call) ?? []);
    counted.flatMap(({ records }) => records).forEach((record) => output.record(record));
    output.measure(counted.flatMap(({ dataPoints }) => dataPoints));
    return [...rejected, ...failed];
  }

  private async countOrFail(call: Call, failed: string[]): Promise<Counted> {
    try {
      return await this.count(call);
    } catch (error) {
      reportFailure(call.reading.eventId, error, this.parts.output);
      failed.push(...call.messageIds);
      return NOTHING;
    }
  }

  /** Counts one call. The output for every possible claim is built before the claim, so that no step after it can fail. */
  private async count(call: Call): Promise<Counted> {
    const { reading } = call;
    const records = failureRecords(reading);
    const [asFirst, asRepeated] = [true, false].map((placedByThis) => measureCall(reading, placedByThis));
    const claim = await this.parts.table.claim(call);
    const { redelivered } = claim;
    if (!claim.call) return NOTHING;
    return {
      records: records.map((record) => ({ ...record, [REDELIVERED]: redelivered })),
      dataPoints: (claim.placed ? asFirst : asRepeated).map((point) => markRedelivered(point, redelivered)),
    };
  }
}
