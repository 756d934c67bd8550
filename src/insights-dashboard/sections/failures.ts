import { FailureCategory } from '../../domain/names/records';
import { CONSOLE_DOMAIN, JOB_RUNS, MOST_GROUPS } from '../record-query';
import { SectionDescription } from '../section-description';

const FAILED_JOBS = [JOB_RUNS, 'filter Status = "FAILED"'];

/** Series of the chart over time: categories that are mended in the same way share one. */
const SERIES: Record<string, readonly FailureCategory[]> = {
  SpotInterruption: [FailureCategory.SPOT_INTERRUPTION],
  HostTerminated: [FailureCategory.HOST_TERMINATED],
  Timeout: [FailureCategory.TIMEOUT],
  OutOfMemory: [FailureCategory.OUT_OF_MEMORY],
  ImageOrStart: [FailureCategory.IMAGE_PULL, FailureCategory.START_FAILURE],
  Dependency: [FailureCategory.DEPENDENCY_FAILED, FailureCategory.ARRAY_CHILD_FAILED],
  CancelledOrTerminated: [FailureCategory.CANCELLED, FailureCategory.TERMINATED],
  QueueOrCapacity: [FailureCategory.QUEUE_TIME_LIMIT, FailureCategory.CAPACITY, FailureCategory.MISCONFIGURATION],
  Application: [FailureCategory.APPLICATION_ERROR, FailureCategory.KILLED],
  Other: [FailureCategory.INFRASTRUCTURE, FailureCategory.UNKNOWN],
};

const countOf = (categories: readonly FailureCategory[]): string =>
  categories.map(category => `sum(FailureCategory = "${category}")`).join(' + ');

const COUNT_PER_SERIES = Object.entries(SERIES).map(([name, categories]) => `${countOf(categories)} as ${name}`).join(', ');

/** The console wants slashes of names encoded twice, with `$` in place of `%`. */
const inConsoleAddress = (field: string): string => `replace(${field}, "/", "$252F")`;

const LOG_LINK = [
  `concat("https://${CONSOLE_DOMAIN}/cloudwatch/home?region=", Region, "#logsV2:log-groups/log-group/"`,
  inConsoleAddress('LogGroup'), '"/log-events/"', `${inConsoleAddress('LogStream')}) as LogLink`,
].join(', ');

export const FAILURES: SectionDescription = {
  title: 'Failures',
  explanation: 'Why jobs failed, sorted into causes by what AWS Batch, ECS and the container said, not by the exit code alone.',
  links: [
    { label: 'All failed jobs in Logs Insights', query: [...FAILED_JOBS, 'sort StoppedAt desc', 'limit 1000'] },
  ],
  charts: [
    {
      source: 'records',
      view: 'bar',
      title: 'Failed jobs by cause',
      unit: 'jobs',
      explanation: 'The most frequent cause first.',
      width: 9,
      height: 6,
      query: [...FAILED_JOBS, 'stats count(*) as FailedJobs by FailureCategory', 'sort FailedJobs desc'],
    },
    {
      source: 'records',
      view: 'stacked',
      title: 'Failed jobs by cause over time',
      unit: 'jobs per hour',
      explanation: 'By the hour in which the failure was recorded. A sudden band: look for a deployment or a loss of capacity at that hour.',
      width: 15,
      height: 6,
      query: [...FAILED_JOBS, `stats ${COUNT_PER_SERIES} by bin(1h)`],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Most common reasons',
      unit: `the ${MOST_GROUPS} most frequent`,
      explanation: 'The reasons in the words of AWS Batch, ECS or the container runtime.',
      width: 24,
      height: 6,
      query: [
        ...FAILED_JOBS, 'filter ispresent(StatusReason)',
        'stats count(*) as FailedJobs by FailureCategory, StatusReason',
        'sort FailedJobs desc', `limit ${MOST_GROUPS}`,
      ],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Latest failures',
      unit: 'newest 50 jobs',
      explanation: 'LogLink opens the log of the last attempt; it is of no use for a job that never wrote a log.',
      width: 24,
      height: 9,
      query: [
        ...FAILED_JOBS,
        `fields StoppedAt, JobName, JobQueue, JobDefinition, FailureCategory, StatusReason, ExitCode, AttemptCount, JobId, LogGroup, LogStream, ${LOG_LINK}`,
        'sort StoppedAt desc',
        'limit 50',
      ],
    },
  ],
};
