import { roundUsd } from './attempt-cost';
import { JobRecord } from '../names/job-record-fields';

type Costs = Pick<JobRecord, 'CostUsd' | 'OnDemandCostUsd'>;

/** What the purchase options of a job saved: its On-Demand cost less its cost. Below zero if it cost more. */
export const savedUsd = ({ CostUsd, OnDemandCostUsd }: Costs): number | undefined =>
  CostUsd === undefined || OnDemandCostUsd === undefined ? undefined : roundUsd(OnDemandCostUsd - CostUsd);
