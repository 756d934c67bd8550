import { Pool } from '../engine/pool';
import { Decision } from '../engine/timeline';
import { AttemptPlan, Job, Outcome } from '../model';
import { Random } from '../random';
import { exited, fargateSpotReclaimed, outOfMemory, podExited, podSuccess, success, successDespiteReclaim } from './outcomes';

const EXIT_CODES = [1, 1, 1, 1, 2, 2, 137, 143, 139];
/** An attempt of a job that nothing is scripted for fails this often by itself. */
const FAILURES = 0.015;

/** Chance decides what no script does: where the attempt runs and how it ends. */
export function decider(pools: ReadonlyMap<string, Pool>, random: Random): (job: Job) => Decision {
  return (job) => {
    const environment = job.script.environment ?? chooseEnvironment(job, random);
    const pool = pools.get(environment);
    if (pool === undefined) throw new Error(`no capacity is modelled for compute environment ${environment}`);
    return { pool, plan: job.script.attempts?.[job.attempts.length] ?? draw(job, environment, random) };
  };
}

/** The first environment of the queue mostly; a retry more often goes to the next. */
function chooseEnvironment(job: Job, random: Random): string {
  const [first, second] = job.queue.environments;
  if (job.definition.gpus !== undefined) return 'lab-hosts';
  if (second === undefined) return first;
  return random.chance(job.attempts.length > 0 ? 0.35 : job.queue.name === 'etl' ? 0.3 : 0.06) ? second : first;
}

function draw(job: Job, environment: string, random: Random): AttemptPlan {
  const { medianSeconds } = job.definition;
  const seconds = job.role.kind === 'child' ? random.near(medianSeconds) : random.skewed(medianSeconds);
  const limit = job.definition.timeoutSeconds ?? Infinity;
  return { kind: 'run', seconds: Math.min(seconds, limit * 0.9), outcome: drawOutcome(job, environment, random) };
}

function drawOutcome(job: Job, environment: string, random: Random): Outcome {
  const pod = job.definition.shape === 'eks';
  if (environment === 'fargate-spot' && random.chance(0.02)) return random.chance(0.3) ? successDespiteReclaim : fargateSpotReclaimed;
  if (!random.chance(FAILURES)) return pod ? podSuccess : success;
  if (pod) return podExited(random.pick(EXIT_CODES));
  return random.chance(0.15) ? outOfMemory : exited(random.pick(EXIT_CODES));
}
