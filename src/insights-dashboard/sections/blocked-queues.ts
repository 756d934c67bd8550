import { MAX_GROUPS, QUEUES_BLOCKED, jobLink } from '../record-query';
import { LogChart } from '../section-description';

/** Jobs that could not be placed and blocked the jobs behind them. */
export const BLOCKED_QUEUES: LogChart = {
  source: 'records',
  view: 'table',
  title: 'Blocked job queues',
  scope: `the latest ${MAX_GROUPS}, UTC`,
  width: 13,
  height: 5,
  query: [
    QUEUES_BLOCKED,
    `fields ${jobLink('JobId')}`,
    'stats latest(BlockedAt) as LastReported, earliest(BlockedAt) as FirstReported by JobQueue, Reason, JobName, JobId, JobLink',
    'sort LastReported desc',
    `limit ${MAX_GROUPS}`,
    'display LastReported, JobQueue, Reason, JobName, JobId, FirstReported, JobLink',
  ],
};
