import { Instance, World } from './world';
import { JsonObject } from '../../aws/json';
import { Answer } from '../servers/answer';

const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };
const MAX_INSTANCES = 100;

/** ECS DescribeContainerInstances: instances that it does not know are failures of the answer, not errors. */
export function describeContainerInstances({ Instances, ComputeEnvironments }: World, body: string): Answer {
  const { cluster = 'default', containerInstances = [] } = JSON.parse(body) as { cluster?: string; containerInstances?: string[] };
  if (containerInstances.length === 0 || containerInstances.length > MAX_INSTANCES) {
    return refuse('InvalidParameterException', `Container instances: between 1 and ${MAX_INSTANCES} are described at once.`);
  }
  const clusters = [
    ...Instances.map(({ ClusterArn }) => ClusterArn),
    ...ComputeEnvironments.map(({ EcsClusterArn }) => EcsClusterArn ?? ''),
  ];
  if (!clusters.some((arn) => isCluster(arn, cluster))) return refuse('ClusterNotFoundException', 'Cluster not found.');
  const known = Instances.filter((instance) => isCluster(instance.ClusterArn, cluster));
  const find = (asked: string): Instance | undefined =>
    known.find(({ ContainerInstanceArn: arn }) => arn === asked || arn.endsWith(`/${asked}`));
  const found = containerInstances.map(find).filter((instance) => instance !== undefined);
  const missing = containerInstances.filter((asked) => find(asked) === undefined);
  const output = {
    containerInstances: found.map(describe),
    failures: missing.map((arn) => ({ arn, reason: 'MISSING' })),
  };
  return { status: 200, headers: HEADERS, body: JSON.stringify(output) };
}

const isCluster = (arn: string, asked: string): boolean => arn === asked || arn.endsWith(`:cluster/${asked}`);

const refuse = (type: string, message: string): Answer => ({
  status: 400,
  headers: HEADERS,
  body: JSON.stringify({ __type: type, message }),
});

function describe(instance: Instance): JsonObject {
  const attribute = (name: string, value: string | undefined): JsonObject[] => (value === undefined ? [] : [{ name, value }]);
  const resources = [
    { name: 'CPU', type: 'INTEGER', integerValue: (instance.Vcpus ?? 0) * 1024 },
    { name: 'MEMORY', type: 'INTEGER', integerValue: instance.MemoryMiB ?? 0 },
  ];
  return {
    containerInstanceArn: instance.ContainerInstanceArn,
    ec2InstanceId: instance.InstanceId,
    version: 1,
    versionInfo: { agentVersion: '1.98.0' },
    registeredResources: resources,
    remainingResources: resources,
    status: 'ACTIVE',
    agentConnected: true,
    runningTasksCount: 0,
    pendingTasksCount: 0,
    attributes: [
      { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.44' },
      ...attribute('ecs.instance-type', instance.InstanceType),
      ...attribute('ecs.availability-zone', instance.AvailabilityZone),
      ...attribute('ecs.cpu-architecture', instance.Architecture),
      ...attribute('ecs.ami-id', instance.AmiId),
      ...attribute('ecs.os-type', 'linux'),
    ],
    registeredAt: new Date(instance.RegisteredAt ?? 0).getTime() / 1000,
  };
}
