import { HOUR_MS, LineCost, monthOf, TaskHour } from './bill';
import { Ran } from './site';
import { AttemptRecord, JobRecord } from '../../../src/domain/names/job-record-fields';
import { wholeAttempts } from '../../../src/domain/record/whole-attempts';

/** What the views must show, computed from what ran. */
type Amount = number | null;

export interface Costs {
  readonly used_cost: Amount;
  readonly unused_cost: Amount;
  readonly cost: Amount;
  readonly net_cost: Amount;
  readonly on_demand_cost: Amount;
}
const NO_COSTS: Costs = { used_cost: null, unused_cost: null, cost: null, net_cost: null, on_demand_cost: null };

const MINUTE_MS = 60_000;

export const isOfBatch = ({ taskArn }: TaskHour): boolean => !/task\/(my_Batch_web|AWSBatch-like)\//.test(taskArn);
const total = (values: readonly Amount[]): Amount => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

function ofHour({ kind, vcpu, memory }: TaskHour): Costs {
  const lines = [vcpu, memory];
  const sum = (valueOf: (cost: LineCost) => Amount): Amount => total(lines.map((line) => (line ? valueOf(line) : null)));
  const onDemand = kind === 'FARGATE_SPOT' || lines.includes(undefined) ? null : sum(({ onDemand: each }) => each);
  return {
    used_cost: sum(({ used }) => used),
    unused_cost: sum(({ unused }) => unused),
    cost: sum(({ used, unused }) => used + unused),
    net_cost: sum(({ net, unused }) => net + unused),
    on_demand_cost: onDemand,
  };
}

export const totalOf = (costs: readonly Costs[]): Costs =>
  Object.fromEntries(Object.keys(NO_COSTS).map((key) => [key, total(costs.map((each) => each[key as keyof Costs]))])) as unknown as Costs;

const ofHours = (hours: readonly TaskHour[]): Costs => totalOf(hours.map(ofHour));
const isAllocated = (hours: readonly TaskHour[]): boolean => hours.every(({ vcpu, memory }) => vcpu && memory);

function reasonOf(job: JobRecord, attempt: AttemptRecord, hours: readonly TaskHour[]): string | null {
  if (attempt.TaskArn === undefined) return null;
  if (hours.length === 0) return 'NOT_REPORTED';
  if (!isAllocated(hours)) return 'NOT_ALLOCATED';
  if ((job.Gpus ?? 0) > 0 && hours[0].kind === 'EC2') return 'GPU';
  const starts = hours.map(({ start }) => start);
  if (Math.min(...starts) > Date.parse(attempt.StartedAt ?? '') + MINUTE_MS) return 'HOURS_MISSING';
  return Math.max(...starts) + HOUR_MS < Date.parse(attempt.StoppedAt ?? '') - MINUTE_MS ? 'HOURS_MISSING' : null;
}

export interface AttemptCost extends Costs {
  readonly task_arn: string | null;
  readonly job_id: string | null;
  readonly attempt: number | null;
  readonly incomplete_reason: string | null;
}

const hoursByTask = (bill: readonly TaskHour[], taskArn: string | undefined): TaskHour[] => bill.filter((hour) => hour.taskArn === taskArn);

export function attemptCosts({ records, bill }: Ran): AttemptCost[] {
  const known = records
    .filter(({ NodeCount: nodes }) => nodes === undefined)
    .flatMap((job) => wholeAttempts(job).map((attempt) => ({ job, attempt })))
    .map(({ job, attempt }) => {
      const hours = hoursByTask(bill, attempt.TaskArn);
      return {
        ...{ task_arn: attempt.TaskArn ?? null, job_id: job.JobId, attempt: attempt.Number, ...ofHours(hours) },
        incomplete_reason: reasonOf(job, attempt, hours),
      };
    });
  const tasks = new Set(bill.filter(isOfBatch).map(({ taskArn }) => taskArn));
  const unknown = [...tasks].filter((taskArn) => !known.some((each) => each.task_arn === taskArn));
  return [
    ...known,
    ...unknown.map((taskArn) => {
      const hours = hoursByTask(bill, taskArn);
      const reason = isAllocated(hours) ? null : 'NOT_ALLOCATED';
      return { task_arn: taskArn, job_id: null, attempt: null, ...ofHours(hours), incomplete_reason: reason };
    }),
  ];
}

export const jobCosts = (ran: Ran) =>
  ran.records
    .filter(({ ArraySize: size, NodeParentId: parent }) => size === undefined && parent === undefined)
    .map((job) => {
      const ids = ran.records.filter(({ NodeParentId: parent }) => parent === job.JobId).map(({ JobId: id }) => id);
      const attempts = attemptCosts(ran).filter(({ job_id: id }) => id !== null && [job.JobId, ...ids].includes(id));
      const reasons = attempts.flatMap(({ incomplete_reason: reason }) => reason ?? []).sort();
      return {
        job_id: job.JobId,
        attempts: attempts.length === 0 ? null : attempts.length,
        ...totalOf(attempts),
        incomplete_reason: reasons.at(-1) ?? null,
      };
    });

export function costByDay({ records, bill }: Ran) {
  const jobOf = ({ taskArn }: TaskHour) => records.find((job) => wholeAttempts(job).some((attempt) => attempt.TaskArn === taskArn));
  const groups = new Map<string, { readonly hours: TaskHour[]; readonly jobs: Set<string> }>();
  for (const hour of bill.filter(isOfBatch)) {
    const job = jobOf(hour);
    const [definition] = (job?.JobDefinition ?? hour.tags?.aws_batch_job_definition ?? '').split(':');
    const key = JSON.stringify({
      day: new Date(hour.start).toISOString().slice(0, 10),
      billing_period: monthOf(hour.start),
      platform: hour.kind === 'EC2' ? 'EC2' : 'FARGATE',
      compute_environment: hour.taskArn.includes('/AWSBatch-spot-') ? 'spot' : 'own_role',
      job_queue: job?.JobQueue ?? hour.tags?.aws_batch_job_queue,
      job_definition: definition,
      is_known: job !== undefined,
    });
    const group = groups.get(key) ?? { hours: [], jobs: new Set() };
    groups.set(key, group);
    group.hours.push(hour);
    if (job) group.jobs.add(job.NodeParentId ?? job.JobId);
  }
  return [...groups].map(([key, { hours, jobs }]) => ({
    ...(JSON.parse(key) as object),
    jobs: jobs.size,
    tasks: new Set(hours.map(({ taskArn }) => taskArn)).size,
    ...ofHours(hours),
  }));
}
