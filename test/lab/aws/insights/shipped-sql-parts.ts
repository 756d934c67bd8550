/** Pieces of SQL, written once. */

/** Runs of jobs: parents of array and multi-node jobs are none. */
export const RUNS =
  "(select *, split_part(JobDefinition, ':', 1) as DefinitionName from jobs where RecordType = 'job' and ArraySize is null and NodeParentId is null)";

/** Halves go up. SQL's own rounding goes by the decimal digits, where the queries go by the binary ones. */
export const rounded = (value: string, factor: number): string => `floor(${value} + 0.5) / ${factor}`;
export const minutes = (seconds: string): string => rounded(`${seconds} * 100 / 60`, 100);
export const hours = (seconds: string): string => rounded(`${seconds} * 100 / 3600`, 100);
export const spread = (seconds: string): string =>
  `${minutes(`avg(${seconds})`)} as Average, ${minutes(`median(${seconds})`)} as Median, ${minutes(`quantile_cont(${seconds}, 0.95)`)} as P95`;
