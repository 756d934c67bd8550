import { JobInFlight } from './job-in-flight';
import { QueueTally } from './queue-tally';
import { iso } from '../job/timeline';
import { InFlightRecord } from '../names/event-record-fields';
import { RecordType } from '../names/records';

/** The record of one job queue at the time of a snapshot: its job counts and its longest-waiting jobs. */
export function inFlightRecord(jobQueue: string, tally: QueueTally, atMillis: number): InFlightRecord {
  return {
    RecordType: RecordType.IN_FLIGHT,
    At: new Date(atMillis).toISOString(),
    JobQueue: jobQueue,
    Submitted: tally.count('SUBMITTED'),
    Pending: tally.count('PENDING'),
    Runnable: tally.count('RUNNABLE'),
    Starting: tally.count('STARTING'),
    Running: tally.count('RUNNING'),
    WaitingVcpus: tally.waitingVcpus,
    RunningVcpus: tally.runningVcpus,
    ...oldestRunnable(tally, atMillis),
    ...oldestStarting(tally, atMillis),
  };
}

function oldestRunnable(tally: QueueTally, atMillis: number): Partial<InFlightRecord> {
  const job = tally.oldest('RUNNABLE');
  return job === undefined
    ? {}
    : {
        OldestRunnableJobId: job.jobId,
        OldestRunnableJobName: job.jobName,
        OldestRunnableSince: since(job),
        OldestRunnableSeconds: tally.oldestSeconds('RUNNABLE', atMillis),
        BlockedReason: job.blockedReason,
      };
}

function oldestStarting(tally: QueueTally, atMillis: number): Partial<InFlightRecord> {
  const job = tally.oldest('STARTING');
  return job === undefined
    ? {}
    : {
        OldestStartingJobId: job.jobId,
        OldestStartingSince: since(job),
        OldestStartingSeconds: tally.oldestSeconds('STARTING', atMillis),
      };
}

const since = ({ sinceMillis }: JobInFlight): string | undefined => iso(sinceMillis);
