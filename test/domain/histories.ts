import * as fc from 'fast-check';
import { arrayChild, at, AwsEvent, jobEvent, multiNodeParent, node, toldAt } from './events';
import { AttemptTold, Detail, ShapeName } from './shapes';

/** One attempt as it happened; instants in seconds after `DAY`, to the millisecond. */
interface Attempt {
  readonly runnable: number;
  readonly starting: number;
  readonly started?: number;
  readonly stopped: number;
  readonly told: AttemptTold;
}

/** The life of one job as it happened. */
export interface History {
  readonly shape: ShapeName;
  readonly family: Detail;
  readonly attempts: readonly Attempt[];
  readonly end: 'succeeded' | 'failed' | 'stopped in queue' | 'dependency failed';
  /** RUNNABLE of the attempt that never got a place. */
  readonly requeued: number;
  readonly stopped: number;
  readonly stopTold: boolean;
  /** Whether the event of a retry still tells the number of the attempt before it. */
  readonly lags: boolean;
}

const seconds = (most: number) => fc.integer({ min: 0, max: most * 1000 }).map((millis) => millis / 1000);

const attemptPlan = fc.record({
  wait: seconds(200_000),
  placing: seconds(90),
  start: fc.option(seconds(400), { freq: 5 }),
  run: seconds(200_000),
  exitCode: fc.option(fc.constantFrom(1, 137, 143)),
  reason: fc.constantFrom(
    undefined,
    'OutOfMemoryError: Container killed due to memory usage',
    'Host EC2 (instance i-0123456789abcdef0) terminated.',
  ),
  statusReason: fc.constantFrom('Essential container in task exited', 'Your Spot Task was interrupted.', undefined),
});

const plan = fc.record({
  shape: fc.constantFrom<ShapeName>('single', 'multi', 'fargate', 'eks'),
  family: fc.constantFrom<Detail>({}, arrayChild(3), node(1), multiNodeParent(2)),
  attempts: fc.array(attemptPlan, { minLength: 1, maxLength: 10 }),
  end: fc.constantFrom<History['end']>('succeeded', 'failed', 'failed', 'stopped in queue', 'dependency failed'),
  wait: seconds(90_000),
  stopTold: fc.boolean(),
});

/** Histories of 1 to 10 attempts: that run, that never start, that lose their host; that end in each way a job can. */
export const histories = (lags: boolean): fc.Arbitrary<History> =>
  plan.map(({ attempts, end, wait, ...rest }) => {
    const lived: Attempt[] = [];
    let clock = 3.2;
    const planned = end === 'dependency failed' ? [] : end === 'stopped in queue' ? attempts.slice(1) : attempts;
    planned.forEach((each, index) => {
      const runs = each.start !== null || (end === 'succeeded' && index === planned.length - 1);
      const runnable = clock;
      const starting = runnable + 1 + each.wait;
      const started = runs ? starting + each.placing + (each.start ?? 1) : undefined;
      const stopped = started === undefined ? starting + each.placing : started + each.run;
      const succeeds = end === 'succeeded' && index === planned.length - 1;
      const told: AttemptTold = {
        id: `task-${index}`,
        host: `host-${index % 2}`,
        statusReason: each.statusReason,
        startedAt: started === undefined ? undefined : at(started),
        stoppedAt: at(stopped),
        exitCode: succeeds ? 0 : runs ? (each.exitCode ?? undefined) : undefined,
        reason: succeeds ? undefined : each.reason,
      };
      lived.push({ runnable, starting, started, stopped, told });
      clock = stopped + 1.5;
    });
    const inQueue = end === 'stopped in queue';
    const lastStop = lived[lived.length - 1]?.stopped ?? 0;
    return { ...rest, lags, attempts: lived, end, requeued: clock, stopped: inQueue || lived.length === 0 ? clock + wait : lastStop };
  });

/** The events of a history, in the order in which it happened. */
export function eventsOf(history: History): AwsEvent[] {
  const { shape, family, attempts, end } = history;
  const over = attempts.map(({ told }) => told);
  const pending = jobEvent('PENDING', 0, { shape, detail: family });
  const lives = attempts.flatMap(({ runnable, starting, started, told }, index) => {
    const before = over.slice(0, index);
    const { id, host, startedAt } = told;
    const queued = history.lags && index > 0 ? before.slice(0, -1) : before;
    return [
      jobEvent('RUNNABLE', runnable, { shape, over: queued, detail: family }),
      jobEvent('STARTING', starting, { shape, over: before, attempt: { id, host }, detail: family }),
      ...(started === undefined
        ? []
        : [jobEvent('RUNNING', started + 0.4, { shape, over: before, attempt: { id, host, startedAt }, detail: family })]),
    ];
  });
  const requeued = end === 'stopped in queue' ? [jobEvent('RUNNABLE', history.requeued, { shape, over, detail: family })] : [];
  return [pending, ...lives, ...requeued, finalEvent(history, over)];
}

function finalEvent({ shape, family, end, stopped, stopTold }: History, over: readonly AttemptTold[]): AwsEvent {
  const detail = { ...family, stoppedAt: stopTold ? at(stopped) : undefined };
  switch (end) {
    case 'succeeded':
    case 'failed':
      return jobEvent(end === 'failed' ? 'FAILED' : 'SUCCEEDED', stopped + 0.3, {
        shape,
        over,
        attempt: over[over.length - 1],
        detail: { ...family, stoppedAt: at(stopped) },
      });
    case 'stopped in queue':
      return jobEvent('FAILED', stopped + 0.3, {
        shape,
        over,
        detail: { ...detail, statusReason: 'no longer needed', retryStrategy: { attempts: 10 } },
      });
    default:
      return jobEvent('FAILED', stopped + 0.3, { shape, detail: { ...detail, statusReason: 'Dependent Job failed' } });
  }
}

/** A multi-node job is measured once, instead of its nodes. */
export const isMeasured = ({ family }: History): boolean => !('nodeDetails' in family);

/** AWS Batch stopped a node with its main node: whether time was lost, the main node's record says. */
function endedAsStoppedNode({ family, end, attempts }: History): boolean {
  const { exitCode, reason, statusReason } = attempts[attempts.length - 1]?.told ?? {};
  const isWorker = (family as { nodeDetails?: { isMainNode: boolean } }).nodeDetails?.isMainNode === false;
  return (
    isWorker &&
    end === 'failed' &&
    (exitCode === 137 || exitCode === 143) &&
    reason === undefined &&
    statusReason !== 'Your Spot Task was interrupted.'
  );
}

/** Sums that follow from what happened, in seconds; RUNNABLE and STARTING are told to the second. */
export function trueTotals(history: History): { runnable: number; starting: number; running: number; lost: number } {
  const told = (instant: number) => Date.parse(toldAt(instant));
  const stop = history.stopTold ? at(history.stopped) : told(history.stopped + 0.3);
  const sum = (terms: readonly number[]) => Math.round(terms.reduce((total, term) => total + Math.max(0, term), 0)) / 1000;
  const run = ({ started, stopped }: Attempt) => (started === undefined ? 0 : at(stopped) - at(started));
  const waits = history.attempts.map(({ runnable, starting }) => told(starting) - told(runnable));
  return {
    runnable: sum(history.end === 'stopped in queue' ? [...waits, stop - told(history.requeued)] : waits),
    starting: sum(history.attempts.map(({ starting, started, stopped }) => at(started ?? stopped) - told(starting))),
    running: sum(history.attempts.map(run)),
    lost: sum(history.attempts.slice(0, history.end === 'succeeded' || endedAsStoppedNode(history) ? -1 : undefined).map(run)),
  };
}
