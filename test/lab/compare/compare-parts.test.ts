import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Comparison, compareWithTruth, isEqual } from '../../../lab/compare/compare';
import { describeComparison } from '../../../lab/compare/describe-comparison';
import { Part } from '../../../lab/compare/parts';

const lines = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const AT = '2026-03-02T10:00:00.000Z';
const LATER = '2026-03-02T10:15:00.000Z';

interface Given {
  readonly transitions?: object[];
  readonly runTask?: object[];
  readonly instances?: object[];
  readonly inFlight?: object[];
  readonly inService?: object[];
  readonly totals?: object[];
  readonly chaos?: string;
  readonly truth?: object[];
  readonly points?: object[];
  /** Records in the log groups. */
  readonly logged?: object[];
  readonly jobs?: object[];
  readonly required?: readonly Part[];
  /** Records of events that were replayed too. */
  readonly more?: object[];
}

function compare(given: Given): Comparison {
  const folder = mkdtempSync(join(tmpdir(), 'compare-parts-test-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  for (const [name, value] of Object.entries({
    'truth-metrics': given.totals ?? [],
    'truth-transitions': given.transitions ?? [],
    'truth-run-task': given.runTask ?? [],
    'truth-instances': given.instances ?? [],
    'truth-in-flight': given.inFlight ?? [],
    'truth-in-service': given.inService ?? [],
    simulation: { Chaos: given.chaos ?? 'none' },
  })) {
    write(`${name}.json`, JSON.stringify(value));
  }
  write('truth.ndjson', lines(given.truth ?? given.jobs ?? []));
  write('records.ndjson', lines(given.jobs ?? []));
  write('metrics.ndjson', lines(given.points ?? []));
  write('more.ndjson', lines(given.more ?? []));
  mkdirSync(join(folder, 'logs'));
  write(
    'logs/Group.ndjson',
    lines([
      { timestamp: 1, message: 'START RecordType' },
      ...(given.logged ?? []).map((record) => ({ timestamp: 1, message: JSON.stringify(record) })),
    ]),
  );
  return compareWithTruth(folder, folder, { required: given.required ?? [], more: given.more && [join(folder, 'more.ndjson')] });
}

const point = (Name: string, value: number, Dimensions: object = {}, at = AT): object => ({
  Namespace: 'BatchInsights',
  Name,
  Dimensions,
  Timestamp: Date.parse(at),
  Values: [value],
  Counts: [1],
  Unit: 'Count',
});

describe('the parts that are compared', () => {
  test('are those that a replay emits; the comparison names the others', () => {
    const comparison = compare({
      logged: [{ RecordType: 'transitions', JobsRunning: 1 }],
      transitions: [{ State: 'RUNNING', Dimension: '', Value: '', Jobs: 1 }],
    });

    expect([...comparison.parts.keys()]).toEqual([Part.TRANSITIONS]);
    expect(isEqual(comparison)).toBe(true);
    expect(describeComparison(comparison)).toContain('RunTask: not compared, because the replay emitted nothing of it');
  });

  test('are also those that are required, of which a replay emits nothing', () => {
    const comparison = compare({
      required: Object.values(Part),
      runTask: [{ Dimension: '', Value: '', Calls: 2, Placed: 1, NotPlaced: 1 }],
    });

    expect(comparison.notes).toEqual([]);
    expect(isEqual(comparison)).toBe(false);
    expect(describeComparison(comparison)).toContain('RunTask: Tasks not placed: expected 1, found 0');
    expect(describeComparison(comparison)).toContain('In flight: No gauge of jobs in flight was taken at any time that the truth covers');
  });

  test('have their metrics compared with them, and not without', () => {
    const totals = [
      { Name: 'RunTaskCalls', Dimensions: {}, Count: 2, Sum: 2 },
      { Name: 'InstancesRegistered', Dimensions: {}, Count: 1, Sum: 1 },
    ];

    expect(compare({ totals }).metrics).toEqual({ expected: 0, equal: 0, differences: [] });
    expect(compare({ totals, points: [point('RunTaskCalls', 1)] }).metrics.differences).toEqual([
      'RunTaskCalls: expected 2 with a sum of 2, found 1 with a sum of 1',
    ]);
    expect(compare({ totals, required: [Part.INSTANCES] }).metrics.differences).toEqual([
      'InstancesRegistered: expected 1 with a sum of 1, found 0 with a sum of 0',
    ]);
  });
});

