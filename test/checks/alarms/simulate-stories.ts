import { Capacity, Where } from './capacity';
import { SPAN_MS, STORIES, USUAL } from './stories';
import { Story } from './story';
import { Agenda } from '../../../lab/simulate/engine/agenda';
import { Timeline } from '../../../lab/simulate/engine/timeline';
import { AwsEvent, Happening, toEvent } from '../../../lab/simulate/events/envelope';
import { instanceHappenings } from '../../../lab/simulate/events/instance-events';
import { jobHappenings } from '../../../lab/simulate/events/stream';
import { AttemptPlan, HOUR, Job, Role } from '../../../lab/simulate/model';
import { pricesOf } from '../../../lab/simulate/prices';
import { Random } from '../../../lab/simulate/random';
import { buildSite, Site } from '../../../lab/simulate/site';
import { ArrayTracker } from '../../../lab/simulate/workload/array-tracker';
import { describeWorld, SimulatedWorld } from '../../../lab/simulate/world';

const SEED = 1;

export interface SimulatedStories {
  readonly events: readonly AwsEvent[];
  readonly world: SimulatedWorld;
  /** The name of the story of each of its jobs, by id; of an array job, by that of the parent. */
  readonly storyOf: ReadonlyMap<string, string>;
}

type Submission = Pick<Story, 'name' | 'jobs' | 'isArray' | 'vcpus' | 'memoryMiB' | 'attempts' | 'place'>;

/** The usual jobs, and those of the stories, each on the capacity of its story. */
export const simulateStories = (start: number): SimulatedStories => new Simulation(start).run();

class Simulation {
  private readonly random = new Random(SEED, 'alarms');
  private readonly site: Site = buildSite(this.random);
  private readonly agenda = new Agenda();
  private readonly capacity = new Capacity(this.site, this.agenda, this.random);
  private readonly decisions = new Map<Job, { readonly where: Where; readonly attempts: readonly AttemptPlan[] }>();
  private readonly parents: Job[] = [];
  private readonly storyOf = new Map<string, string>();
  private readonly timeline = new Timeline({
    agenda: this.agenda,
    random: this.random,
    decide: (job) => {
      const { where, attempts } = this.decisions.get(job)!;
      const attempt = job.attempts.length;
      return { pool: where(attempt), plan: attempts[Math.min(attempt, attempts.length - 1)] };
    },
  });

  constructor(private readonly start: number) {}

  run(): SimulatedStories {
    const { site, agenda, start, storyOf, capacity } = this;
    for (const at of usualTimes(start)) agenda.at(at, () => this.submit({ ...USUAL, name: '', jobs: 1 }));
    for (const story of STORIES) agenda.at(start + story.at * HOUR, () => this.submit(story));
    agenda.run();
    const { hosts } = capacity;
    const events = [...jobHappenings(site, [...this.decisions.keys(), ...this.parents], SEED), ...this.ofHosts()]
      .sort((one, other) => one.at - other.at)
      .map((happening) => toEvent(site, happening));
    return { events, world: describeWorld({ site, jobs: [], hosts } as never, [], pricesOf(site, SEED, start)), storyOf };
  }

  private ofHosts(): Happening[] {
    return this.capacity.hosts.flatMap(instanceHappenings).map(({ at, content }) => ({ at, content, id: this.random.uuid() }));
  }

  private submit(submission: Submission): void {
    const { jobs, isArray, place } = submission;
    const where = this.capacity.at(place);
    const parent = isArray && this.create(submission, { kind: 'array', size: jobs });
    const children = Array.from({ length: jobs }, (_, index) => {
      const job = this.create(submission, parent ? { kind: 'child', parent, index } : { kind: 'single' });
      this.decisions.set(job, { where, attempts: submission.attempts });
      return job;
    });
    if (parent) {
      this.parents.push(parent);
      new ArrayTracker(this.timeline, this.agenda, parent, children);
    }
    for (const job of children) this.timeline.submit(job, false);
  }

  private create({ name, vcpus, memoryMiB, attempts, place }: Submission, role: Role): Job {
    const definition = this.site.definitions.get(place?.kind === 'lost-hosts' ? 'frame-render' : 'db-export')!;
    const id = role.kind === 'child' ? `${role.parent.id}:${role.index}` : this.random.uuid();
    this.storyOf.set(id, name);
    return {
      id,
      name: definition.name,
      role,
      queue: this.site.queues.get(definition.queue)!,
      definition: { ...definition, vcpus, memoryMiB },
      revision: 1,
      createdAt: this.agenda.now,
      maxAttempts: attempts.length,
      dependsOn: [],
      secret: this.random.hex(10),
      script: {},
      attempts: [],
      entries: [],
    };
  }
}

function usualTimes(start: number): number[] {
  const without = STORIES.map(({ at, withoutUsualHours = 0 }) => [start + at * HOUR, start + (at + withoutUsualHours) * HOUR]);
  const times = Array.from({ length: SPAN_MS / USUAL.everyMs }, (_, index) => start + index * USUAL.everyMs);
  return times.filter((time) => !without.some(([from, to]) => time >= from && time < to));
}
