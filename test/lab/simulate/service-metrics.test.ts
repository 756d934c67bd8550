import { dayOf, START } from './simulated-day';

const day = dayOf(2000, 7);
const points = [...day.serviceMetrics];
const STEP = 300_000;
const batchGroups = new Map(
  day.world.AutoScalingGroups.flatMap(({ Name, ComputeEnvironment }) =>
    ComputeEnvironment === undefined ? [] : [[Name, ComputeEnvironment]],
  ),
);
/** Values by time of one metric of one resource. */
const series = (name: string, resource: string): Map<number, number> =>
  new Map(
    points
      .filter((point) => point.Name === name && Object.values(point.Dimensions)[0] === resource)
      .map((point) => [point.Timestamp, point.Values[0]]),
  );

describe('what services publish', () => {
  test("is a data point every five minutes of the day, in the form of a replay's", () => {
    const times = new Set(points.map(({ Timestamp }) => Timestamp));

    expect(times.size).toBe(288);
    expect(Math.min(...times)).toBe(START.getTime());
    for (const point of points) {
      expect(Object.keys(point)).toEqual(['Namespace', 'Name', 'Dimensions', 'Timestamp', 'Values', 'Counts', 'Unit']);
      if (point.Timestamp % STEP !== 0 || !Number.isFinite(point.Values[0]) || point.Values[0] < 0) throw new Error(JSON.stringify(point));
    }
  });

  test('is the same at each pass', () => {
    expect([...day.serviceMetrics]).toEqual(points);
  });

  test.each<[string, string, number]>([
    ['AWS/AutoScaling', 'AutoScalingGroupName', 100],
    ['AWS/EC2', 'AutoScalingGroupName', 100],
    ['AWS/ECS', 'ClusterName', 4],
    ['ECS/ContainerInsights', 'ClusterName', 6],
    ['AWS/Batch', 'JobQueueName', 5],
  ])('is of %s by %s', (namespace, dimension, atLeast) => {
    const own = points.filter(({ Namespace }) => Namespace === namespace);

    expect(own.every(({ Dimensions }) => Object.keys(Dimensions).join() === dimension)).toBe(true);
    expect(new Set(own.map(({ Dimensions }) => Dimensions[dimension])).size).toBeGreaterThanOrEqual(atLeast);
  });

  test('counts the instances of a group as the events report them', () => {
    for (const [name, environment] of batchGroups) {
      const own = day.world.Instances.filter(
        ({ ClusterArn }) => ClusterArn.includes(`/AWSBatch-${environment}-`) || ClusterArn.includes(`/${environment}_Batch_`),
      );
      for (const [time, instances] of series('GroupInServiceInstances', name)) {
        expect(instances).toBeLessThanOrEqual(own.filter(({ RegisteredAt }) => Date.parse(RegisteredAt) <= time).length);
      }
      expect(Math.max(...series('GroupInServiceInstances', name).values())).toBeGreaterThan(0);
    }
  });

  test('wants at least the capacity that is in service, more while jobs wait, and totals what comes and goes', () => {
    for (const [name] of batchGroups) {
      const [desired, inService, pending, leaving, total] = ['Desired', 'InService', 'Pending', 'Terminating', 'Total'].map((kind) =>
        series(`Group${kind}Capacity`, name),
      );
      for (const [time, capacity] of inService) {
        expect(desired.get(time)).toBeGreaterThanOrEqual(capacity + pending.get(time)!);
        expect(total.get(time)).toBe(capacity + pending.get(time)! + leaving.get(time)!);
      }
    }
    const [spot] = [...batchGroups].find(([, environment]) => environment === 'spot-x86')!;
    const inService = series('GroupInServiceCapacity', spot);
    expect([...series('GroupDesiredCapacity', spot)].some(([time, desired]) => desired > inService.get(time)!)).toBe(true);
  });

  test('reserves what jobs ask for, and uses less of it', () => {
    const pairs = [
      ['CPUReservation', 'CPUUtilization'],
      ['MemoryReservation', 'MemoryUtilization'],
      ['CpuReserved', 'CpuUtilized'],
      ['MemoryReserved', 'MemoryUtilized'],
    ];
    const clusters = day.world.ComputeEnvironments.flatMap(({ EcsClusterArn }) => EcsClusterArn?.split('/')[1] ?? []);
    for (const cluster of clusters) {
      for (const [reserved, used] of pairs) {
        const uses = series(used, cluster);
        for (const [time, value] of series(reserved, cluster)) expect(uses.get(time)).toBeLessThanOrEqual(value);
      }
      expect([...series('CPUReservation', cluster).values()].every((value) => value <= 100)).toBe(true);
    }
  });

  test('has no data point of a group before it was made', () => {
    const fresh = day.world.AutoScalingGroups.filter(({ CreatedAt }) => Date.parse(CreatedAt) > START.getTime());

    expect(fresh.length).toBeGreaterThan(1);
    for (const { Name, CreatedAt } of fresh) {
      expect(Math.min(...series('GroupInServiceInstances', Name).keys())).toBeGreaterThanOrEqual(Date.parse(CreatedAt));
    }
  });

  test('counts each job of a queue where AWS Batch counts it', () => {
    const total = (name: string, queue: string) =>
      points
        .filter((point) => point.Name === name && point.Dimensions.JobQueueName === queue)
        .reduce((sum, { Values }) => sum + Values.reduce((all, value) => all + value), 0);
    const isOfDay = (at: string) => Date.parse(at) < START.getTime() + 288 * STEP;
    const entered = [...day.changes].filter(({ At, What, JobQueue }) => JobQueue === 'nightly' && isOfDay(At) && What === 'FAILED');
    expect(total('JobsMovedToFailed', 'nightly')).toBe(entered.length);
    expect(total('JobsMovedToFailed', 'nightly')).toBeGreaterThan(0);
    expect(total('JobsRetried', 'nightly')).toBeGreaterThan(0);
  });

  test('moves bytes and works only where jobs do', () => {
    const [group] = [...batchGroups].find(([, environment]) => environment === 'od-x86')!;
    const cpu = [...series('CPUUtilization', group).values()];

    expect(Math.min(...cpu)).toBeLessThan(10);
    expect(Math.max(...cpu)).toBeGreaterThan(25);
    for (const name of ['NetworkIn', 'NetworkOut', 'DiskReadBytes', 'DiskWriteBytes']) {
      expect(Math.max(...series(name, group).values())).toBeGreaterThan(1e6);
    }
  });
});

