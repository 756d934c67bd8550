/** Pieces of SQL, written once. */

/** Runs of jobs: parents of array and multi-node jobs are none. */
export const RUNS =
  "(select *, split_part(JobDefinition, ':', 1) as DefinitionName from jobs where RecordType = 'job' and ArraySize is null and NodeParentId is null)";

/** Jobs with a cost: instead of a multi-node job its nodes. */
export const COSTED =
  "(select *, split_part(JobDefinition, ':', 1) as DefinitionName from jobs where RecordType = 'job' and ArraySize is null and NodeCount is null and CostUsd is not null)";

/** Halves go up. SQL's own rounding goes by the decimal digits, where the queries go by the binary ones. */
export const rounded = (value: string, factor: number): string => `floor(${value} + 0.5) / ${factor}`;
export const minutes = (seconds: string): string => rounded(`${seconds} * 100 / 60`, 100);
export const hours = (seconds: string): string => rounded(`${seconds} * 100 / 3600`, 100);
/** Average and 95th percentile in minutes, as columns that begin with a name; and the median with them. */
export const ends = (name: string, seconds: string): string =>
  `${minutes(`avg(${seconds})`)} as ${name}Avg, ${minutes(`quantile_cont(${seconds}, 0.95)`)} as ${name}P95`;
export const spread = (name: string, seconds: string): string => `${ends(name, seconds)}, ${minutes(`median(${seconds})`)} as ${name}P50`;

/** Addresses of the console, of a job and of the log of its last attempt. */
export const jobLink = (jobId: string): string =>
  `'https://console.aws.amazon.com/batch/home?region=us-east-1#jobs/detail/' || ${jobId} as JobLink`;
export const LOG_LINK = `case when LogStream is not null then
  'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEventViewer:group=' || coalesce(LogGroup, '') || ';stream=' || LogStream end as LogLink`;
