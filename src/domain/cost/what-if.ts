import { roundUsd } from './attempt-cost';
import { sumUsd } from './job-cost';
import { AttemptRecord, JobRecord } from '../names/job-record-fields';
import { FailureCategory } from '../names/records';

type Costs = Pick<JobRecord, 'CostUsd' | 'OnDemandCostUsd' | 'SpotCostUsd'>;

/** What the purchase options of a job saved: its On-Demand cost less its cost. Below zero if it cost more. */
export const savedUsd = ({ CostUsd, OnDemandCostUsd }: Costs): number | undefined => difference(OnDemandCostUsd, CostUsd);

/** What Spot would have saved in addition: the cost of a job less its Spot cost. Below zero if it cost less. */
export const missedUsd = ({ CostUsd, SpotCostUsd }: Costs): number | undefined => difference(CostUsd, SpotCostUsd);

function difference(of: number | undefined, less: number | undefined): number | undefined {
  return of === undefined || less === undefined ? undefined : roundUsd(of - less);
}

/** Time and money of failed attempts. Absent where those of one are not known. */
export interface Loss {
  readonly attempts: number;
  readonly seconds?: number;
  readonly usd?: number;
}

/** What failed attempts lost, by cause. Each attempt counts once, whatever job and instance it belongs to. */
export function lossesByCause(attempts: readonly AttemptRecord[]): ReadonlyMap<FailureCategory, Loss> {
  const failed = attempts.filter(({ FailureCategory: cause }) => cause !== undefined);
  const causes = new Set(failed.map(({ FailureCategory: cause }) => cause as FailureCategory));
  return new Map([...causes].map((cause) => [cause, lossOf(failed.filter((attempt) => attempt.FailureCategory === cause))]));
}

const lossOf = (attempts: readonly AttemptRecord[]): Loss => ({
  attempts: attempts.length,
  seconds: sumUsd(attempts.map(({ RunningSeconds }) => RunningSeconds)),
  usd: sumUsd(attempts.map(({ CostUsd }) => CostUsd)),
});

/**
 * What a checkpoint every so many minutes would have kept of a failed attempt: its whole intervals, which a retry need not repeat.
 *
 * @param minutes between two checkpoints, above zero
 */
export function keptByCheckpoints({ RunningSeconds, CostUsd }: AttemptRecord, minutes: number): Omit<Loss, 'attempts'> {
  const interval = minutes * 60;
  if (RunningSeconds === undefined) return {};
  const seconds = Math.floor(RunningSeconds / interval) * interval;
  return { seconds, usd: CostUsd === undefined ? undefined : roundUsd(seconds === 0 ? 0 : (CostUsd * seconds) / RunningSeconds) };
}
