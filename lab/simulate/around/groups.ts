import { HOUR } from '../model';
import { Random } from '../random';
import { ComputeEnvironment, Site } from '../site';
import { Life } from './lives';

/** An Auto Scaling group of the account. */
export interface ScalingGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly launchTemplate?: string;
  readonly mixed: boolean;
  readonly enabledMetrics: readonly string[];
  /** Absent for groups that are not AWS Batch's, and for one whose name does not contain it. */
  readonly environment?: ComputeEnvironment;
  /** Instances that it holds all day, where it does not follow the jobs. */
  readonly standing: number;
}

type Draft = Omit<ScalingGroup, 'arn'>;

const BATCH_TAG = { AWSBatchServiceTag: 'batch' };
const CAPACITY_METRICS = ['GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupInServiceCapacity'];
const DAY = 24 * HOUR;
/** More than two pages of a list. */
const OTHERS = 112;
/** Names that look like those of AWS Batch's groups, by place. */
const LIKE_BATCH = new Map([
  [5, 'AWSBatch-website-asg'],
  [6, 'bastion-asg-1b4e28ba-2fa1-11d2-883f-0016d3cca427'],
  [7, 'web-asg-1'],
]);
const PURPOSES = ['web', 'api', 'search', 'eks-nodes', 'ci-runners', 'bastion', 'my_Batch_web', 'ecs-AWSBatch-like'];

/** AWS Batch's groups, a group for each managed compute environment on EC2, among many of other people. */
export function scalingGroupsOf(site: Site, lives: readonly Life[], start: number, seed: number): ScalingGroup[] {
  const random = new Random(seed, 'groups');
  const managed = [...site.environments.values()].filter(({ type }) => type === 'EC2' || type === 'SPOT');
  const drafts = [
    ...managed.map((each) => batchGroup(each, lives, start, random)),
    renamedGroup(start, random),
    ...otherGroups(start, random),
  ];
  const arn = ({ name }: Draft) =>
    `arn:aws:autoscaling:${site.region}:${site.account}:autoScalingGroup:${random.uuid()}:autoScalingGroupName/${name}`;
  return drafts.map((draft) => ({ ...draft, arn: arn(draft) })).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** One environment is new: its group is made shortly before its first instance. Of another, some metrics are collected already. */
function batchGroup(environment: ComputeEnvironment, lives: readonly Life[], start: number, random: Random): Draft {
  const ofEnvironment = lives.filter(({ host }) => host.environment === environment);
  const firstLaunch = ofEnvironment.reduce((first, { launch }) => Math.min(first, launch?.launchedAt ?? Infinity), Infinity);
  const isNew = environment.name === 'spot-x86' && firstLaunch < Infinity;
  const name = `${environment.name}-asg-${random.uuid()}`;
  return {
    name: environment.hasOwnRole ? name : `AWSBatch-${name}`,
    createdAt: isNew ? firstLaunch - random.milliseconds(5, 20) : start - random.integer(30, 90) * DAY,
    tags: environment.hasOwnRole ? { Team: 'research' } : BATCH_TAG,
    launchTemplate: `Batch-lt-${random.uuid()}`,
    mixed: environment.type === 'SPOT',
    enabledMetrics: environment.name === 'spot-arm' ? CAPACITY_METRICS.slice(0, 2) : [],
    environment,
    standing: 0,
  };
}

/** Only the tag identifies its owner. */
const renamedGroup = (start: number, random: Random): Draft => ({
  name: 'research-batch-workers',
  createdAt: start - 300 * DAY,
  tags: { ...BATCH_TAG, Team: 'research' },
  launchTemplate: `Batch-lt-${random.uuid()}`,
  mixed: false,
  enabledMetrics: [],
  standing: 2,
});

/** Some are made during the day, some collect metrics, some have names that look like AWS Batch's. */
function otherGroups(start: number, random: Random): Draft[] {
  return Array.from({ length: OTHERS }, (_, index) => {
    const purpose = PURPOSES[index % PURPOSES.length];
    return {
      name: LIKE_BATCH.get(index) ?? `${purpose}-${random.hex(6)}`,
      createdAt: index % 40 === 7 ? start + random.integer(2, 14) * HOUR : start - random.integer(2, 700) * DAY,
      tags: index % 3 === 0 ? ({} as Draft['tags']) : { Service: purpose },
      launchTemplate: index % 4 === 0 ? undefined : `lt-${purpose}`,
      mixed: index % 5 === 1,
      enabledMetrics: index % 16 === 3 ? CAPACITY_METRICS : [],
      standing: random.integer(1, 6),
    };
  });
}
