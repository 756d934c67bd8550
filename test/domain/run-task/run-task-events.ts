/** Builders of what CloudTrail tells EventBridge of calls of RunTask. */

const ACCOUNT = 'eu-west-1:111122223333';
const UUID = '0a95f22d-7108-3c4e-99f7-2fd92e1a8941';
export const CLUSTER = `AWSBatch-spot-environment-${UUID}`;
/** AWS Batch, as CloudTrail names it. */
export const BATCH = ['batch.amazonaws.com', 'batch.amazonaws.com.cn'] as const;
/** What nobody else may read: overrides are told in full by older trails. */
export const CANARY = 'canary-7f3a';

export const hostArn = (id: string): string => `arn:aws:ecs:${ACCOUNT}:container-instance/${CLUSTER}/${id}`;
export const clusterArn = (cluster: string): string => `arn:aws:ecs:${ACCOUNT}:cluster/${cluster}`;

export interface ToldFailure {
  readonly arn?: unknown;
  readonly reason?: unknown;
  readonly detail?: unknown;
}

export interface CallTold {
  readonly eventId?: string;
  readonly clientToken?: string;
  /** When the call was made, ISO 8601. */
  readonly at?: string;
  readonly queue?: string;
  readonly cluster?: string;
  /** How many tasks were placed. */
  readonly placed?: number;
  readonly failures?: readonly ToldFailure[];
  /** Fields of the detail that come in addition, or instead of the usual ones; `undefined` leaves one out. */
  readonly detail?: object;
}

let calls = 0;

/** A call that AWS Batch made, and that placed one task where nothing else is told. */
export function runTaskEvent(told: CallTold = {}): { detail: Record<string, unknown> } & Record<string, unknown> {
  const { eventId = `event-${++calls}`, at = '2026-11-20T10:00:07Z', failures = [], placed = failures.length === 0 ? 1 : 0 } = told;
  return {
    version: '0',
    id: `envelope-${++calls}`,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.ecs',
    account: '111122223333',
    time: at,
    region: 'eu-west-1',
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBatch/aws-batch',
        invokedBy: 'batch.amazonaws.com',
      },
      eventTime: at,
      eventSource: 'ecs.amazonaws.com',
      eventName: 'RunTask',
      awsRegion: 'eu-west-1',
      requestParameters: requestOf(told),
      responseElements: {
        tasks: Array.from({ length: placed }, (_, index) => ({
          taskArn: `arn:aws:ecs:${ACCOUNT}:task/${CLUSTER}/${eventId}-${index}`,
          overrides: overrides(),
        })),
        failures,
      },
      eventID: eventId,
      readOnly: false,
      ...told.detail,
    },
  };
}

/** A call that ended in an error: CloudTrail then tells no answer. */
export const refusedCall = (errorCode: string, errorMessage?: string, told: CallTold = {}): ReturnType<typeof runTaskEvent> =>
  runTaskEvent({ ...told, detail: { errorCode, errorMessage, responseElements: null, ...told.detail } });

/** A call of somebody else, by which a service or a user runs tasks. */
export const callOfOthers = (requestParameters: object | null, invokedBy?: string): ReturnType<typeof runTaskEvent> =>
  runTaskEvent({ detail: { userIdentity: { type: 'IAMUser', userName: 'somebody', ...(invokedBy && { invokedBy }) }, requestParameters } });

function requestOf({ queue = 'nightly', cluster = clusterArn(CLUSTER), clientToken }: CallTold): object {
  return {
    cluster,
    count: 1,
    ...(clientToken && { clientToken }),
    taskDefinition: `arn:aws:ecs:${ACCOUNT}:task-definition/etl:3`,
    overrides: overrides(),
    tags: [
      { key: 'aws:batch:compute-environment', value: 'spot-environment' },
      { key: 'aws:batch:job-queue', value: queue },
      { key: 'aws:batch:job-definition', value: 'etl:3' },
      { key: 'Owner', value: CANARY },
    ],
  };
}

const overrides = (): object => ({
  containerOverrides: [{ name: 'default', command: ['run', `--token=${CANARY}`], environment: [{ name: 'PASSWORD', value: CANARY }] }],
});
