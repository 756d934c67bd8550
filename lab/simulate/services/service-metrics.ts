import { clusterPoints, insightsPoints } from './cluster-metrics';
import { batchGroupPoints, otherGroupPoints } from './group-metrics';
import { InstanceMetrics } from './instance-metrics';
import { jobMetrics } from './job-metrics';
import { Samples, ServicePoint } from './samples';
import { STEP, STEPS } from './steps';
import { usageOf } from './usage';
import { Surroundings } from '../around/surroundings';
import { Day } from '../engine/day';
import { HOUR } from '../model';
import { Random } from '../random';

/** The metrics of Auto Scaling, EC2, ECS, Batch and Container Insights for the simulated day, every five minutes. */
export function* serviceMetrics(day: Day, around: Surroundings, seed: number, start: number): Generator<ServicePoint> {
  const usage = usageOf(day, around, start);
  const jobs = jobMetrics(day, start);
  const random = new Random(seed, 'services');
  for (let step = 0; step < STEPS; step++) {
    const at = start + step * STEP;
    const isHour = at % HOUR === 0;
    yield* points(at, [
      ...around.groups
        .filter(({ createdAt }) => createdAt <= at)
        .flatMap((group) => {
          const ofEnvironment = group.environment && usage.environments.get(group.environment);
          return ofEnvironment ? batchGroupPoints(group, ofEnvironment, step, random) : otherGroupPoints(group, isHour, random);
        }),
      ...[...usage.environments].flatMap(([environment, each]) => [
        ...clusterPoints(environment, each, step, random),
        ...insightsPoints(environment, each, step, random),
      ]),
    ]);
    yield* jobs[step];
  }
}

/** The metrics of each instance, from EC2 and the CloudWatch agent. */
export function* instanceMetrics(day: Day, around: Surroundings, seed: number, start: number): Generator<ServicePoint> {
  const instances = new InstanceMetrics(day, around, start);
  const random = new Random(seed, 'instances');
  for (let step = 0; step < STEPS; step++) {
    const at = start + step * STEP;
    yield* points(at, instances.at(at, step, random));
  }
}

function* points(at: number, all: readonly Samples[]): Generator<ServicePoint> {
  for (const { namespace, dimension, of, samples } of all) {
    for (const { name, value, unit } of samples) {
      yield {
        Namespace: namespace,
        Name: name,
        Dimensions: { [dimension]: of },
        Timestamp: at,
        Values: [Math.round(value * 100) / 100],
        Counts: [1],
        Unit: unit,
      };
    }
  }
}
