import { secondsBetween } from '../job/timeline';
import { AttemptRecord, JobRecord } from '../names/job-record-fields';

type Rest = Omit<JobRecord, 'Attempts'>;

/** Fields that a record has of the first attempt that got so far: they are the last one's where no earlier attempt has them. */
const OF_FIRST_ATTEMPT = ['RunnableAt', 'StartingAt', 'StartedAt'] as const;
/** Fields that a record has of its last attempt. */
const OF_LAST_ATTEMPT = [
  'StoppedAt',
  'ExitCode',
  'FailureCategory',
  'InstanceId',
  'ContainerInstanceArn',
  'InstanceType',
  'AvailabilityZone',
  'Architecture',
  'PurchaseOption',
  'TaskArn',
  'LogStream',
] as const;

/** All attempts of a record, each with every field that is known of it: the last entry of `Attempts` leaves out what the record has (ADR 0003). */
export function wholeAttempts(record: JobRecord): AttemptRecord[] {
  const earlier = record.Attempts.slice(0, -1);
  return [...earlier, ...record.Attempts.slice(-1).map((last) => ({ ...inRecord(record, earlier, last), ...last }))];
}

/** Leaves out of the last attempt what the record has with the same value: most jobs have one attempt, and logs cost. */
export function elideLast(record: Rest, whole: readonly AttemptRecord[]): AttemptRecord[] {
  const earlier = whole.slice(0, -1);
  return [
    ...earlier,
    ...whole.slice(-1).map((last) => {
      const known: Partial<AttemptRecord> = inRecord(record, earlier, last);
      const own = Object.entries(last).filter(([field, value]) => known[field as keyof AttemptRecord] !== value);
      return Object.fromEntries(own) as unknown as AttemptRecord;
    }),
  ];
}

/** What a record has of its last attempt. */
function inRecord(record: Rest, earlier: readonly AttemptRecord[], last: AttemptRecord): Partial<AttemptRecord> {
  const times = OF_FIRST_ATTEMPT.filter((name) => earlier.every((attempt) => attempt[name] === undefined));
  const known = {
    ...Object.fromEntries([...times, ...OF_LAST_ATTEMPT].map((name) => [name, record[name]])),
    RunnableSeconds: record.TotalRunnableSeconds,
    StartingSeconds: record.TotalStartingSeconds,
    RunningSeconds: record.TotalRunningSeconds,
    Reason: endedInQueue(record, last) ? undefined : (record.Reason ?? record.StatusReason),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

/** Whether the job stopped after its last attempt had, while it waited for another one: its reason is not the attempt's then. */
function endedInQueue(record: Rest, last: AttemptRecord): boolean {
  const seconds = secondsBetween(Date.parse(last.StoppedAt ?? record.StoppedAt), Date.parse(record.StoppedAt)) as number;
  return record.Status === 'FAILED' && seconds >= 1;
}
