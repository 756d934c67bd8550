import { asTimeChart, compareNamed, Comparison, together } from './comparison';
import { pointsOf, seriesOf } from './counts';
import { AmountsOverTime, Sample, startOf, Truth } from './truth';

const HOUR = 3_600_000;
/** How often a replay runs what is due at most. */
const REPLAY_TICK = HOUR;

/** The average of each period by a dimension whose values are names of resources. */
interface Source {
  readonly namespace: string;
  readonly metric: string;
  readonly dimension: string;
  /** AWS Batch's own, and those of others that bear the words by which a search finds them. */
  readonly namesOf: (truth: Truth) => Names;
  /** Since when there is data of a resource. */
  readonly since?: (truth: Truth, name: string, firstDrawn: number, period: number) => number;
}

interface Names {
  readonly ofBatch: readonly string[];
  readonly alike: readonly string[];
}

const averages = ({ namespace, metric, dimension, namesOf, since = () => -Infinity }: Source): Comparison => ({
  tells: [`${metric} by ${dimension}`],
  against: 'the average of each period',
  compare: (chart, truth) => {
    const { ofBatch, alike } = namesOf(truth);
    // What is drawn of a resource that nothing is expected of stays, and is a difference.
    const all = seriesOf(asTimeChart(chart), (value) => value);
    const from = new Map(
      [...ofBatch, ...alike].map((name) => [name, since(truth, name, Math.min(...(all.get(name)?.keys() ?? [])), chart.period)]),
    );
    const isCompared = (name: string, ms: number): boolean => startOf(ms, chart.period) >= (from.get(name) ?? Infinity);
    const samples = truth.samples.filter(
      ({ Namespace, Name, Dimensions, Timestamp }) =>
        Namespace === namespace && Name === metric && isCompared(Dimensions[dimension], Timestamp),
    );
    const drawn = new Map(
      [...all].map(([name, points]) => [name, new Map([...points].filter(([ms]) => !from.has(name) || isCompared(name, ms)))]),
    );
    const note = [...from].flatMap(([name, ms]) => (ms > 0 && ms < Infinity ? [`${name} from ${new Date(ms).toISOString()}`] : []));
    return together([
      compareNamed(pointsOf(averagesOf(samples, dimension, chart.period)), pointsOf(drawn)),
      {
        numbers: 0,
        differences: [],
        note:
          [...note, ...alike.filter((name) => all.has(name)).map((name) => `also ${name}, which bears the words`)].join('; ') || undefined,
      },
    ]);
  },
});

function averagesOf(samples: readonly Sample[], dimension: string, period: number): AmountsOverTime {
  const values = new Map<string, Map<number, number[]>>();
  for (const { Dimensions, Timestamp, Values } of samples) {
    const ofName = values.get(Dimensions[dimension]) ?? new Map<number, number[]>();
    const start = startOf(Timestamp, period);
    ofName.set(start, [...(ofName.get(start) ?? []), ...Values]);
    values.set(Dimensions[dimension], ofName);
  }
  const average = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length;
  return new Map([...values].map(([name, ofName]) => [name, new Map([...ofName].map(([ms, all]) => [ms, average(all)]))]));
}

const wordsOf = (name: string): string[] => name.split(/[^A-Za-z0-9]+/);

/** AWS Batch names its groups AWSBatch-NAME-asg-UUID or NAME-asg-UUID. */
function groupNames({ world }: Truth): Names {
  const groups = world.AutoScalingGroups;
  const ofBatch = groups.filter(({ ComputeEnvironment }) => ComputeEnvironment !== undefined).map(({ Name }) => Name);
  const bearWords = groups.map(({ Name }) => Name).filter((name) => wordsOf(name).includes('asg'));
  return { ofBatch, alike: bearWords.filter((name) => !ofBatch.includes(name)) };
}

/** Clusters on EC2 and Fargate; the others are of Kubernetes. */
const clusterNames = ({ world }: Truth): Names => ({
  ofBatch: world.ComputeEnvironments.flatMap(({ EcsClusterArn }) =>
    EcsClusterArn === undefined ? [] : [EcsClusterArn.slice(EcsClusterArn.lastIndexOf('/') + 1)],
  ),
  alike: [],
});

/**
 * A group that was there before the stream has its metrics on from the deployment: nothing of it may be missing. One that is made in the course of the
 * stream gets them when the replay next runs what is due: its first period is then not whole. Those of others stay off, or are not looked for.
 */
function sinceEnabled({ world, changes }: Truth, name: string, firstDrawn: number, period: number): number {
  const group = world.AutoScalingGroups.find(({ Name }) => Name === name)!;
  const created = Date.parse(group.CreatedAt);
  if (group.ComputeEnvironment === undefined && group.EnabledMetrics.length === 0) return Infinity;
  if (changes.every(({ At }) => created < Date.parse(At))) return -Infinity;
  return firstDrawn <= created + REPLAY_TICK + period ? firstDrawn + period : created;
}

export const ofGroups = (metric: string): Comparison =>
  averages({ namespace: 'AWS/AutoScaling', metric, dimension: 'AutoScalingGroupName', namesOf: groupNames, since: sinceEnabled });

export const ofGroupsAtWork = (metric: string): Comparison =>
  averages({ namespace: 'AWS/EC2', metric, dimension: 'AutoScalingGroupName', namesOf: groupNames });

export const ofClusters = (metric: string): Comparison =>
  averages({ namespace: 'AWS/ECS', metric, dimension: 'ClusterName', namesOf: clusterNames });
