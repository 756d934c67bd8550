import fc from 'fast-check';
import { HOUR_MS, Kind, LineCost, TaskHour } from './bill';
import { AttemptRecord, JobRecord } from '../../../src/domain/names/job-record-fields';
import { FailureCategory, RecordType } from '../../../src/domain/names/records';

/** What ran, what of it has a record, and what the bill has of it. */
export interface Ran {
  readonly records: readonly JobRecord[];
  readonly bill: readonly TaskHour[];
}

const UUID = '0a1b2c3d-1111-4222-8333-444455556666';
const CLUSTERS = { spot: `AWSBatch-spot-${UUID}`, own: `own_role_Batch_${UUID}`, web: 'my_Batch_web', web2: 'AWSBatch-like' };
const arnOf = (cluster: string, id: number): string => `arn:aws:ecs:eu-west-1:111111111111:task/${cluster}/${String(id).padStart(32, '0')}`;

/** Eighths are exact in binary, and so are their sums: they do not depend on an order. */
const eighths = fc.integer({ min: 1, max: 80 }).map((parts) => parts / 8);
const cost: fc.Arbitrary<LineCost> = fc.record({ used: eighths, unused: eighths, usage: eighths, onDemand: eighths, net: eighths });

interface Run {
  readonly kind: Kind;
  readonly cluster: keyof typeof CLUSTERS;
  readonly placed: boolean;
  readonly reported: 'all' | 'none' | 'without the first hour' | 'without the last hour' | 'without costs';
  readonly hours: readonly { readonly vcpu: LineCost; readonly memory: LineCost }[];
  readonly failed: boolean;
}
const run: fc.Arbitrary<Run> = fc.record({
  kind: fc.constantFrom<Kind>('EC2', 'EC2', 'FARGATE', 'FARGATE_SPOT', 'FARGATE_PLAN'),
  cluster: fc.constantFrom<keyof typeof CLUSTERS>('spot', 'own'),
  placed: fc.constantFrom(true, true, true, false),
  reported: fc.constantFrom<Run['reported']>(
    'all',
    'all',
    'all',
    'none',
    'without the first hour',
    'without the last hour',
    'without costs',
  ),
  hours: fc.array(fc.record({ vcpu: cost, memory: cost }), { minLength: 1, maxLength: 3 }),
  failed: fc.boolean(),
});

const job = fc.record({
  family: fc.constantFrom('single', 'child', 'multi-node'),
  isKnown: fc.constantFrom(true, true, true, false),
  gpus: fc.constantFrom(0, 0, 1),
  queue: fc.constantFrom('analysis', 'nightly'),
  definition: fc.constantFrom('align:7', 'align:8', 'render:12'),
  project: fc.constantFrom('genomics', undefined),
  runs: fc.array(run, { maxLength: 3 }),
  startHour: fc.integer({ min: 30, max: 20 * 24 }),
});
const service = fc.record({ cluster: fc.constantFrom<keyof typeof CLUSTERS>('web', 'web2'), vcpu: cost, memory: cost });

