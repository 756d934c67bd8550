import { Random } from './random';
import { PurchaseOption } from '../../src/domain/names/records';

export type EnvironmentType = 'EC2' | 'SPOT' | 'FARGATE' | 'FARGATE_SPOT' | 'UNMANAGED' | 'EKS';

export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
}

export interface ComputeEnvironment {
  readonly name: string;
  readonly type: EnvironmentType;
  readonly uuid: string;
  readonly arn: string;
  readonly cluster: string;
  readonly clusterArn: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly amiId: string;
  readonly instanceTypes: readonly InstanceType[];
  /** Its service role is the user's, not the service-linked one: AWS Batch names and tags what it makes in another way. */
  readonly hasOwnRole: boolean;
  /** Its launch template requests a Capacity Block. */
  readonly isCapacityBlock: boolean;
}

export interface JobQueue {
  readonly name: string;
  readonly environments: readonly string[];
  readonly shares?: readonly string[];
}

export type Shape = 'container' | 'containers' | 'fargate' | 'eks' | 'multi-node';

export interface JobDefinition {
  readonly name: string;
  readonly shape: Shape;
  readonly queue: string;
  readonly revisions: readonly number[];
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly gpus?: number;
  readonly attempts: number;
  readonly medianSeconds: number;
  readonly timeoutSeconds?: number;
  readonly logGroup?: string;
  /** `platformCapabilities` of the event; older definitions have none. */
  readonly platform?: 'EC2' | 'FARGATE';
  readonly team?: string;
}

export interface Site {
  readonly account: string;
  readonly region: string;
  readonly environments: ReadonlyMap<string, ComputeEnvironment>;
  readonly queues: ReadonlyMap<string, JobQueue>;
  readonly definitions: ReadonlyMap<string, JobDefinition>;
}

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
export const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'] as const;

const type = (name: string, vcpus: number, gibibytes: number): InstanceType => ({ name, vcpus, memoryMiB: gibibytes * 1024 });
const INTEL = [type('c6i.8xlarge', 32, 64), type('c6i.12xlarge', 48, 96), type('m6i.8xlarge', 32, 128)];
const AMD = [type('c6a.8xlarge', 32, 64), type('m6a.8xlarge', 32, 128), type('r6a.8xlarge', 32, 256)];
const GRAVITON = [type('c7g.8xlarge', 32, 64), type('c7g.16xlarge', 64, 128), type('m7g.8xlarge', 32, 128)];
const GPU = [type('g4dn.8xlarge', 32, 128)];
const TRAINING = [type('p5.4xlarge', 16, 256)];

/** The environment that multi-node jobs run in. */
export const CAPACITY_BLOCK = 'training-block';
const WITH_OWN_ROLE: readonly string[] = ['spot-arm', 'lab-hosts', CAPACITY_BLOCK];

const ENVIRONMENTS: readonly (readonly [string, EnvironmentType, 'x86_64' | 'arm64', readonly InstanceType[]])[] = [
  ['od-x86', 'EC2', 'x86_64', INTEL],
  ['spot-x86', 'SPOT', 'x86_64', [...INTEL, ...AMD]],
  ['spot-arm', 'SPOT', 'arm64', GRAVITON],
  ['fargate', 'FARGATE', 'x86_64', []],
  ['fargate-spot', 'FARGATE_SPOT', 'x86_64', []],
  ['eks-batch', 'EKS', 'x86_64', []],
  ['lab-hosts', 'UNMANAGED', 'x86_64', GPU],
  [CAPACITY_BLOCK, 'EC2', 'x86_64', TRAINING],
];

const QUEUES: readonly JobQueue[] = [
  { name: 'render', environments: ['spot-x86', 'od-x86'] },
  { name: 'genomics', environments: ['spot-arm'], shares: ['wetlab', 'clinic'] },
  { name: 'nightly', environments: ['od-x86', 'lab-hosts', CAPACITY_BLOCK] },
  { name: 'etl', environments: ['fargate-spot', 'fargate'] },
  { name: 'ml', environments: ['eks-batch'] },
];

