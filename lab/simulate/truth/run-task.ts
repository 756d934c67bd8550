import { Tally } from './tally';
import { DimensionName } from '../../../src/domain/names/metrics';
import { RunTaskCall } from '../around/calls';

/** Calls of AWS Batch, and tasks that they placed or did not; by reason, only the latter. */
export interface RunTaskTotal {
  readonly Dimension: string;
  readonly Value: string;
  readonly Calls: number;
  readonly Placed: number;
  readonly NotPlaced: number;
}

/** In total, by job queue, compute environment and reason. */
export function runTaskTotals(calls: readonly RunTaskCall[]): RunTaskTotal[] {
  const tally = new Tally(['Calls', 'Placed', 'NotPlaced']);
  const byReason = new Tally(['Calls', 'Placed', 'NotPlaced']);
  for (const call of calls) {
    const reasons = reasonsOf(call);
    tally.add(placeOf(call), { Calls: 1, Placed: call.attempt && !call.repeated ? 1 : 0, NotPlaced: reasons.length });
    for (const reason of reasons) byReason.add({ [DimensionName.REASON]: reason }, { NotPlaced: 1 });
  }
  return [...tally.totals(), ...byReason.totals().filter(({ Dimension }) => Dimension !== '')];
}

/** A call that is refused altogether is one failure. */
export const reasonsOf = ({ failures, refusal }: RunTaskCall): string[] => [
  ...failures.map(({ reason }) => reason),
  ...(refusal ? [refusal.errorCode] : []),
];

export const placeOf = ({ job, environment, refusal }: RunTaskCall): Record<string, string> =>
  refusal?.bare ? {} : { [DimensionName.JOB_QUEUE]: job.queue.name, [DimensionName.COMPUTE_ENVIRONMENT]: environment.name };
