import { AttemptCost, roundUsd } from './attempt-cost';

/** An attempt's cost, and whether the attempt failed. */
export interface CostedAttempt {
  readonly cost: AttemptCost;
  readonly failed: boolean;
}

/** The costs of a job: sums over its attempts, absent where the cost of one is not known. */
export interface JobCost extends AttemptCost {
  /** Of the attempts that failed. A job without them lost nothing, if it is known what it cost. */
  readonly lostUsd?: number;
}

export function jobCost(attempts: readonly CostedAttempt[]): JobCost {
  const costs = attempts.map(({ cost }) => cost);
  const usd = sumUsd(costs.map((cost) => cost.usd));
  const lost = attempts.filter(({ failed }) => failed).map(({ cost }) => cost.usd);
  return {
    usd,
    onDemandUsd: sumUsd(costs.map(({ onDemandUsd }) => onDemandUsd)),
    spotUsd: sumUsd(costs.map(({ spotUsd }) => spotUsd)),
    lostUsd: lost.length === 0 && usd === undefined ? undefined : sumUsd(lost),
  };
}

/** A sum of nothing is zero; a sum with an unknown term is unknown. */
export function sumUsd(terms: readonly (number | undefined)[]): number | undefined {
  const known = terms.filter((term) => term !== undefined);
  return known.length < terms.length ? undefined : roundUsd(known.reduce((total, term) => total + term, 0));
}