describe('transitions', () => {
  const transitions = [
    { State: 'RUNNING', Dimension: '', Value: '', Jobs: 3 },
    { State: 'RUNNING', Dimension: 'InstanceType', Value: 'm6i.large', Jobs: 2 },
    { State: 'SUCCEEDED', Dimension: '', Value: '', Jobs: 1 },
    { State: 'SUCCEEDED', Dimension: 'JobDefinition', Value: 'render', Jobs: 1 },
  ];
  const jobs = [
    { JobId: 'a', Status: 'SUCCEEDED', JobDefinition: 'render:7' },
    { JobId: 'b', Status: 'SUCCEEDED', JobDefinition: 'render:7', ArraySize: 2 },
  ];

  test('are added up over lines and job records, without parents', () => {
    const logged = [
      { RecordType: 'transitions', JobsRunning: 2, InstanceType: 'm6i.large' },
      { RecordType: 'transitions', JobsRunning: 1 },
    ];
    expect(compare({ transitions, jobs, logged }).parts.get(Part.TRANSITIONS)).toEqual({ expected: 4, equal: 4, differences: [] });
  });

  test('that differ are named, and those that should not be', () => {
    const logged = [{ RecordType: 'transitions', JobsRunning: 3, JobsSubmitted: 1, InstanceType: 'c6i.large' }];
    expect(compare({ transitions, jobs, logged }).parts.get(Part.TRANSITIONS)?.differences).toEqual([
      'RUNNING InstanceType=m6i.large: expected 2, found 0',
      'SUBMITTED: expected 0, found 1',
      'SUBMITTED InstanceType=c6i.large: expected 0, found 1',
      'RUNNING InstanceType=c6i.large: expected 0, found 3',
    ]);
  });
});

test('failures of RunTask are added up by reason: several in one line count as many', () => {
  const runTask = [
    { Dimension: '', Value: '', Calls: 9, Placed: 6, NotPlaced: 4 },
    { Dimension: 'Reason', Value: 'AGENT', Calls: 0, Placed: 0, NotPlaced: 3 },
  ];
  const logged = [
    { RecordType: 'run-task-failure', Reason: 'AGENT', Failures: 3 },
    { RecordType: 'run-task-failure', Reason: 'CAPACITY' },
  ];

  expect(compare({ runTask, logged }).parts.get(Part.RUN_TASK)).toEqual({
    expected: 2,
    equal: 2,
    differences: ['Tasks not placed Reason=CAPACITY: expected 0, found 1'],
  });
});

test('lines about instances are added up by their content', () => {
  const instances = [
    {
      Dimension: '',
      Value: '',
      Registered: 2,
      Deregistered: 1,
      Reclaimed: 1,
      Warnings: 1,
      Rebalance: 0,
      RegisteredVcpus: 8,
      RegisteredMemoryMiB: 9,
      LifetimeSeconds: 12.5,
    },
  ];
  const line = (Change: string, fields: object = {}): object => ({ RecordType: 'instance', Change, ...fields });
  const logged = [
    line('registered', { Vcpus: 4, MemoryMiB: 4 }),
    line('registered', { Vcpus: 4, MemoryMiB: 5 }),
    line('interruption-warning'),
    line('deregistered', { LifetimeSeconds: 12.5, Reclaimed: 1 }),
  ];

  expect(compare({ instances, logged }).parts.get(Part.INSTANCES)).toEqual({ expected: 7, equal: 7, differences: [] });
  expect(
    compare({ instances, logged: [...logged, line('rebalance-recommendation'), line('hibernated')] }).parts.get(Part.INSTANCES)
      ?.differences,
  ).toEqual(['Rebalance: expected 0, found 1', 'Change hibernated: expected 0, found 1']);
});

