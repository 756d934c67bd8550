import { JOB_RUNS, LOG_LINK, jobLink, minutes } from '../record-query';
import { SectionDescription } from '../section-description';

export const LATEST_JOBS: SectionDescription = {
  title: 'Latest jobs',
  explanation: 'The jobs that finished last, with the placement of the last attempt. An empty cell is unknown.',
  charts: [
    {
      source: 'records',
      view: 'table',
      title: 'Latest jobs',
      scope: 'the newest 100, durations in minutes, UTC',
      width: 24,
      height: 7,
      query: [
        JOB_RUNS,
        [
          'fields StoppedAt',
          'JobName',
          'JobId',
          'Status',
          'FailureCategory',
          'JobQueue',
          'JobDefinition',
          `${minutes('QueuedSeconds')} as Queued`,
          `${minutes('TotalRunnableSeconds')} as Runnable`,
          `${minutes('TotalStartingSeconds')} as Starting`,
          `${minutes('TotalRunningSeconds')} as Running`,
          'AttemptCount',
          'InstanceType',
          'AvailabilityZone',
          'Architecture',
          'PurchaseOption',
          jobLink('JobId'),
          LOG_LINK,
        ].join(', '),
        'sort StoppedAt desc',
        'limit 100',
      ],
    },
  ],
};
