/** When the jobs of these tests are submitted: two hours before `NOW`. */
export const SUBMITTED = Date.parse('2026-11-20T10:00:00Z');

const ACCOUNT = 'eu-west-1:111122223333';
export const CLUSTER = 'AWSBatch-spot-environment-0a95f22d-7108-3c4e-99f7-2fd92e1a8941';
export const CONTAINER_INSTANCE = `arn:aws:ecs:${ACCOUNT}:container-instance/${CLUSTER}/f711cf81b719480385a66cc3329704b1`;

/** Times of an attempt, in seconds after it became RUNNABLE. */
const TO_STARTING = 60;
const TO_STARTED = 90.5;
const TO_STOPPED = 390.5;
/** From one RUNNABLE to the next. */
const ATTEMPT_SECONDS = 600;
const TO_RUNNABLE = 20;

export interface LifeOptions {
  readonly attempts?: number;
  readonly outcome?: 'SUCCEEDED' | 'FAILED';
  /** Goes into the detail of every event. */
  readonly detail?: object;
  readonly submitted?: number;
  readonly onFargate?: boolean;
}

/** The events of one job, as AWS Batch sends them. */
export interface JobLife {
  readonly jobId: string;
  runnable(attempt?: number): object;
  starting(attempt?: number): object;
  running(attempt?: number): object;
  end(): object;
  /** All of them, in order. */
  all(): object[];
}

export function jobLife(jobId: string, options: LifeOptions = {}): JobLife {
  const { attempts = 1, outcome = 'SUCCEEDED', submitted = SUBMITTED } = options;
  const at = (attempt: number, seconds: number) => submitted + (TO_RUNNABLE + (attempt - 1) * ATTEMPT_SECONDS + seconds) * 1000;
  const ended = (count: number) => Array.from({ length: count }, (_, index) => endedAttempt(index + 1, at, options));
  const event = (status: string, millis: number, endedAttempts: number, detail: object = {}) =>
    jobEvent(
      {
        ...identity(jobId, submitted),
        status,
        attempts: ended(endedAttempts),
        ...detail,
        ...options.detail,
      },
      millis,
    );
  const life = {
    jobId,
    runnable: (attempt = 1) => event('RUNNABLE', at(attempt, 0), attempt - 1),
    starting: (attempt = 1) => event('STARTING', at(attempt, TO_STARTING), attempt - 1, { container: task(attempt, options) }),
    running: (attempt = 1) =>
      event('RUNNING', at(attempt, TO_STARTED), attempt - 1, {
        container: task(attempt, options),
        startedAt: at(attempt, TO_STARTED),
      }),
    end: () =>
      event(outcome, at(attempts, TO_STOPPED), attempts, {
        container: { ...task(attempts, options), exitCode: outcome === 'SUCCEEDED' ? 0 : 1 },
        startedAt: at(attempts, TO_STARTED),
        stoppedAt: at(attempts, TO_STOPPED),
        statusReason: 'Essential container in task exited',
      }),
  };
  const numbers = Array.from({ length: attempts }, (_, index) => index + 1);
  return { ...life, all: () => [...numbers.flatMap((n) => [life.runnable(n), life.starting(n), life.running(n)]), life.end()] };
}

/** A job event around a detail; the envelope's time is cut to the second. */
export function jobEvent(detail: object, millis: number, type = 'Batch Job State Change'): object {
  const time = new Date(Math.floor(millis / 1000) * 1000).toISOString().replace('.000', '');
  return { version: '0', 'detail-type': type, source: 'aws.batch', account: '111122223333', region: 'eu-west-1', time, detail };
}

function identity(jobId: string, createdAt: number): object {
  return {
    jobId,
    jobName: `job-${jobId}`,
    jobQueue: `arn:aws:batch:${ACCOUNT}:job-queue/nightly`,
    jobDefinition: `arn:aws:batch:${ACCOUNT}:job-definition/etl:3`,
    createdAt,
    retryStrategy: { attempts: 3 },
    container: {
      resourceRequirements: [
        { type: 'VCPU', value: '2' },
        { type: 'MEMORY', value: '4096' },
      ],
    },
  };
}

function task(attempt: number, { onFargate }: LifeOptions): object {
  return {
    resourceRequirements: [
      { type: 'VCPU', value: '2' },
      { type: 'MEMORY', value: '4096' },
    ],
    taskArn: `arn:aws:ecs:${ACCOUNT}:task/${CLUSTER}/task-${attempt}`,
    logStreamName: `etl/default/task-${attempt}`,
    ...(onFargate ? {} : { containerInstanceArn: CONTAINER_INSTANCE }),
  };
}

function endedAttempt(attempt: number, at: (attempt: number, seconds: number) => number, options: LifeOptions): object {
  const isGood = attempt === (options.attempts ?? 1) && options.outcome !== 'FAILED';
  return {
    startedAt: at(attempt, TO_STARTED),
    stoppedAt: at(attempt, TO_STOPPED),
    statusReason: 'Essential container in task exited',
    container: { ...task(attempt, options), exitCode: isGood ? 0 : 1 },
  };
}
