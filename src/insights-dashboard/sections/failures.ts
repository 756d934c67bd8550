import { FailureCategory } from '../../domain/names/records';
import { BY_INGESTION, CONSOLE_DOMAIN, FAILED_JOBS, FAILURE_REASON, FAILURES_TO_READ, MAX_GROUPS } from '../record-query';
import { SectionDescription } from '../section-description';

/** Failures that people wanted: their reasons are free text, each one of its own. */
const BY_PEOPLE = `["${FailureCategory.CANCELLED}", "${FailureCategory.TERMINATED}"]`;

/** A series for each category, by the name that records and tables have for it. */
const COUNT_PER_CATEGORY = Object.values(FailureCategory)
  .filter((category) => category !== FailureCategory.NODE_STOPPED)
  .map((category) => `sum(FailureCategory = "${category}") as ${category}`)
  .join(', ');

/** The console wants slashes of names encoded twice, with `$` in place of `%`. */
const inConsoleAddress = (field: string): string => `replace(${field}, "/", "$252F")`;

const LOG_ADDRESS = [
  `concat("https://${CONSOLE_DOMAIN}/cloudwatch/home?region=", Region, "#logsV2:log-groups/log-group/"`,
  inConsoleAddress('LogGroup'),
  '"/log-events/"',
  `${inConsoleAddress('LogStream')}) as LogAddress`,
].join(', ');

/**
 * A job that never ran has no log, and `concat` would make an address without its end. There is no `if`: `parse` takes only addresses
 * that end with a log stream, whose names have a slash, and leaves the cell of the others empty.
 */
const PARSE_LOG_LINK = 'parse LogAddress /^(?<LogLink>.+log-events.+252F.+)$/';

export const FAILURES: SectionDescription = {
  title: 'Failures',
  explanation: 'Why jobs failed. Causes come from the reasons that AWS Batch, ECS and the container report, not only from exit codes.',
  links: [{ label: 'All failed jobs in Logs Insights', query: [FAILURES_TO_READ, 'sort StoppedAt desc', 'limit 1000'] }],
  charts: [
    {
      source: 'records',
      view: 'bar',
      title: 'Failed jobs by cause',
      unit: 'jobs',
      explanation: 'The most frequent cause first.',
      width: 9,
      height: 8,
      query: [...FAILED_JOBS, 'stats count(*) as FailedJobs by FailureCategory', 'sort FailedJobs desc'],
    },
    {
      source: 'records',
      view: 'stacked',
      title: 'Failed jobs by cause over time',
      unit: 'jobs per hour',
      explanation: `${BY_INGESTION} For a sudden increase, look for a deployment or a loss of capacity in that hour.`,
      width: 15,
      height: 8,
      query: [...FAILED_JOBS, `stats ${COUNT_PER_CATEGORY} by bin(1h)`],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Most common reasons',
      unit: `the ${MAX_GROUPS} most frequent`,
      explanation:
        'The original reasons from AWS Batch, ECS or the container runtime. Jobs that users cancelled or terminated are excluded.',
      width: 24,
      height: 6,
      query: [
        ...FAILED_JOBS,
        `filter FailureCategory not in ${BY_PEOPLE}`,
        `fields ${FAILURE_REASON}`,
        'filter ispresent(FailureReason)',
        'stats count(*) as FailedJobs by FailureReason, FailureCategory, ExitCode',
        'sort FailedJobs desc',
        `limit ${MAX_GROUPS}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Latest failures',
      unit: 'newest 50 jobs',
      explanation:
        'LogLink opens the log of the last attempt. It is empty for jobs without a log. Failed nodes of multi-node jobs are listed too.',
      width: 24,
      height: 9,
      query: [
        FAILURES_TO_READ,
        `fields ${FAILURE_REASON}, ${LOG_ADDRESS}`,
        PARSE_LOG_LINK,
        'sort StoppedAt desc',
        'limit 50',
        'display JobName, JobQueue, FailureCategory, FailureReason, ExitCode, LogLink, StoppedAt, JobDefinition, AttemptCount, JobId',
      ],
    },
  ],
};