const DEFINITIONS: readonly JobDefinition[] = [
  {
    name: 'frame-render',
    shape: 'container',
    queue: 'render',
    revisions: [11, 12],
    vcpus: 4,
    memoryMiB: 7168,
    attempts: 3,
    medianSeconds: 240,
    platform: 'EC2',
    team: 'film',
  },
  {
    name: 'encode',
    shape: 'container',
    queue: 'render',
    revisions: [3],
    vcpus: 4,
    memoryMiB: 6144,
    attempts: 2,
    medianSeconds: 420,
    platform: 'EC2',
    team: 'film',
  },
  {
    name: 'variant-call',
    shape: 'container',
    queue: 'genomics',
    revisions: [7, 8, 9],
    vcpus: 4,
    memoryMiB: 7168,
    attempts: 3,
    medianSeconds: 360,
    platform: 'EC2',
    team: 'bio',
  },
  {
    name: 'align-reads',
    shape: 'container',
    queue: 'genomics',
    revisions: [21, 22],
    vcpus: 2,
    memoryMiB: 4096,
    attempts: 2,
    medianSeconds: 180,
    logGroup: '/pipelines/genomics',
    platform: 'EC2',
    team: 'bio',
  },
  {
    name: 'nightly-report',
    shape: 'container',
    queue: 'nightly',
    revisions: [1, 2],
    vcpus: 1,
    memoryMiB: 2048,
    attempts: 1,
    medianSeconds: 45,
    timeoutSeconds: 7200,
  },
  {
    name: 'thumbnail',
    shape: 'container',
    queue: 'nightly',
    revisions: [5],
    vcpus: 1,
    memoryMiB: 1024,
    attempts: 2,
    medianSeconds: 2,
    platform: 'EC2',
    team: 'web',
  },
  {
    name: 'denoise',
    shape: 'container',
    queue: 'nightly',
    revisions: [4],
    vcpus: 4,
    memoryMiB: 16384,
    gpus: 1,
    attempts: 2,
    medianSeconds: 900,
    platform: 'EC2',
    team: 'film',
  },
  {
    name: 'climate-model',
    shape: 'container',
    queue: 'nightly',
    revisions: [2],
    vcpus: 4,
    memoryMiB: 16384,
    attempts: 1,
    medianSeconds: 7200,
    platform: 'EC2',
    team: 'earth',
  },
  {
    name: 'import-feed',
    shape: 'containers',
    queue: 'nightly',
    revisions: [6, 7],
    vcpus: 2,
    memoryMiB: 3072,
    attempts: 3,
    medianSeconds: 120,
    timeoutSeconds: 3600,
    platform: 'EC2',
    team: 'data',
  },
  {
    name: 'db-export',
    shape: 'fargate',
    queue: 'etl',
    revisions: [14, 15],
    vcpus: 0.5,
    memoryMiB: 1024,
    attempts: 2,
    medianSeconds: 150,
    timeoutSeconds: 3600,
    platform: 'FARGATE',
    team: 'data',
  },
  {
    name: 'train-step',
    shape: 'eks',
    queue: 'ml',
    revisions: [1, 2],
    vcpus: 1.5,
    memoryMiB: 3072,
    attempts: 2,
    medianSeconds: 300,
    team: 'ml',
  },
  {
    name: 'flow-solver',
    shape: 'multi-node',
    queue: 'nightly',
    revisions: [2, 3],
    vcpus: 4,
    memoryMiB: 8192,
    attempts: 2,
    medianSeconds: 1200,
    platform: 'EC2',
    team: 'earth',
  },
];

/** The service role decides which of Batch's naming schemes a cluster has. */
const clusterName = (name: string, hasOwnRole: boolean, uuid: string): string =>
  hasOwnRole ? `${name}_Batch_${uuid}` : `AWSBatch-${name}-${uuid}`;

function environment([name, kind, architecture, instanceTypes]: (typeof ENVIRONMENTS)[number], random: Random): ComputeEnvironment {
  const uuid = random.uuid();
  const hasOwnRole = WITH_OWN_ROLE.includes(name);
  const cluster = clusterName(name, hasOwnRole, uuid);
  return {
    name,
    type: kind,
    uuid,
    cluster,
    architecture,
    instanceTypes,
    hasOwnRole,
    isCapacityBlock: name === CAPACITY_BLOCK,
    amiId: `ami-0${random.hex(16)}`,
    arn: `arn:aws:batch:${REGION}:${ACCOUNT}:compute-environment/${name}`,
    clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/${cluster}`,
  };
}

export function buildSite(random: Random): Site {
  const environments = ENVIRONMENTS.map((row) => environment(row, random));
  return {
    account: ACCOUNT,
    region: REGION,
    environments: new Map(environments.map((each) => [each.name, each])),
    queues: new Map(QUEUES.map((each) => [each.name, each])),
    definitions: new Map(DEFINITIONS.map((each) => [each.name, each])),
  };
}

/** The platform that a task of the environment runs on; EKS events do not report it. */
export function purchaseOption(where: ComputeEnvironment, spotHost: boolean): PurchaseOption | undefined {
  switch (where.type) {
    case 'EKS':
      return undefined;
    case 'FARGATE':
      return PurchaseOption.FARGATE;
    case 'FARGATE_SPOT':
      return PurchaseOption.FARGATE_SPOT;
    default:
      if (where.isCapacityBlock) return PurchaseOption.CAPACITY_BLOCK;
      return spotHost ? PurchaseOption.SPOT : PurchaseOption.ON_DEMAND;
  }
}
