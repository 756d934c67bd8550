import { DeployedSnapshot, deploySnapshot, StoredJob } from './stage/deployed-snapshot';
import { NOW, useStage } from './stage/stage';
import { answerError } from './stage/wire';
import { Random } from '../../lab/simulate/random';
import { Entry, TimedState } from '../../src/domain/job/facts';
import { chunks } from '../../src/runtime/chunks';

const stage = useStage();

const JOBS = 3_000;
const QUEUES = ['nightly', 'render', 'train', 'rare'];
const LIFE: readonly TimedState[] = ['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];

/** A job with what is true of it, known from how it was made. */
interface MadeJob extends StoredJob {
  readonly state: TimedState;
  readonly sinceMillis: number;
}

/** A life of some attempts up to some state, its facts in any order, a few of them missing. */
function makeJob(index: number, random: Random): MadeJob {
  const attempts = random.integer(1, 3);
  const last = random.integer(0, LIFE.length - 1);
  const facts: Entry[] = [];
  let atMillis = NOW - 100_000_000 - random.milliseconds(0, 86_400);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const entered = LIFE.slice(attempt === 1 ? 0 : 1, attempt === attempts ? Math.max(last, attempt === 1 ? 0 : 1) + 1 : LIFE.length);
    for (const state of entered) facts.push({ state, atMillis: (atMillis += random.integer(1, 600_000)), attempt, token: `t${index}` });
  }
  const { state, atMillis: sinceMillis } = facts[facts.length - 1];
  const told = facts.filter((_, at) => at === facts.length - 1 || random.chance(0.9)).sort(() => random.integer(-1, 1));
  return {
    jobId: `job-${index}`,
    queue: QUEUES[Math.floor(QUEUES.length * random.next() ** 3)],
    vcpus: random.pick([0.25, 1, 2.5, 16]),
    ended: random.chance(0.33),
    facts: told,
    state,
    sinceMillis,
  };
}

/** The gauges, counted in the plainest way. */
function oracle(jobs: readonly MadeJob[]): Record<string, number> {
  const gauges: Record<string, number> = {};
  for (const queue of [undefined, ...QUEUES]) {
    const ofQueue = jobs.filter((job) => !job.ended && (queue === undefined || job.queue === queue));
    const inState = (...states: TimedState[]) => ofQueue.filter(({ state }) => states.includes(state));
    const vcpus = (...states: TimedState[]) => inState(...states).reduce((sum, job) => sum + (job.vcpus ?? 0), 0);
    const oldest = (state: TimedState) => Math.max(0, ...inState(state).map(({ sinceMillis }) => (NOW - sinceMillis) / 1000));
    const suffix = queue ? ` JobQueue=${queue}` : '';
    for (const state of ['SUBMITTED', ...LIFE] as const) {
      gauges[`JobsInState${suffix} JobState=${state}`] = inState(state as TimedState).length;
    }
    gauges[`OldestRunnableSeconds${suffix}`] = oldest('RUNNABLE');
    gauges[`OldestStartingSeconds${suffix}`] = oldest('STARTING');
    gauges[`WaitingVcpus${suffix}`] = vcpus('PENDING', 'RUNNABLE');
    gauges[`RunningVcpus${suffix}`] = vcpus('STARTING', 'RUNNING');
  }
  return gauges;
}

describe('a large table', () => {
  let jobs: MadeJob[];
  let filled: DeployedSnapshot;
  const withSegments = (segments: number) =>
    deploySnapshot(stage, { JOB_TABLE: filled.variables.JOB_TABLE, SCAN_SEGMENTS: String(segments) });

  beforeAll(async () => {
    const random = new Random(7);
    jobs = Array.from({ length: JOBS }, (_, index) => makeJob(index, random));
    filled = await deploySnapshot(stage);
    for (const some of chunks(jobs, 50)) await filled.store(...some);
  }, 120_000);

  test.each([1, 4, 8])('read in %d segments gives what is true of its jobs', async (segments) => {
    const snapshot = await withSegments(segments);
    await snapshot.take();
    expect(snapshot.gauges).toEqual(oracle(jobs));
    expect(new Set(stage.dynamodb.of('Scan').map(({ body }) => (JSON.parse(body) as { Segment: number }).Segment)).size).toBe(segments);
  });

  test('gives the same record in any number of segments', async () => {
    const records = await Promise.all(
      [1, 4].map(async (segments) => {
        const snapshot = await withSegments(segments);
        await snapshot.take();
        return snapshot.lines.ofType('in-flight').sort((a, b) => String(a.JobQueue).localeCompare(String(b.JobQueue)));
      }),
    );
    expect(records[1]).toEqual(records[0]);
  });

  test('is read page by page, and no further where a page fails', async () => {
    const snapshot = await withSegments(1);
    stage.dynamodb.answer = ({ operation, body }) =>
      operation === 'Scan' && body.includes('ExclusiveStartKey') ? answerError('AccessDeniedException') : undefined;
    await expect(snapshot.take()).rejects.toThrow('could not be taken');
    expect(stage.dynamodb.of('Scan')).toHaveLength(2);
    expect(snapshot.lines.documents).toEqual([]);
  });
});