test('of each instance there is the use of its vCPUs and memory, and what it reads and writes, while it is registered', () => {
  const names = ['CPUUtilization', 'EBSReadBytes', 'EBSReadOps', 'EBSWriteBytes', 'EBSWriteOps', 'mem_used_percent'];
  const [{ InstanceId }] = day.world.Instances;
  const own = [...day.instanceMetrics].filter(({ Dimensions }) => Dimensions.InstanceId === InstanceId);
  const times = [...new Set(own.map(({ Timestamp }) => Timestamp))];

  expect(times.length).toBeGreaterThan(0);
  expect(own.map(({ Name, Timestamp }) => [Timestamp, Name])).toEqual(times.flatMap((time) => names.map((name) => [time, name])));
  for (const { Unit, Values } of own) {
    if (!(Values[0] >= 0) || (Unit === 'Percent' && Values[0] > 104)) throw new Error(`${Values[0]} ${Unit}`);
  }
});

describe('what Container Insights logs', () => {
  const lines = [...day.serviceLogs].map((line) => ({ ...line, ...(JSON.parse(line.message) as TaskLine) }));
  const attempts = day.truth.flatMap(({ Attempts = [] }) => (Attempts as readonly TrueAttempt[]).filter(({ TaskArn }) => TaskArn));
  const byTask = new Map(attempts.map((attempt) => [attempt.TaskArn!.split('/').pop()!, attempt]));

  test('is a line for each minute in which a task of an attempt runs, with the instance of the attempt', () => {
    expect(new Set(lines.map(({ LaunchType }) => LaunchType))).toEqual(new Set(['EC2', 'FARGATE']));
    for (const { TaskId, EC2InstanceId, LaunchType, timestamp } of lines) {
      const attempt = byTask.get(TaskId);
      if (!attempt) continue;
      const { StartedAt = '', StoppedAt = '', InstanceId } = attempt;
      const runs = Date.parse(StartedAt) <= timestamp && timestamp <= Date.parse(StoppedAt) && timestamp % 60_000 === 0;
      if (!runs || EC2InstanceId !== InstanceId || (LaunchType === 'EC2') !== (InstanceId !== undefined)) {
        throw new Error(JSON.stringify({ TaskId, EC2InstanceId, timestamp, attempt }));
      }
    }
    const known = new Set(lines.map(({ TaskId }) => TaskId));
    const long = [...byTask].filter(([, { StartedAt = '', StoppedAt = '' }]) => isWithinDay(StartedAt) && isLong(StartedAt, StoppedAt));
    expect(long.length).toBeGreaterThan(50);
    expect(long.filter(([task]) => !known.has(task))).toEqual([]);
  });

  test('is in the log group of the cluster, and uses no more than is reserved', () => {
    for (const { logGroup, ClusterName, CpuReserved, CpuUtilized, MemoryReserved, MemoryUtilized } of lines) {
      if (logGroup !== `/aws/ecs/containerinsights/${ClusterName}/performance`) throw new Error(logGroup);
      if (CpuUtilized > CpuReserved || MemoryUtilized > MemoryReserved) throw new Error(`${CpuUtilized} ${MemoryUtilized}`);
    }
  });
});

const isWithinDay = (time: string): boolean => {
  const hours = (Date.parse(time) - START.getTime()) / 3_600_000;
  return hours > 0 && hours < 23;
};
const isLong = (from: string, to: string): boolean => Date.parse(to) - Date.parse(from) >= 60_000;

interface TaskLine {
  readonly TaskId: string;
  readonly EC2InstanceId?: string;
  readonly LaunchType: string;
  readonly ClusterName: string;
  readonly CpuReserved: number;
  readonly CpuUtilized: number;
  readonly MemoryReserved: number;
  readonly MemoryUtilized: number;
}

interface TrueAttempt {
  readonly TaskArn?: string;
  readonly InstanceId?: string;
  readonly StartedAt?: string;
  readonly StoppedAt?: string;
}
