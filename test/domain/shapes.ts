/** What a job event tells in one of its shapes: strings and numbers that AWS Batch documents, and secrets that must not get out. */
export type Detail = Readonly<Record<string, unknown>>;

/** One attempt, as an event can tell it. Times in epoch milliseconds. */
export interface AttemptTold {
  /** Id of its task, or of its pod. */
  readonly id: string;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly exitCode?: number;
  /** What is said of the container. */
  readonly reason?: string;
  readonly statusReason?: string;
  /** Id of its container instance. */
  readonly host?: string;
}

/** Present in every value of an event that can hold a secret; it may be in nothing that is read out of the event. */
export const CANARY = 'canary-7f3a';

export const CLUSTER = 'AWSBatch-render-farm-0a95f22d-7108-3c4e-99f7-2fd92e1a8941';
export const taskArn = (id: string, partition = 'aws'): string => `arn:${partition}:ecs:us-east-1:123456789012:task/${CLUSTER}/${id}`;
export const instanceArn = (id: string, partition = 'aws'): string =>
  `arn:${partition}:ecs:us-east-1:123456789012:container-instance/${CLUSTER}/${id}`;

const SECRETIVE = {
  image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${CANARY}:latest`,
  command: ['run', '--password', CANARY],
  environment: [{ name: `${CANARY}_NAME`, value: CANARY }],
  secrets: [{ name: 'DB', valueFrom: `arn:aws:secretsmanager:us-east-1:123456789012:secret:${CANARY}` }],
};
const REQUIREMENTS = [
  { type: 'MEMORY', value: '2048' },
  { type: 'VCPU', value: '2' },
];

/** A way in which AWS Batch tells of a job: the attempt at hand, and the attempts that are over. */
export interface Shape {
  readonly now: (attempt?: AttemptTold) => Detail;
  readonly over: (attempts: readonly AttemptTold[]) => Detail;
}

const end = ({ exitCode, reason }: AttemptTold) => ({ exitCode, reason });
const times = ({ startedAt, stoppedAt, statusReason }: AttemptTold) => ({ startedAt, stoppedAt, statusReason });
const logStream = ({ id, startedAt }: AttemptTold) => (startedAt === undefined ? undefined : `encode/default/${id}`);
const placed = (attempt: AttemptTold) => ({
  taskArn: taskArn(attempt.id),
  containerInstanceArn: attempt.host && instanceArn(attempt.host),
});
const container = (attempt: AttemptTold) => ({
  ...placed(attempt),
  ...end(attempt),
  logStreamName: logStream(attempt),
  networkInterfaces: [],
});

const single: Shape = {
  now: (attempt) => ({
    platformCapabilities: ['EC2'],
    container: { ...SECRETIVE, resourceRequirements: REQUIREMENTS, ...(attempt && container(attempt)) },
    eksAttempts: [],
  }),
  over: (attempts) => ({ attempts: attempts.map((attempt) => ({ container: container(attempt), ...times(attempt) })) }),
};

/** The first container fails; beside it one that helps, and ends well. */
const containersOf = (attempt?: AttemptTold) => [
  {
    ...SECRETIVE,
    name: 'helper',
    resourceRequirements: [
      { type: 'VCPU', value: '0.5' },
      { type: 'MEMORY', value: '512' },
    ],
    ...(attempt && { exitCode: helper(attempt) }),
  },
  {
    ...SECRETIVE,
    name: 'main',
    resourceRequirements: REQUIREMENTS,
    ...(attempt && { ...end(attempt), logStreamName: logStream(attempt) }),
  },
];
const helper = (attempt: AttemptTold) => (attempt.exitCode === undefined ? undefined : 0);

const multi: Shape = {
  now: (attempt) => ({
    platformCapabilities: [],
    container: {},
    ecsProperties: {
      taskProperties: [
        { ...(attempt && placed(attempt)), containers: containersOf(attempt), taskRoleArn: `arn:aws:iam::1:role/${CANARY}` },
      ],
    },
  }),
  over: (attempts) => ({
    attempts: attempts.map((attempt) => ({
      taskProperties: [{ ...placed(attempt), containers: containersOf(attempt) }],
      ...times(attempt),
    })),
  }),
};

/** As on EC2, without a container instance. */
const fargate: Shape = {
  now: (attempt) => ({ ...single.now(attempt && { ...attempt, host: undefined }), platformCapabilities: ['FARGATE'] }),
  over: (attempts) => single.over(attempts.map((attempt) => ({ ...attempt, host: undefined }))),
};

const pod = (attempt: AttemptTold) => ({
  podName: `aws-batch.${attempt.id}`,
  nodeName: 'ip-10-0-0-1.ec2.internal',
  containers: [{ name: 'default', containerID: CANARY, ...end(attempt) }],
});

const eks: Shape = {
  now: (attempt) => ({
    platformCapabilities: [],
    eksProperties: {
      podProperties: {
        ...(attempt && pod(attempt)),
        metadata: { labels: { secret: CANARY } },
        containers: [
          {
            image: CANARY,
            command: [CANARY],
            args: [CANARY],
            env: [{ name: CANARY, value: CANARY }],
            name: 'default',
            ...(attempt && end(attempt)),
            resources: { limits: { cpu: '500m', memory: '2Gi', 'nvidia.com/gpu': '1' }, requests: { cpu: '250m', memory: '1024Mi' } },
          },
        ],
        initContainers: [],
      },
    },
  }),
  over: (attempts) => ({
    attempts: [],
    eksAttempts: attempts.map((attempt) => ({ ...pod(attempt), initContainers: [], ...times(attempt) })),
  }),
};

export const SHAPES = { single, multi, fargate, eks } as const;
export type ShapeName = keyof typeof SHAPES;
