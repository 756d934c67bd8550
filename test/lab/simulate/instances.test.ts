import { dayOf } from './simulated-day';

interface InstanceState {
  containerInstanceArn: string;
  clusterArn: string;
  status: string;
  runningTasksCount: number;
  pendingTasksCount: number;
  version: number;
}

const day = dayOf(2000, 7);
const reported = new Map<string, { time: number; detail: InstanceState }[]>();
for (const event of day.events) {
  const detail = event.detail as InstanceState;
  if (event['detail-type'] !== 'ECS Container Instance State Change' || /web$/.test(detail.clusterArn)) continue;
  reported.set(detail.containerInstanceArn, [
    ...(reported.get(detail.containerInstanceArn) ?? []),
    { time: Date.parse(event.time), detail },
  ]);
}
const starting = new Map<string, number>();
const placed = new Map<string, number[]>();
for (const record of day.truth) {
  const last = record.Attempts.length - 1;
  for (const [index, attempt] of record.Attempts.entries()) {
    const full = index === last ? { ...record, ...attempt } : attempt;
    if (full.ContainerInstanceArn === undefined) continue;
    const [from, to] = [Date.parse(full.StartingAt!), Date.parse(full.StoppedAt!)];
    starting.set(full.ContainerInstanceArn, Math.min(from, starting.get(full.ContainerInstanceArn) ?? Infinity));
    placed.set(full.ContainerInstanceArn, [...(placed.get(full.ContainerInstanceArn) ?? []), from, to]);
  }
}

describe('the instances of the simulated site', () => {
  test('are about one for a dozen jobs or somewhat more, each used for several', () => {
    expect(day.world.Instances.length).toBeGreaterThan(2000 / 24);
    expect(day.world.Instances.length).toBeLessThan(2000 / 6);
  });

  test('register before their first task, though some report it afterwards', () => {
    for (const instance of day.world.Instances) {
      expect(starting.get(instance.ContainerInstanceArn) ?? Infinity).toBeGreaterThanOrEqual(
        Math.floor(Date.parse(instance.RegisteredAt) / 1000) * 1000,
      );
    }
    const late = [...reported].filter(([arn, [first]]) => first.time > (starting.get(arn) ?? Infinity));
    expect(late.length).toBeGreaterThan(3);
  });

  test('have no event at all where they were there before', () => {
    const before = day.world.Instances.filter((instance) => !reported.has(instance.ContainerInstanceArn));

    expect(before.filter((instance) => placed.has(instance.ContainerInstanceArn)).length).toBeGreaterThan(2);
    expect(before.every((instance) => Date.parse(instance.RegisteredAt) < Date.parse(day.events[0].time))).toBe(true);
  });

  test('run nothing after their end', () => {
    for (const [arn, events] of reported) {
      const gone = events.find((event) => event.detail.status === 'INACTIVE')?.time ?? Infinity;
      expect(Math.max(0, ...(placed.get(arn) ?? []))).toBeLessThanOrEqual(gone + 1000);
    }
  });

  test('register once without tasks, then chatter at each start and stop with growing versions', () => {
    for (const events of reported.values()) {
      const byVersion = [...events].sort((one, other) => one.detail.version - other.detail.version);
      const [registration, ...rest] = byVersion.map((event) => event.detail);
      expect(registration).toMatchObject({ status: 'ACTIVE', version: 2, runningTasksCount: 0, pendingTasksCount: 0 });
      expect(new Set(events.map((event) => event.detail.version)).size).toBe(events.length);
      expect(Math.min(0, ...rest.map((each) => each.runningTasksCount))).toBe(0);
    }
    const busy = [...reported.values()].flat().filter((event) => event.detail.status === 'ACTIVE' && event.detail.runningTasksCount > 0);
    expect(busy.length).toBeGreaterThan(2000);
  });

  test('are described by the world as by the truth', () => {
    const known = new Map(day.world.Instances.map((instance) => [instance.ContainerInstanceArn, instance]));
    for (const record of day.truth.filter((each) => each.ContainerInstanceArn !== undefined)) {
      const { InstanceId, InstanceType, AvailabilityZone, Architecture } = record;
      expect(known.get(record.ContainerInstanceArn!)).toMatchObject({ InstanceId, InstanceType, AvailabilityZone, Architecture });
    }
  });
});
