import { SILENCE, SPAN_MS, STORIES, USUAL } from './stories';
import { Agenda } from '../../../lab/simulate/engine/agenda';
import { ServerlessPool } from '../../../lab/simulate/engine/serverless-pool';
import { Timeline } from '../../../lab/simulate/engine/timeline';
import { AwsEvent, toEvent } from '../../../lab/simulate/events/envelope';
import { jobHappenings } from '../../../lab/simulate/events/stream';
import { AttemptPlan, HOUR, Job } from '../../../lab/simulate/model';
import { pricesOf } from '../../../lab/simulate/prices';
import { Random } from '../../../lab/simulate/random';
import { buildSite } from '../../../lab/simulate/site';
import { describeWorld, SimulatedWorld } from '../../../lab/simulate/world';

const SEED = 1;
const QUEUE = 'etl';
const DEFINITION = 'db-export';
const ENVIRONMENT = 'fargate-spot';

export interface SimulatedStories {
  readonly events: readonly AwsEvent[];
  readonly world: SimulatedWorld;
}

interface Submission {
  readonly at: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly attempts: readonly AttemptPlan[];
}

/** Jobs on AWS Fargate: the usual ones, and those of the stories. */
export function simulateStories(start: number): SimulatedStories {
  const random = new Random(SEED, 'alarms');
  const site = buildSite(random);
  const [environment, queue, definition] = [
    site.environments.get(ENVIRONMENT)!,
    site.queues.get(QUEUE)!,
    site.definitions.get(DEFINITION)!,
  ];
  const agenda = new Agenda();
  const pool = new ServerlessPool(environment, agenda, random);
  const plans = new Map<Job, readonly AttemptPlan[]>();
  const timeline = new Timeline({
    agenda,
    random,
    decide: (job) => ({ pool, plan: planOf(plans.get(job) ?? [], job.attempts.length) }),
  });
  for (const { at, vcpus, memoryMiB, attempts } of submissions(start)) {
    agenda.at(at, () => {
      const job: Job = {
        id: random.uuid(),
        name: DEFINITION,
        role: { kind: 'single' },
        queue,
        definition: { ...definition, vcpus, memoryMiB },
        revision: 1,
        createdAt: agenda.now,
        maxAttempts: attempts.length,
        dependsOn: [],
        secret: random.hex(10),
        script: {},
        attempts: [],
        entries: [],
      };
      plans.set(job, attempts);
      timeline.submit(job, false);
    });
  }
  agenda.run();
  const events = jobHappenings(site, [...plans.keys()], SEED).map((happening) => toEvent(site, happening));
  return { events, world: describeWorld({ site, jobs: [], hosts: [] } as never, [], pricesOf(site, SEED, start)) };
}

const planOf = (plans: readonly AttemptPlan[], attempt: number): AttemptPlan => plans[Math.min(attempt, plans.length - 1)];

function submissions(start: number): Submission[] {
  const isSilent = (at: number): boolean => at >= start + SILENCE.from * HOUR && at < start + SILENCE.to * HOUR;
  const usual = Array.from({ length: SPAN_MS / USUAL.everyMs }, (_, index) => ({ ...USUAL, at: start + index * USUAL.everyMs }));
  const ofStories = STORIES.flatMap(({ at, jobs, ...story }) => Array.from({ length: jobs }, () => ({ ...story, at: start + at * HOUR })));
  return [...usual.filter(({ at }) => !isSilent(at)), ...ofStories];
}
