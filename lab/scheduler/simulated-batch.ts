import { isRetried } from './evaluate-on-exit';
import { Story } from './stories';
import { Refusal, Submission } from './submit-job';
import { Turns } from './turns';
import { JsonObject } from '../aws/json';
import { EventPlace } from '../replay/events/place-of-events';
import { BatchResources, DeployedDefinition, DeployedEnvironment, DeployedQueue } from '../replay/template/batch-resources';
import { Agenda } from '../simulate/engine/agenda';
import { Pool } from '../simulate/engine/pool';
import { ServerlessPool } from '../simulate/engine/serverless-pool';
import { Decision, Timeline } from '../simulate/engine/timeline';
import { AttemptPlan, Job } from '../simulate/model';
import { Random } from '../simulate/random';
import { ComputeEnvironment, EnvironmentType, JobDefinition, Site } from '../simulate/site';

/** As `ListJobs` has it, in Pascal case as AWS Step Functions does. */
export interface JobSummary extends JsonObject {
  JobId: string;
  JobName: string;
  Status: string;
}

/** Jobs in an answer that names no number. */
const MAX_LISTED = 100;

/** AWS Batch on AWS Fargate: takes submissions, and runs each job as its story has it. */
export class SimulatedBatch {
  readonly jobs: Job[] = [];
  readonly site: Site;
  private readonly random = new Random(1, 'scheduled');
  private readonly timeline: Timeline;
  private readonly pools = new Map<string, Pool>();
  private readonly decisions = new Map<Job, (attempt: number) => Decision>();

  constructor(
    resources: BatchResources,
    place: EventPlace,
    private readonly agenda: Agenda,
  ) {
    this.site = siteOf(resources, place, this.random);
    this.timeline = new Timeline({ agenda, random: this.random, decide: (job) => this.decide(job) });
  }

  /** Answers the id of the job. */
  submit({ jobName, queue, definition, consumables }: Submission, story: Story, refusedBefore: number): string {
    if (!queue.enabled) throw disabled(queue);
    if (refusedBefore < story.refusals) {
      throw story.isThrottled ? new Refusal('TooManyRequestsException', 'Rate exceeded') : disabled(queue);
    }
    const job: Job = {
      id: this.random.uuid(),
      name: jobName,
      role: { kind: 'single' },
      queue: { name: queue.name, environments: queue.environmentArns.map((arn) => arn.replace(/^.*\//, '')) },
      definition: definitionOf(definition, queue),
      dependsOn: [],
      secret: this.random.hex(10),
      script: {},
      createdAt: this.agenda.now,
      revision: 1,
      maxAttempts: definition.attempts,
      attempts: [],
      entries: [],
    };
    const pool = this.poolOf(job, consumables);
    this.decisions.set(job, (attempt) => ({ pool, plan: planOf(story, attempt, definition) }));
    this.jobs.push(job);
    this.timeline.submit(job, false);
    return job.id;
  }

  /** The jobs of a definition in a queue, the newest first, as the filter `JOB_DEFINITION` lists them. */
  listJobs(queueArn: string, definition: string): JobSummary[] {
    const ofDefinition = this.jobs.filter((job) => queueArn.endsWith(`/${job.queue.name}`) && job.definition.name === definition);
    return ofDefinition
      .slice(-MAX_LISTED)
      .reverse()
      .map(({ id, name, entries }) => ({ JobId: id, JobName: name, Status: entries[entries.length - 1]?.state ?? 'SUBMITTED' }));
  }

  private decide(job: Job): Decision {
    const decide = this.decisions.get(job);
    if (decide === undefined) throw new Error(`job ${job.id} was not submitted`);
    return decide(job.attempts.length);
  }

  /** The first environment of the queue; in turn, where the job takes a consumable resource. */
  private poolOf({ queue }: Job, consumables: readonly string[]): Pool {
    const environment = this.site.environments.get(queue.environments[0]);
    if (environment === undefined) {
      throw new Refusal('ClientException', `job queue ${queue.name} has no compute environment on AWS Fargate`);
    }
    const places = this.pool(environment.name, () => new ServerlessPool(environment, this.agenda, this.random));
    return consumables.reduce((pool, arn) => this.pool(arn, () => new Turns(pool)), places);
  }

  private pool(name: string, make: () => Pool): Pool {
    const pool = this.pools.get(name) ?? make();
    this.pools.set(name, pool);
    return pool;
  }
}

const disabled = ({ name }: DeployedQueue): Refusal => new Refusal('ClientException', `job queue ${name} is disabled`);

/** An attempt ends the job where the definition does not retry it. */
function planOf({ attempts }: Story, attempt: number, { conditions }: DeployedDefinition): AttemptPlan {
  const plan = attempts[Math.min(attempt, attempts.length - 1)];
  if (plan.kind !== 'run') return plan;
  return { ...plan, outcome: { ...plan.outcome, final: !isRetried(conditions, plan.outcome) } };
}

const definitionOf = (definition: DeployedDefinition, queue: DeployedQueue): JobDefinition => ({
  name: definition.name,
  shape: 'fargate',
  queue: queue.name,
  revisions: [1],
  vcpus: definition.vcpus,
  memoryMiB: definition.memoryMiB,
  attempts: definition.attempts,
  medianSeconds: 0,
  timeoutSeconds: definition.timeoutSeconds,
  logGroup: definition.logGroup,
  platform: 'FARGATE',
});

/** The compute environments on AWS Fargate: those with instances are not run here. */
function siteOf({ environments }: BatchResources, place: EventPlace, random: Random): Site {
  const ofFargate = environments.filter(({ type }) => type.startsWith('FARGATE'));
  return {
    ...place,
    environments: new Map(ofFargate.map((each) => [each.name, environmentOf(each, place, random)])),
    queues: new Map(),
    definitions: new Map(),
  };
}

function environmentOf({ name, arn, type }: DeployedEnvironment, { account, region }: EventPlace, random: Random): ComputeEnvironment {
  const uuid = random.uuid();
  const cluster = `AWSBatch-${name}-${uuid}`;
  return {
    name,
    arn,
    type: type as EnvironmentType,
    uuid,
    cluster,
    clusterArn: `arn:aws:ecs:${region}:${account}:cluster/${cluster}`,
    architecture: 'x86_64',
    amiId: '',
    instanceTypes: [],
    hasOwnRole: false,
    isCapacityBlock: false,
  };
}