describe('gauges of jobs in flight', () => {
  const row = (At: string, JobQueue: string, RUNNING: number, more: object = {}): object => ({
    At,
    JobQueue,
    States: { RUNNABLE: 1, RUNNING },
    WaitingVcpus: 1,
    RunningVcpus: 2 * RUNNING,
    OldestRunnableSeconds: 30,
    ...more,
  });
  const gauges = (queue: string | undefined, running: number, runnable: number, at: string): object[] => {
    const own = queue === undefined ? {} : { JobQueue: queue };
    return [
      point('JobsInState', runnable, { ...own, JobState: 'RUNNABLE' }, at),
      point('JobsInState', running, { ...own, JobState: 'RUNNING' }, at),
      point('WaitingVcpus', runnable, own, at),
      point('RunningVcpus', 2 * running, own, at),
      point('OldestRunnableSeconds', 30, own, at),
    ];
  };
  const inFlight = [row(AT, 'a', 2), row(AT, 'b', 1, { OldestRunnableSeconds: 20 }), row(LATER, 'a', 1)];
  const ofB = gauges('b', 1, 1, AT).map((each) =>
    'Name' in each && each.Name === 'OldestRunnableSeconds' ? { ...each, Values: [20] } : each,
  );
  const right = [...gauges(undefined, 3, 2, AT), ...gauges('a', 2, 1, AT), ...ofB];

  test('are compared at each tick that the truth covers, in total and by queue', () => {
    const elsewhere = gauges('a', 7, 7, '2026-03-02T10:07:00.000Z');
    expect(compare({ inFlight, points: [...right, ...elsewhere] }).parts.get(Part.IN_FLIGHT)).toEqual({
      expected: 21,
      equal: 21,
      differences: [],
    });
  });

  test('that are wrong, missing or duplicate are named', () => {
    const points = [...right.slice(1), point('JobsInState', 9, { JobState: 'PENDING' }), point('WaitingVcpus', 1, { JobQueue: 'a' })];
    expect(compare({ inFlight, points }).parts.get(Part.IN_FLIGHT)?.differences).toEqual([
      `JobsInState JobState=RUNNABLE at ${AT}: expected 2, found nothing`,
      `WaitingVcpus JobQueue=a at ${AT}: expected 1, found 1 and 1`,
      `JobsInState JobState=PENDING at ${AT}: expected 0, found 9`,
    ]);
  });

  test('are of instances in service too, in total and by environment', () => {
    const inService = [
      { At: AT, ComputeEnvironment: 'x', Instances: 2, Vcpus: 64, MemoryMiB: 100 },
      { At: AT, ComputeEnvironment: 'y', Instances: 1, Vcpus: 32, MemoryMiB: 50 },
    ];
    const hosts = (instances: number, vcpus: number, memory: number, own: object = {}): object[] => [
      point('InstancesInService', instances, own),
      point('InServiceVcpus', vcpus, own),
      point('InServiceMemoryMiB', memory, own),
    ];
    const points = [
      ...right,
      ...hosts(3, 96, 150),
      ...hosts(2, 64, 100, { ComputeEnvironment: 'x' }),
      ...hosts(1, 32, 50, { ComputeEnvironment: 'y' }),
    ];

    expect(compare({ inFlight, inService, points }).parts.get(Part.IN_FLIGHT)).toEqual({ expected: 27, equal: 27, differences: [] });
    expect(compare({ inFlight, inService, points: points.slice(0, -1) }).parts.get(Part.IN_FLIGHT)?.differences).toEqual([
      `InServiceMemoryMiB ComputeEnvironment=y at ${AT}: expected 50, found nothing`,
    ]);
  });

  test('are compared by queue alone where other events were replayed too', () => {
    const points = [...gauges(undefined, 9, 9, AT), ...gauges('a', 2, 1, AT), ...ofB, ...gauges('other', 7, 7, AT)];
    const other = { JobId: 'x', JobQueue: 'other' };
    const comparison = compare({ inFlight, points, more: [other], jobs: [other], truth: [] });

    expect(comparison.parts.get(Part.IN_FLIGHT)).toEqual({ expected: 12, equal: 12, differences: [] });
    expect(comparison.notes).toContain('In flight: totals were not compared, for events of other queues were replayed too');
  });

  test('are compared at the last tick alone where events came out of order', () => {
    const points = [...gauges('a', 9, 9, AT), ...gauges(undefined, 1, 1, LATER), ...gauges('a', 1, 1, LATER)];
    const comparison = compare({ inFlight, points, chaos: 'mild' });

    expect(comparison.parts.get(Part.IN_FLIGHT)).toMatchObject({ expected: 15, differences: [] });
    expect(comparison.notes).toContain('In flight: only the last tick was compared, for events were delivered out of order');
  });
});
