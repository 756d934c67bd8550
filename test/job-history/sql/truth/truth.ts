import { TruthRow } from './arithmetic';
import { JobRecord } from '../../../../src/domain/names/job-record-fields';

/** The days that queries ask for. */
export interface WindowOf {
  /** The first of the last 30 days. */
  readonly from: string;
  readonly yesterday: string;
}

/** What a query must answer of distinct jobs, in its order. */
export type Truth = (jobs: readonly JobRecord[], days: WindowOf) => TruthRow[];
