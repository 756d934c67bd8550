import { ScalingGroup } from '../around/groups';
import { SECOND } from '../model';
import { Random } from '../random';
import { Site, ZONES } from '../site';
import { instanceLaunched, instanceState } from './auto-scaling-events';
import { Content } from './envelope';
import { trailFields } from './run-task-events';
import { DetailType, EventSource } from '../../../src/domain/names/events';

type Other = (site: Site, random: Random, at: number) => Content;

/** What others do with the services that AWS Batch uses: none of it may count as AWS Batch's. */
export function otherPeople(groups: readonly ScalingGroup[]): readonly Other[] {
  const foreign = groups.filter(({ environment }) => environment === undefined);
  return [
    callWithoutCluster,
    callWithoutParameters,
    callOfService,
    callOfFormerMonitor,
    webTask,
    webInstance,
    warning,
    (site, random) =>
      instanceState(site, instanceId(random), random.pick(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'])),
    (site, random, at) =>
      instanceLaunched(site, random.pick(foreign), {
        instanceId: instanceId(random),
        zone: random.pick(ZONES),
        begun: at - 20 * SECOND,
        done: at,
        activityId: random.uuid(),
      }),
  ];
}

const instanceId = (random: Random): string => `i-0${random.hex(16)}`;

function runTask(site: Site, random: Random, at: number, fields: object): Content {
  return {
    type: DetailType.API_CALL,
    source: EventSource.ECS,
    resources: [],
    detail: { ...trailFields(site, at, random.uuid()), eventSource: 'ecs.amazonaws.com', eventName: 'RunTask', ...fields },
  };
}

const user = ({ account }: Site): object => ({
  type: 'IAMUser',
  arn: `arn:aws:iam::${account}:user/operator`,
  accountId: account,
  userName: 'operator',
});

/** The default cluster is meant. */
const callWithoutCluster: Other = (site, random, at) =>
  runTask(site, random, at, {
    userIdentity: user(site),
    requestParameters: { taskDefinition: 'migrate:4', count: 1 },
    responseElements: { tasks: [{ taskArn: `arn:aws:ecs:${site.region}:${site.account}:task/default/${random.hex(32)}` }], failures: [] },
  });

const callWithoutParameters: Other = (site, random, at) =>
  runTask(site, random, at, {
    userIdentity: user(site),
    requestParameters: null,
    responseElements: null,
    errorCode: 'AccessDenied',
    errorMessage: 'User is not authorized to perform: ecs:RunTask',
  });

const callOfService: Other = (site, random, at) =>
  runTask(site, random, at, {
    userIdentity: { type: 'AssumedRole', accountId: site.account, invokedBy: 'states.amazonaws.com' },
    requestParameters: { cluster: 'web', taskDefinition: 'report:2', launchType: 'FARGATE' },
    responseElements: { tasks: [], failures: [{ reason: 'RESOURCE:ENI' }] },
  });

/** In a cluster of AWS Batch, and not by it. */
const callOfFormerMonitor: Other = (site, random, at) => {
  const cluster = [...site.environments.values()][0].clusterArn;
  return runTask(site, random, at, {
    userIdentity: user(site),
    requestParameters: { cluster, taskDefinition: 'agent:1', tags: [{ key: 'aws:batch:job-queue', value: 'render' }] },
    responseElements: { tasks: [{ taskArn: `${cluster.replace(':cluster/', ':task/')}/${random.hex(32)}` }], failures: [] },
  });
};

const WEB = 'my_Batch_web';

/** A cluster whose name looks like one of AWS Batch's old ones. */
const webTask: Other = ({ region, account }, random) => {
  const arn = `arn:aws:ecs:${region}:${account}:task/${WEB}/${random.hex(32)}`;
  return {
    type: 'ECS Task State Change',
    source: EventSource.ECS,
    resources: [arn],
    detail: {
      clusterArn: `arn:aws:ecs:${region}:${account}:cluster/${WEB}`,
      taskArn: arn,
      group: 'service:web',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      version: 3,
      overrides: {
        containerOverrides: [{ name: 'web', environment: [{ name: 'DB_PASSWORD', value: `CANARY-${random.hex(10)}-password` }] }],
      },
    },
  };
};

const webInstance: Other = ({ region, account }, random) => {
  const arn = `arn:aws:ecs:${region}:${account}:container-instance/${WEB}/${random.hex(32)}`;
  return {
    type: DetailType.CONTAINER_INSTANCE_STATE_CHANGE,
    source: EventSource.ECS,
    resources: [arn],
    detail: {
      agentConnected: true,
      attributes: [{ name: 'ecs.instance-type', value: 't3.large' }],
      clusterArn: `arn:aws:ecs:${region}:${account}:cluster/${WEB}`,
      containerInstanceArn: arn,
      ec2InstanceId: instanceId(random),
      runningTasksCount: 0,
      pendingTasksCount: 0,
      status: random.pick(['ACTIVE', 'INACTIVE']),
      version: 7,
    },
  };
};

const warning: Other = (_site, random) => {
  const id = instanceId(random);
  return {
    type: DetailType.SPOT_INTERRUPTION_WARNING,
    source: EventSource.EC2,
    resources: [`arn:aws:ec2:${random.pick(ZONES)}:instance/${id}`],
    detail: { 'instance-id': id, 'instance-action': 'terminate' },
  };
};
