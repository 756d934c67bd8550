import { dayOf } from './simulated-day';

const day = dayOf(2000, 7);
const QUARTER = 15 * 60_000;
type JobEvent = (typeof day.jobEvents)[number];
const isArrayParent = ({ detail }: JobEvent): boolean => detail.arrayProperties?.size !== undefined;
const isNode = ({ detail }: JobEvent): boolean => detail.nodeDetails !== undefined;
const events = day.jobEvents.filter((event) => !isArrayParent(event) && !isNode(event));
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe('the truth of jobs in flight', () => {
  test('covers every queue at every quarter of an hour until after the last event', () => {
    const times = [...new Set(day.inFlight.map(({ At }) => Date.parse(At)))];
    const last = Math.max(...events.map(({ time }) => Date.parse(time)));

    expect(day.inFlight).toHaveLength(times.length * 5);
    expect(times.every((time, index) => time % QUARTER === 0 && (index === 0 || time - times[index - 1] === QUARTER))).toBe(true);
    expect(times[0]).toBeLessThan(Date.parse(events[0].time) + QUARTER);
    expect(times[times.length - 1]).toBeGreaterThan(last + 60 * 60_000);
  });

  test('follows from the events up to then: the last one of each job that has not ended', () => {
    const busy = [...day.inFlight].sort((one, other) => other.States.RUNNING - one.States.RUNNING).slice(0, 3);
    for (const { At, JobQueue, States, OldestRunnableSeconds } of busy) {
      const seen = new Map<string, { status: string; time: number }>();
      for (const { time, detail } of events) {
        const isOfQueue = (detail as unknown as { jobQueue: string }).jobQueue.endsWith(`/${JobQueue}`);
        if (isOfQueue && Date.parse(time) <= Date.parse(At)) seen.set(detail.jobId, { status: detail.status, time: Date.parse(time) });
      }
      const now = [...seen.values()];
      const waiting = now.filter(({ status }) => status === 'RUNNABLE').map(({ time }) => (Date.parse(At) - time) / 1000);
      expect(States).toEqual(
        Object.fromEntries(Object.keys(States).map((state) => [state, now.filter(({ status }) => status === state).length])),
      );
      expect(OldestRunnableSeconds).toBe(waiting.length === 0 ? undefined : Math.max(...waiting));
    }
  });

  test('ends with nothing in flight', () => {
    const [{ At }] = day.inFlight.slice(-1);

    for (const { States, WaitingVcpus, RunningVcpus, ...rest } of day.inFlight.filter((row) => row.At === At)) {
      expect([...Object.values(States), WaitingVcpus, RunningVcpus]).toEqual([0, 0, 0, 0, 0, 0]);
      expect(Object.keys(rest)).toEqual(['At', 'JobQueue']);
    }
  });

  test('asks for vCPUs where and only where there are jobs', () => {
    for (const { States, WaitingVcpus, RunningVcpus } of day.inFlight) {
      expect(WaitingVcpus > 0).toBe(States.PENDING + States.RUNNABLE > 0);
      expect(RunningVcpus > 0).toBe(States.STARTING + States.RUNNING > 0);
    }
  });
});

describe('the truth of instances in service', () => {
  test('never has more instances than there are, and at the end those that nobody terminated', () => {
    const [{ At }] = day.inFlight.slice(-1);
    const left = day.inService.filter((row) => row.At === At);

    for (const each of day.inService) {
      const own = day.world.Instances.filter(
        ({ ClusterArn, RegisteredAt }) => ClusterArn.includes(each.ComputeEnvironment) && Date.parse(RegisteredAt) <= Date.parse(each.At),
      );
      if (each.Instances === 0 || each.Instances > own.length) throw new Error(JSON.stringify(each));
    }
    expect(left.map(({ ComputeEnvironment }) => ComputeEnvironment)).toContain('lab-hosts');
    expect(new Set(day.inService.map(({ ComputeEnvironment }) => ComputeEnvironment)).size).toBe(5);
  });
});

describe('the truth of transitions', () => {
  const jobs = (state: string, dimension = '') =>
    day.transitions.filter(({ State, Dimension }) => State === state && Dimension === dimension).map(({ Jobs }) => Jobs);

  test.each(['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'])(
    'counts each event of %s, in total and over queues and definitions',
    (state) => {
      const reported = events.filter(({ detail }) => detail.status === state).length;

      expect(jobs(state)).toEqual([reported]);
      expect(total(jobs(state, 'JobQueue'))).toBe(reported);
      expect(total(jobs(state, 'JobDefinition'))).toBe(reported);
    },
  );

  test('knows the instance of what started on one', () => {
    const onHosts = events.filter(({ detail }) => detail.status === 'STARTING' && JSON.stringify(detail).includes(':container-instance/'));

    expect(total(jobs('STARTING', 'InstanceType'))).toBe(onHosts.length);
    expect(total(jobs('STARTING', 'AvailabilityZone'))).toBe(onHosts.length);
    const nodes = day.jobEvents.filter((event) => isNode(event) && event.detail.status === 'STARTING');
    expect(nodes.length).toBeGreaterThan(0);
    expect(total(jobs('STARTING', 'ComputeEnvironment'))).toBe(day.runTask[0].Placed - nodes.length);
    expect(jobs('RUNNABLE', 'ComputeEnvironment')).toEqual([]);
  });
});
