import { describeComputeEnvironments } from '../../../lab/replay/standins/batch';
import { describeInstances } from '../../../lab/replay/standins/ec2';
import { describeContainerInstances } from '../../../lab/replay/standins/ecs';
import { StandIns } from '../../../lab/replay/standins/stand-ins';
import { World } from '../../../lab/replay/standins/world';

const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/AWSBatch-spot-0f0e';
const world: World = {
  Account: '123456789012', Region: 'us-east-1',
  ComputeEnvironments: [
    { Name: 'spot', Type: 'SPOT', EcsClusterArn: CLUSTER, Uuid: '0f0e', Arn: 'arn:aws:batch:us-east-1:123456789012:compute-environment/spot' },
    { Name: 'own', Type: 'UNMANAGED' }, { Name: 'pods', Type: 'EKS' },
  ],
  Instances: [
    {
      ContainerInstanceArn: 'arn:aws:ecs:us-east-1:123456789012:container-instance/AWSBatch-spot-0f0e/aaa', InstanceId: 'i-1', ClusterArn: CLUSTER,
      InstanceType: 'c6g.large', AvailabilityZone: 'us-east-1a', Architecture: 'arm64', AmiId: 'ami-1', Vcpus: 2, MemoryMiB: 3800, Lifecycle: 'spot',
      RegisteredAt: '2026-11-19T00:00:00Z',
    },
    { ContainerInstanceArn: 'arn:other/bbb', InstanceId: 'i-2', ClusterArn: CLUSTER },
  ],
};

describe('the stand-in of ECS', () => {
  const ask = (request: object) => describeContainerInstances(world, JSON.stringify(request));

  test('describes what it knows and lists the rest as missing', () => {
    const gone = 'arn:aws:ecs:us-east-1:123456789012:container-instance/AWSBatch-spot-0f0e/zzz';
    const { containerInstances, failures } = JSON.parse(ask({ cluster: CLUSTER, containerInstances: [world.Instances[0].ContainerInstanceArn, gone] }).body);
    expect(failures).toEqual([{ arn: gone, reason: 'MISSING' }]);
    expect(containerInstances).toEqual([expect.objectContaining({ ec2InstanceId: 'i-1', registeredAt: 1795046400 })]);
    expect(containerInstances[0].attributes).toContainEqual({ name: 'ecs.instance-type', value: 'c6g.large' });
    expect(containerInstances[0].registeredResources).toContainEqual({ name: 'CPU', type: 'INTEGER', integerValue: 2048 });
  });

  test('refuses an unknown cluster, and more than a hundred at once', () => {
    expect(ask({ cluster: 'gone', containerInstances: ['a'] })).toMatchObject({ status: 400, body: expect.stringContaining('ClusterNotFoundException') });
    expect(ask({ cluster: 'AWSBatch-spot-0f0e', containerInstances: Array.from({ length: 101 }, String) })).toMatchObject({ status: 400 });
  });
});

describe('the stand-in of Batch', () => {
  test('describes all compute environments page by page, or those asked for', () => {
    const ask = (request: object) => JSON.parse(describeComputeEnvironments(world, JSON.stringify(request)).body);
    expect(ask({ maxResults: 2 })).toMatchObject({ nextToken: '2', computeEnvironments: [
      { computeEnvironmentName: 'spot', type: 'MANAGED', computeResources: { type: 'SPOT' }, ecsClusterArn: CLUSTER }, { type: 'UNMANAGED' },
    ] });
    expect(ask({ maxResults: 2, nextToken: '2' })).toEqual({ computeEnvironments: [expect.objectContaining({ containerOrchestrationType: 'EKS' })] });
    expect(ask({ computeEnvironments: ['own', 'gone'] }).computeEnvironments).toHaveLength(1);
  });
});

describe('the stand-in of EC2', () => {
  const ask = (parameters: { [name: string]: string }) => describeInstances(world, new URLSearchParams(parameters));

  test('filters by id and lifecycle', () => {
    const spot = { 'Filter.1.Name': 'instance-id', 'Filter.1.Value.1': 'i-1', 'Filter.1.Value.2': 'i-2', 'Filter.2.Name': 'instance-lifecycle', 'Filter.2.Value.1': 'spot' };
    expect(ask(spot).body).toContain('<instanceId>i-1</instanceId>');
    expect(ask(spot).body).toContain('<instanceLifecycle>spot</instanceLifecycle>');
    expect(ask(spot).body).not.toContain('i-2');
    expect(ask({}).body.match(/<instanceId>/g)).toHaveLength(2);
  });

  test('refuses unknown ids and filters', () => {
    expect(ask({ 'InstanceId.1': 'i-9' })).toMatchObject({ status: 400, body: expect.stringContaining('InvalidInstanceID.NotFound') });
    expect(ask({ 'Filter.1.Name': 'colour', 'Filter.1.Value.1': 'red' })).toMatchObject({ status: 400 });
  });
});

test('the stand-ins answer signed requests only, and count them', async () => {
  const standIns = new StandIns(world);
  const endpoint = await standIns.listen();
  const ask = async (headers: { [name: string]: string }) => (await fetch(`${endpoint.url}/v1/describecomputeenvironments`, { method: 'POST', headers, body: '{}' })).status;
  expect(await ask({})).toBe(403);
  expect(await ask({ authorization: 'AWS4-HMAC-SHA256 Credential=a' })).toBe(200);
  expect([...standIns.calls]).toEqual([['batch:DescribeComputeEnvironments', 1]]);
  await endpoint.close();
});
