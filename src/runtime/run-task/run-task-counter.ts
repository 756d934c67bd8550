import { DataPoint, toldAgain } from '../../domain/data-point';
import { InsightsRecord } from '../../domain/names/record-schemas';
import { REDELIVERED } from '../../domain/names/records';
import { failureRecords } from '../../domain/run-task/failure-records';
import { measureCall } from '../../domain/run-task/measure-call';
import { chunks } from '../chunks';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';
import { CallTable } from './call-table';
import { Call, readCalls } from './read-calls';

export interface RunTaskCounterParts {
  readonly table: CallTable;
  readonly output: Output;
}

/** What a call comes to in the log; nothing where it was counted before. */
interface Counted {
  readonly dataPoints: readonly DataPoint[];
  readonly records: readonly InsightsRecord[];
}

const NOTHING: Counted = { dataPoints: [], records: [] };
/** How many calls are written at a time: a few for each connection. */
const SIDE_BY_SIDE = 100;

/** Counts AWS Batch's calls of RunTask once each, and says why tasks were not placed. */
export class RunTaskCounter {
  constructor(private readonly parts: RunTaskCounterParts) {}

  /** Returns the messages that failed, to be delivered again. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const { output } = this.parts;
    const { calls, rejected } = readCalls(deliveries, output);
    const failed: string[] = [];
    const counted: Counted[] = [];
    for (const some of chunks(calls, SIDE_BY_SIDE)) {
      counted.push(...(await Promise.all(some.map((call) => this.countOrFail(call, failed)))));
    }
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

  /** All that a claim can come to is made before the claim: after it, nothing is left that could fail. */
  private async count(call: Call): Promise<Counted> {
    const { reading } = call;
    const records = failureRecords(reading);
    const [asFirst, asRepeated] = [true, false].map((placedByThis) => measureCall(reading, placedByThis));
    const claim = await this.parts.table.claim(call);
    const { redelivered } = claim;
    if (!claim.call) return NOTHING;
    return {
      records: records.map((record) => ({ ...record, [REDELIVERED]: redelivered })),
      dataPoints: (claim.placed ? asFirst : asRepeated).map((point) => toldAgain(point, redelivered)),
    };
  }
}
