/** Logs Insights queries over the records of one scheduled job. */
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { IS_SUBMITTED_JOB, RUN_SECONDS } from '../domain/names/job-filters';
import { consoleDomain } from '../insights-dashboard/console-address';
import { queryText } from '../insights-dashboard/query-text';
import { FAILURE_REASON, LOG_LINK, jobLink, minutes } from '../insights-dashboard/record-query';

/** The runs of a job, whichever revision of the definition they had and whoever submitted them. */
export interface JobRuns {
  readonly jobQueue: IJobQueue;
  readonly jobDefinitionName: string;
}

const ofRuns = ({ jobQueue, jobDefinitionName }: JobRuns): string[] => [
  `filter ${IS_SUBMITTED_JOB}`,
  `filter JobQueue = "${jobQueue.jobQueueName}"`,
  `filter JobDefinition like /^${jobDefinitionName}:/`,
];

const withDurations = (runs: JobRuns): string[] => [...ofRuns(runs), `fields ${RUN_SECONDS} as RunSeconds`];

/** A dashboard opens with one time range, and no part of these depends on it. */
export function lastRunsQuery(runs: JobRuns, region: string): string[] {
  const query = [
    ...ofRuns(runs),
    [
      'fields CreatedAt',
      'StartedAt',
      'Status',
      `${minutes(RUN_SECONDS)} as Running`,
      `${minutes('TotalRunnableSeconds')} as Waited`,
      'AttemptCount',
      FAILURE_REASON,
      jobLink('JobId'),
      LOG_LINK,
    ].join(', '),
    'sort CreatedAt desc',
    'limit 20',
  ];
  return queryText({ query }, { filter: { by: 'none' }, seconds: 0, region, consoleDomain: consoleDomain(region) });
}

export const runDurationsQuery = (runs: JobRuns): string[] => [
  ...withDurations(runs),
  `stats ${minutes('max(RunSeconds)')} as Running by StartedAt`,
  'sort StartedAt desc',
  'limit 50',
];

export const usualDurationQuery = (runs: JobRuns): string[] => [
  ...withDurations(runs),
  [
    'stats count(*) as Runs',
    'sum(Status = "FAILED") as Failed',
    `${minutes('pct(RunSeconds, 50)')} as Median`,
    `${minutes('pct(RunSeconds, 95)')} as P95`,
    `${minutes('max(RunSeconds)')} as Longest`,
  ].join(', '),
];
