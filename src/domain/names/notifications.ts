import { RecordType } from './records';

const OF_JOBS = `($.RecordType = "${RecordType.JOB}")`;
const OF_FAILED_JOBS = `(${OF_JOBS} && ($.Status = "FAILED"))`;
const OF_BLOCKED_QUEUES = `($.RecordType = "${RecordType.QUEUE_BLOCKED}")`;

/** Lines of the collector's log group that users are notified of. Most jobs succeed: their records come only where somebody wants them. */
export const notificationFilter = (successesIncluded: boolean): string =>
  `{ ${successesIncluded ? OF_JOBS : OF_FAILED_JOBS} || ${OF_BLOCKED_QUEUES} }`;
