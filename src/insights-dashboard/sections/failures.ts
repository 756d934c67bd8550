import { FailureCategory } from '../../domain/names/records';
import { BY_INGESTION, FAILED_JOBS, FAILURE_REASON, FAILURES_TO_READ, LOG_LINK, MAX_GROUPS, jobLink } from '../record-query';
import { SectionDescription } from '../section-description';
import { COUNT_PER_KIND } from './failure-kinds';

/** Failures that people wanted: their reasons are free text, each one of its own. */
const BY_PEOPLE = `["${FailureCategory.CANCELLED}", "${FailureCategory.TERMINATED}"]`;

export const FAILURES: SectionDescription = {
  title: 'Failures',
  explanation:
    'The reasons that AWS Batch, ECS and the container report. JobLink opens the job, LogLink the log of its last attempt, if there is one.',
  links: [{ label: 'All failed jobs in Logs Insights', query: [FAILURES_TO_READ, 'sort StoppedAt desc', 'limit 1000'] }],
  charts: [
    {
      source: 'records',
      view: 'table',
      title: 'Most common reasons',
      scope: `the ${MAX_GROUPS} most frequent, without what people cancelled`,
      width: 12,
      height: 6,
      query: [
        ...FAILED_JOBS,
        `filter FailureCategory not in ${BY_PEOPLE}`,
        `fields ${FAILURE_REASON}`,
        'filter ispresent(FailureReason)',
        'stats count(*) as FailedJobs by FailureReason, FailureCategory, ExitCode',
        'sort FailedJobs desc',
        `limit ${MAX_GROUPS}`,
        'display FailedJobs, FailureCategory, ExitCode, FailureReason',
      ],
    },
    {
      source: 'records',
      view: 'stacked',
      title: 'Failed jobs by kind of cause over time',
      unit: 'jobs',
      scope: `per hour ${BY_INGESTION}`,
      width: 12,
      height: 6,
      query: [...FAILED_JOBS, `stats ${COUNT_PER_KIND} by bin(1h)`],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Latest failures',
      scope: 'the newest 50, UTC',
      width: 24,
      height: 6,
      query: [
        FAILURES_TO_READ,
        `fields ${FAILURE_REASON}, ${jobLink('JobId')}, ${LOG_LINK}`,
        'sort StoppedAt desc',
        'limit 50',
        'display StoppedAt, JobName, JobId, FailureCategory, FailureReason, ExitCode, JobQueue, JobDefinition, AttemptCount, JobLink, LogLink',
      ],
    },
  ],
};
