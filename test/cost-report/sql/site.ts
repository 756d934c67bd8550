import fc from 'fast-check';
import { HOUR_MS, Kind, LineCost, TaskHour } from './bill';
import { AttemptRecord, JobRecord } from '../../../src/domain/names/job-record-fields';
import { FailureCategory, RecordType } from '../../../src/domain/names/records';

/** What ran, what of it has a record, and what the bill has of it. */
export interface Ran {
  readonly records: readonly JobRecord[];
  readonly bill: readonly TaskHour[];
}

const ACCOUNT = '111111111111';
const UUID = '0a1b2c3d-1111-4222-8333-444455556666';
const CLUSTERS = { spot: `AWSBatch-spot-${UUID}`, own: `own_role_Batch_${UUID}`, web: 'my_Batch_web', web2: 'AWSBatch-like' };
const arnOf = (cluster: keyof typeof CLUSTERS, id: string): string => `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/${CLUSTERS[cluster]}/${id}`;
const iso = (time: number): string => new Date(time).toISOString();

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

interface Job {
  readonly family: 'single' | 'child' | 'multi-node';
  readonly isKnown: boolean;
  readonly gpus: number;
  readonly queue: string;
  readonly definition: string;
  readonly project: string | undefined;
  readonly runs: readonly Run[];
  readonly startHour: number;
}
const anyJob: fc.Arbitrary<Job> = fc.record({
  family: fc.constantFrom<Job['family']>('single', 'child', 'multi-node'),
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
  fc.tuple(fc.array(anyJob, { maxLength, minLength }), fc.array(service, { maxLength: 3 })).map(([jobs, services]) => {
    const placed = jobs.map((each, index) => new PlacedJob(each, index, midnight - each.startHour * HOUR_MS));
    const start = midnight - 48 * HOUR_MS;
    const ofServices = services.map(({ cluster, ...costs }, index): TaskHour => ({
      taskArn: arnOf(cluster, `service-${index}`),
      account: ACCOUNT,
      kind: 'FARGATE',
      start,
      tags: { user_project: 'web' },
      ...costs,
    }));
    return {
      records: [...placed.flatMap((each) => each.records()), ...arrayParents(jobs, midnight)],
      bill: [...placed.flatMap((each) => each.bill()), ...ofServices],
    };
  });

const BASE = {
  RecordType: RecordType.JOB,
  SchemaVersion: 1,
  Account: ACCOUNT,
  Region: 'eu-west-1',
  Status: 'SUCCEEDED',
  SpotInterruptions: 0,
} as const;

/** The array job of all children. */
const arrayParents = (jobs: readonly Job[], midnight: number): JobRecord[] =>
  jobs.some(({ family }) => family === 'child')
    ? [{ ...BASE, JobId: 'array', ArraySize: 9, StoppedAt: iso(midnight - HOUR_MS), AttemptCount: 0, Attempts: [] }]
    : [];

class PlacedJob {
  private readonly id: string;

  constructor(
    private readonly job: Job,
    private readonly index: number,
    private readonly start: number,
  ) {
    this.id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  }

  /** What AWS Batch reported of the job. The attempts of a multi-node job have no task, those of its nodes do. */
  records(): JobRecord[] {
    if (!this.job.isKnown) return [];
    const attempts = this.job.runs.map((ran, position) => this.attempt(ran, position));
    if (this.job.family === 'multi-node') return [this.multiNode(attempts), ...attempts.map((attempt, node) => this.node(attempt, node))];
    const array = this.job.family === 'child' ? { ArrayParentId: 'array', ArrayIndex: this.index } : {};
    return [{ ...this.base(), ...array, JobName: `job-${this.index}`, AttemptCount: attempts.length, Attempts: attempts }];
  }

  /** The hours of its tasks that are in the bill. */
  bill(): TaskHour[] {
    return this.job.runs.flatMap((ran, position) => (ran.placed ? this.hours(ran, position) : []));
  }

  private base() {
    const { queue, definition, gpus, project } = this.job;
    const named = {
      JobId: this.id,
      JobQueue: queue,
      JobDefinition: definition,
      Gpus: gpus,
      StoppedAt: iso(this.start + 12 * HOUR_MS + this.index),
    };
    return { ...BASE, ...named, ...(project !== undefined && { Tags: { Project: project } }) };
  }

  private attempt({ placed, cluster, hours, failed }: Run, position: number): AttemptRecord {
    const startedAt = this.startOf(position) + 600_000;
    return {
      Number: position + 1,
      ...(placed && { TaskArn: this.taskArn(cluster, position), StartedAt: iso(startedAt), RunningSeconds: 60 }),
      StoppedAt: iso(startedAt + (hours.length - 1) * HOUR_MS + 900_000),
      ...(failed && { FailureCategory: FailureCategory.APPLICATION_ERROR }),
    };
  }

  private multiNode(attempts: readonly AttemptRecord[]): JobRecord {
    const withoutTask = attempts.map(({ TaskArn: _task, RunningSeconds: _running, FailureCategory: _category, ...attempt }) => attempt);
    return { ...this.base(), NodeCount: attempts.length, AttemptCount: attempts.length, Attempts: withoutTask };
  }

  private node(attempt: AttemptRecord, node: number): JobRecord {
    const ofNode = { JobId: `${this.id}#${node}`, NodeParentId: this.id, NodeIndex: node, IsMainNode: node === 0 };
    return { ...this.base(), ...ofNode, AttemptCount: 1, Attempts: [{ ...attempt, Number: 1 }] };
  }

  private hours(ran: Run, position: number): TaskHour[] {
    const { queue, definition } = this.job;
    const tags = { aws_batch_job_queue: queue, aws_batch_job_definition: definition, user_project: 'billed' };
    const hours = ran.hours.map(({ vcpu, memory }, hour): TaskHour => {
      const hasCosts = ran.reported !== 'without costs' || ran.kind !== 'EC2' || hour > 0;
      return {
        ...{ taskArn: this.taskArn(ran.cluster, position), account: ACCOUNT, kind: ran.kind, tags },
        start: this.startOf(position) + hour * HOUR_MS,
        vcpu: hasCosts ? onPlatform(ran.kind, vcpu) : undefined,
        memory: onPlatform(ran.kind, memory),
      };
    });
    return reportedOf(hours, ran.reported);
  }

  private startOf(position: number): number {
    return this.start + position * 4 * HOUR_MS;
  }

  private taskArn(cluster: keyof typeof CLUSTERS, position: number): string {
    return arnOf(cluster, `${this.index}-${position}`);
  }
}

function reportedOf(hours: readonly TaskHour[], reported: Run['reported']): TaskHour[] {
  if (reported === 'none') return [];
  if (reported === 'without the first hour') return hours.slice(1);
  return reported === 'without the last hour' ? hours.slice(0, -1) : [...hours];
}

/** Nothing of Fargate is unused. */
const onPlatform = (kind: Kind, each: LineCost): LineCost => (kind === 'EC2' ? each : { ...each, unused: 0 });
