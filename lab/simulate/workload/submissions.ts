import { Agenda } from '../engine/agenda';
import { MultiNodeRunner } from '../engine/multi-node';
import { Timeline } from '../engine/timeline';
import { Dependency, Job, Role, Script } from '../model';
import { Random } from '../random';
import { JobDefinition, Site } from '../site';
import { ArrayTracker } from './array-tracker';
import { dependencyFailed, exited } from './outcomes';

interface NewJob {
  readonly definition: JobDefinition;
  readonly role: Role;
  readonly createdAt: number;
  readonly id?: string;
  readonly like?: Job;
  readonly script?: Script;
  readonly dependsOn?: Dependency[];
}

interface ArrayOptions {
  readonly sequential?: boolean;
  /** Children of another array of the same size: each child waits for its like. */
  readonly after?: readonly Job[];
  readonly failing?: boolean;
}

const failEveryAttempt = ({ maxAttempts }: Job): Script => ({
  attempts: Array.from({ length: maxAttempts }, () => ({ kind: 'run', seconds: 20, outcome: exited(1) })),
});

const PROJECTS: Readonly<Record<string, string>> = {
  render: 'aurora',
  genomics: 'genome-atlas',
  nightly: 'operations',
  etl: 'warehouse',
  ml: 'foresight',
};

/** What people and schedulers submit to the job queues. */
export class Submissions {
  readonly jobs: Job[] = [];

  constructor(
    private readonly site: Site,
    private readonly agenda: Agenda,
    private readonly timeline: Timeline,
    private readonly multiNode: MultiNodeRunner,
    private readonly random: Random,
  ) {}

  single(definition: string, script: Script = {}, after: readonly Job[] = []): Job {
    const dependsOn = after.map((each) => ({ jobId: each.id }));
    const job = this.create({
      definition: this.definition(definition),
      role: { kind: 'single' },
      createdAt: this.agenda.now,
      script,
      dependsOn,
    });
    this.timeline.submit(job, after.length > 0);
    if (after.length > 0) this.waitFor(job, after);
    return job;
  }

  /** A chain of jobs, submitted at once; each waits for the one before. */
  pipeline(definitions: readonly string[], scripts: readonly (Script | undefined)[] = []): void {
    let before: Job[] = [];
    for (const [index, definition] of definitions.entries()) before = [this.single(definition, scripts[index], before)];
  }

  array(definition: string, size: number, options: ArrayOptions = {}): Job[] {
    const { after } = options;
    const parent = this.arrayParent(definition, size, options);
    if (after) this.timeline.enter(parent, 'PENDING', this.agenda.now + this.random.milliseconds(0.2, 1));
    const spawn = this.agenda.now + this.random.milliseconds(1, 3);
    const children = Array.from({ length: size }, (_, index) => this.child(parent, index, spawn + Math.floor(index / 2), options));
    new ArrayTracker(this.timeline, this.agenda, parent, children);
    for (const [index, child] of children.entries()) {
      const previous = after?.[index] ?? (options.sequential && index > 0 ? children[index - 1] : undefined);
      this.agenda.at(child.createdAt, () => this.timeline.submit(child, previous !== undefined));
      if (previous) this.waitFor(child, [previous]);
    }
    return children;
  }

  nodes(definition: string, count: number, failures: readonly (number | undefined)[]): void {
    const named = this.definition(definition);
    const createdAt = this.agenda.now;
    const parent = this.create({ definition: named, role: { kind: 'multi-node', nodes: count }, createdAt });
    const nodes = Array.from({ length: count }, (_, index) =>
      this.create({
        definition: named,
        role: { kind: 'node', parent, index },
        id: `${parent.id}#${index}`,
        like: parent,
        createdAt: createdAt + 40 + index,
      }),
    );
    this.multiNode.submit({ parent, nodes, failures, seconds: Math.max(150, this.random.skewed(named.medianSeconds)) });
  }

  private arrayParent(definition: string, size: number, { sequential, after }: ArrayOptions): Job {
    const upstream = after?.[0]?.role;
    const dependsOn: Dependency[] = sequential
      ? [{ type: 'SEQUENTIAL' }]
      : upstream?.kind === 'child'
        ? [{ jobId: upstream.parent.id, type: 'N_TO_N' }]
        : [];
    return this.create({ definition: this.definition(definition), role: { kind: 'array', size }, createdAt: this.agenda.now, dependsOn });
  }

  private child(parent: Job, index: number, createdAt: number, { sequential, after, failing }: ArrayOptions): Job {
    const id = `${parent.id}:${index}`;
    const before = after?.[index]?.id ?? (sequential && index > 0 ? `${parent.id}:${index - 1}` : undefined);
    return this.create({
      definition: parent.definition,
      role: { kind: 'child', parent, index },
      id,
      like: parent,
      createdAt,
      dependsOn: before === undefined ? [] : [{ jobId: before }],
      script: failing && index === 0 ? failEveryAttempt(parent) : {},
    });
  }

  private waitFor(job: Job, others: readonly Job[]): void {
    let left = others.length;
    for (const other of others) {
      this.timeline.watch(other, (state, at) => {
        if (state === 'FAILED') {
          this.agenda.at(at + this.random.milliseconds(0.5, 3), () => this.timeline.endInQueue(job, dependencyFailed));
        }
        if (state === 'SUCCEEDED' && --left === 0) this.agenda.at(at + this.random.milliseconds(0.5, 4), () => this.timeline.queue(job));
      });
    }
  }

  private create(wish: NewJob): Job {
    const { definition, role, like, script = {}, dependsOn = [] } = wish;
    const queue = this.site.queues.get(definition.queue);
    if (!queue) throw new Error(`job definition ${definition.name} names the unknown job queue ${definition.queue}`);
    const secret = this.random.hex(10);
    const tags =
      definition.team === undefined ? undefined : { Project: PROJECTS[queue.name], Team: definition.team, Private: `CANARY-${secret}-tag` };
    const job: Job = {
      id: wish.id ?? this.random.uuid(),
      name: like?.name ?? `${definition.name}-${this.random.hex(4)}`,
      role,
      queue,
      definition,
      dependsOn,
      secret,
      script,
      createdAt: wish.createdAt,
      revision: like?.revision ?? this.random.pick(definition.revisions),
      maxAttempts: script.maxAttempts ?? definition.attempts,
      share: like ? like.share : queue.shares && this.random.pick(queue.shares),
      tags,
      attempts: [],
      entries: [],
    };
    this.jobs.push(job);
    return job;
  }

  private definition(name: string): JobDefinition {
    const definition = this.site.definitions.get(name);
    if (!definition) throw new Error(`there is no job definition ${name}`);
    return definition;
  }
}
