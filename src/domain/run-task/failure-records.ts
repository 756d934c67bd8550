import { Failure } from './failure-reason';
import { RunTaskReading } from './run-task-reading';
import { groupBy } from '../group-by';
import { RunTaskFailureRecord } from '../names/event-record-fields';
import { RecordType } from '../names/records';

/** A cluster of hundreds of instances can report a reason in as many wordings. Beyond this limit, failures are grouped by reason alone. */
const MAX_WORDINGS = 20;

/** The records of a call's failures: one for each reason and wording. */
export function failureRecords(reading: RunTaskReading): RunTaskFailureRecord[] {
  return groupsOf(reading.failures).map((group) => ({
    RecordType: RecordType.RUN_TASK_FAILURE,
    At: new Date(reading.atMillis).toISOString(),
    Reason: group[0].reason,
    Detail: sameOf(group.map(({ detail }) => detail)),
    JobQueue: reading.jobQueue,
    JobDefinition: reading.jobDefinition,
    ComputeEnvironment: reading.computeEnvironment,
    EcsCluster: reading.ecsCluster,
    ContainerInstanceArn: sameOf(group.map(({ containerInstanceArn }) => containerInstanceArn)),
    Failures: group.length,
  }));
}

function groupsOf(failures: readonly Failure[]): Failure[][] {
  const byWording = [...groupBy(failures, ({ reason, detail }) => JSON.stringify([reason, detail])).values()];
  const byReason = groupBy(byWording.slice(MAX_WORDINGS).flat(), ({ reason }) => reason).values();
  return [...byWording.slice(0, MAX_WORDINGS), ...byReason];
}

/** The value that all elements share, or undefined. */
const sameOf = <T>([first, ...others]: readonly T[]): T | undefined => (others.every((other) => other === first) ? first : undefined);
