import {
  clusterFromArn,
  computeEnvironmentFromCluster,
  isBatchClusterOfOtherForm,
  definitionWithoutRevision,
  nameFromArn,
} from '../../../src/domain/event/arns';
import { CLUSTER, instanceArn, taskArn } from '../shapes';

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b', 'aws-eusc'];

describe.each(PARTITIONS)('an ARN in partition %s', (partition) => {
  test('names a job queue and a job definition', () => {
    expect(nameFromArn(`arn:${partition}:batch:cn-north-1:123456789012:job-queue/urgent`)).toBe('urgent');
    expect(nameFromArn(`arn:${partition}:batch:cn-north-1:123456789012:job-definition/etl:3`)).toBe('etl:3');
  });

  test('names the cluster of a task and of a container instance', () => {
    expect(clusterFromArn(taskArn('t1', partition))).toBe(CLUSTER);
    expect(clusterFromArn(instanceArn('h1', partition))).toBe(CLUSTER);
  });
});

test('a name that is no ARN stays itself', () => {
  expect(nameFromArn('urgent')).toBe('urgent');
  expect(nameFromArn('größe-数据')).toBe('größe-数据');
  expect(nameFromArn('team/urgent')).toBe('team/urgent');
  expect(nameFromArn('')).toBe('');
});

test.each([
  ['etl:3', 'etl'],
  ['etl', 'etl'],
  ['a:b:12', 'a:b'],
  ['etl:x', 'etl:x'],
  ['a:12b', 'a:12b'],
])('definition %s without its revision is %s', (told, name) => {
  expect(definitionWithoutRevision(told)).toBe(name);
});

test.each([
  ['the old format without a cluster', 'arn:aws:ecs:us-east-1:123456789012:task/9781c248-0edd-4cdb-9a93-f63cb662a5d3'],
  ['no ARN', 'container-instance'],
  ['no ARN, with slashes', 'task/cluster/9781c248'],
  ['nothing', ''],
])('no cluster is read from %s', (_, arn) => {
  expect(clusterFromArn(arn)).toBeUndefined();
});

const UUID = '0a95f22d-7108-3c4e-99f7-2fd92e1a8941';

test.each([
  [`AWSBatch-spot-${UUID}`, 'spot'],
  [`AWSBatch-with-many-hyphens-${UUID}`, 'with-many-hyphens'],
  [`AWSBatch-${UUID}-${UUID}`, UUID],
  [`spot_Batch_${UUID}`, 'spot'],
  [`a_Batch_b_Batch_${UUID}`, 'a_Batch_b'],
  [`AWSBatch-spot-${UUID.toUpperCase()}`, 'spot'],
  [`spot_Batch_${UUID.toUpperCase()}`, 'spot'],
])('cluster %s belongs to compute environment %s', (cluster, environment) => {
  expect(computeEnvironmentFromCluster(cluster)).toBe(environment);
});

test.each([
  ['AWSBatch-spot', true],
  [`AWSBatch-${UUID}`, true],
  [`AWSBatch-spot-${UUID}`, false],
  [`spot_Batch_${UUID}`, false],
  ['our_Batch_services', false],
  ['MyAWSBatch-service', false],
])('whether only AWS Batch knows the compute environment of cluster %s: %p', (cluster, isOfOtherForm) => {
  expect(isBatchClusterOfOtherForm(cluster)).toBe(isOfOtherForm);
});

test.each(['default', 'AWSBatch-spot', `AWSBatch-${UUID}`, `_Batch_${UUID}`, `spot-${UUID}`, ''])(
  'cluster %p belongs to no compute environment',
  (cluster) => {
    expect(computeEnvironmentFromCluster(cluster)).toBeUndefined();
  },
);