/** Jobs that ended in the last 20 days before midnight, and services on ECS beside them. */
export const sites = (midnight: number, maxLength = 8, minLength = 0): fc.Arbitrary<Ran> =>
  fc.tuple(fc.array(job, { maxLength, minLength }), fc.array(service, { maxLength: 3 })).map(([jobs, services]) => {
    let tasks = 0;
    const records: JobRecord[] = [];
    const bill: TaskHour[] = [];
    for (const [index, each] of jobs.entries()) {
      const start = midnight - each.startHour * HOUR_MS;
      const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      const attempts = each.runs.map((ran, position): AttemptRecord => {
        const startedAt = start + position * 4 * HOUR_MS + 600_000;
        const taskArn = ran.placed ? arnOf(CLUSTERS[ran.cluster], (tasks += 1)) : undefined;
        if (taskArn !== undefined) bill.push(...hoursOf(ran, taskArn, startedAt - 600_000, each));
        return {
          Number: position + 1,
          ...(taskArn !== undefined && {
            TaskArn: taskArn,
            StartedAt: iso(startedAt),
            RunningSeconds: 60,
          }),
          StoppedAt: iso(startedAt + (ran.hours.length - 1) * HOUR_MS + 900_000),
          ...(ran.failed && { FailureCategory: FailureCategory.APPLICATION_ERROR }),
        };
      });
      if (!each.isKnown) continue;
      const base = {
        RecordType: RecordType.JOB,
        SchemaVersion: 1,
        Account: '111111111111',
        Region: 'eu-west-1',
        JobQueue: each.queue,
        JobDefinition: each.definition,
        Status: 'SUCCEEDED',
        Gpus: each.gpus,
        Platform: each.runs[0]?.kind === 'EC2' ? 'EC2' : 'FARGATE',
        StoppedAt: iso(start + 12 * HOUR_MS + index),
        SpotInterruptions: 0,
        ...(each.project !== undefined && { Tags: { Project: each.project } }),
      } as const;
      if (each.family !== 'multi-node') {
        const array = each.family === 'child' ? { ArrayParentId: 'array', ArrayIndex: index } : {};
        records.push({ ...base, ...array, JobId: id, JobName: `job-${index}`, AttemptCount: attempts.length, Attempts: attempts });
        continue;
      }
      const bare = attempts.map(({ Number: number, StartedAt: startedAt, StoppedAt: stoppedAt }) => ({
        Number: number,
        StoppedAt: stoppedAt,
        ...(startedAt !== undefined && { StartedAt: startedAt }),
      }));
      records.push({ ...base, JobId: id, NodeCount: attempts.length, AttemptCount: bare.length, Attempts: bare });
      for (const [node, attempt] of attempts.entries()) {
        const ofNode = { NodeParentId: id, NodeIndex: node, IsMainNode: node === 0 };
        records.push({ ...base, ...ofNode, JobId: `${id}#${node}`, AttemptCount: 1, Attempts: [{ ...attempt, Number: 1 }] });
      }
    }
    if (jobs.some(({ family }) => family === 'child')) {
      records.push({
        ...{ RecordType: RecordType.JOB, SchemaVersion: 1, Account: '111111111111', Region: 'eu-west-1', JobId: 'array', ArraySize: 9 },
        ...{ Status: 'SUCCEEDED', StoppedAt: iso(midnight - HOUR_MS), SpotInterruptions: 0, AttemptCount: 0, Attempts: [] },
      } as JobRecord);
    }
    for (const { cluster, vcpu, memory } of services) {
      const taskArn = arnOf(CLUSTERS[cluster], (tasks += 1));
      bill.push({ taskArn, account: '111111111111', kind: 'FARGATE', start: midnight - 48 * HOUR_MS, vcpu, memory });
    }
    return { records, bill };
  });

function hoursOf(ran: Run, taskArn: string, start: number, { definition, queue }: { definition: string; queue: string }): TaskHour[] {
  const hours = ran.hours.map(({ vcpu, memory }, hour): TaskHour => {
    const hasCosts = ran.reported !== 'without costs' || ran.kind !== 'EC2' || hour > 0;
    return {
      taskArn,
      account: '111111111111',
      kind: ran.kind,
      start: start + hour * HOUR_MS,
      vcpu: hasCosts ? onPlatform(ran.kind, vcpu) : undefined,
      memory: onPlatform(ran.kind, memory),
      tags: { aws_batch_job_queue: queue, aws_batch_job_definition: definition, user_project: 'billed' },
    };
  });
  if (ran.reported === 'none') return [];
  if (ran.reported === 'without the first hour') return hours.slice(1);
  return ran.reported === 'without the last hour' ? hours.slice(0, -1) : hours;
}

const onPlatform = (kind: Kind, each: LineCost): LineCost => (kind === 'EC2' ? each : { ...each, unused: 0 });
const iso = (time: number): string => new Date(time).toISOString();
