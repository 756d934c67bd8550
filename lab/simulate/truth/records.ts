import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { RecordType, SCHEMA_VERSION } from '../../../src/domain/names/records';
import { Attempt, Job, JobEnd } from '../model';
import { Prices } from '../prices';
import { Site } from '../site';
import { attemptRecords, inSeconds, instant, placeFields, recordedReason, spans } from './attempts';
import { attemptCosts, jobCosts } from './costs';
import { containersOf, countsAsFailed } from './countable';
import { TrueRecord } from './record';

/** The expected record of each finished job, in the order in which the jobs ended. */
export function jobRecords(site: Site, prices: Prices, jobs: readonly Job[]): TrueRecord[] {
  return [...jobs].sort((one, other) => ended(one).stoppedAt - ended(other).stoppedAt).map((job) => jobRecord(site, prices, job));
}

export function ended(job: Job): JobEnd {
  if (!job.end) throw new Error(`job ${job.id} did not end within the simulated day`);
  return job.end;
}

function jobRecord(site: Site, prices: Prices, job: Job): TrueRecord {
  const end = ended(job);
  const record = {
    RecordType: RecordType.JOB,
    SchemaVersion: SCHEMA_VERSION,
    Account: site.account,
    Region: site.region,
    JobId: job.id,
    JobName: job.name,
    JobQueue: job.queue.name,
    JobDefinition: `${job.definition.name}:${job.revision}`,
    Status: end.status,
    StatusReason: end.reason,
    Reason: containerReason(job, end),
    FailureCategory: end.category,
    ...lastAttemptFields(job),
    ...requested(job),
    AttemptCount: job.attempts.length,
    MaxAttempts: job.maxAttempts,
    ...times(job, end),
    ...losses(job),
    ...jobCosts(prices, job),
    ...roleFields(job),
    ShareIdentifier: job.share,
    SchedulingPriority: job.share === undefined ? undefined : 1,
  };
  const costs = attemptCosts(prices, job);
  const attempts = attemptRecords(job, record).map((attempt, index) => ({ ...attempt, CostUsd: costs[index]?.own }));
  return withoutAbsent({ ...record, Attempts: attempts.map(withoutAbsent) });
}

/** The failure reason of the container in a failed job's last attempt, where it differs from the job's. */
function containerReason(job: Job, end: JobEnd): string | undefined {
  const outcome = job.attempts[job.attempts.length - 1]?.outcome;
  if (end.status !== 'FAILED' || end.queuedSince !== undefined || !outcome) return undefined;
  const reason = recordedReason(outcome);
  return reason === end.reason ? undefined : reason;
}

function lastAttemptFields(job: Job): Partial<TrueRecord> {
  const last = job.attempts[job.attempts.length - 1];
  const environment = last?.placement?.environment;
  const place = placeFields(job, last);
  const cluster = environment && environment.type !== 'EKS' ? environment : undefined;
  return {
    ExitCode: last?.outcome?.exitCode,
    Platform: platform(job, last),
    ComputeEnvironment: cluster?.name,
    EcsCluster: cluster?.cluster,
    LogGroup: job.definition.logGroup ?? (place.LogStream === undefined ? undefined : '/aws/batch/job'),
    ...place,
  };
}

/** The job definition's value, else that of the place. */
function platform(job: Job, last?: Attempt): string | undefined {
  if (job.definition.platform) return job.definition.platform;
  if (job.definition.shape === 'eks') return 'EKS';
  if (!last?.placement) return undefined;
  return last.placement.host ? 'EC2' : 'FARGATE';
}

function requested(job: Job): Partial<TrueRecord> {
  const { vcpus, memoryMiB, gpus } = job.definition;
  const containers = containersOf(job);
  return { Vcpus: vcpus * containers, MemoryMiB: memoryMiB * containers, Gpus: gpus && gpus * containers };
}

function times(job: Job, end: JobEnd) {
  const first = job.attempts[0];
  const runnableAt = first?.runnableAt ?? end.queuedSince;
  return {
    CreatedAt: new Date(job.createdAt).toISOString(),
    RunnableAt: instant(runnableAt),
    StartingAt: instant(first?.startingAt),
    StartedAt: instant(job.attempts.find((each) => each.startedAt !== undefined)?.startedAt),
    StoppedAt: new Date(end.stoppedAt).toISOString(),
    QueuedSeconds: runnableAt === undefined ? undefined : inSeconds(Math.max(0, runnableAt - job.createdAt)),
    ...(job.role.kind === 'array' ? {} : totals(job, end)),
    TotalSeconds: inSeconds(Math.max(0, end.stoppedAt - job.createdAt)),
  };
}

/** The last wait of a job that ended in the queue belongs to no attempt, yet to the total. */
function totals(job: Job, end: JobEnd): Partial<TrueRecord> {
  const all = job.attempts.map(spans);
  const lastWait = end.queuedSince === undefined ? 0 : Math.max(0, end.stoppedAt - end.queuedSince);
  return {
    TotalRunnableSeconds: inSeconds(all.reduce((sum, each) => sum + each.runnable, lastWait)),
    TotalStartingSeconds: inSeconds(all.reduce((sum, each) => sum + each.starting, 0)),
    TotalRunningSeconds: inSeconds(all.reduce((sum, each) => sum + each.running, 0)),
  };
}

function losses(job: Job) {
  const lost = job.attempts.filter((each) => countsAsFailed(job, each));
  return {
    LostSeconds: inSeconds(lost.reduce((sum, each) => sum + spans(each).running, 0)),
    SpotInterruptions: job.attempts.filter((each) => each.outcome?.spotInterruption).length,
  };
}

function roleFields({ role }: Job): Partial<TrueRecord> {
  switch (role.kind) {
    case 'child':
      return { ArrayParentId: role.parent.id, ArrayIndex: role.index };
    case 'array':
      return { ArraySize: role.size };
    case 'node':
      return { NodeParentId: role.parent.id, NodeIndex: role.index, IsMainNode: role.index === 0 };
    case 'multi-node':
      return { NodeCount: role.nodes };
    default:
      return {};
  }
}
