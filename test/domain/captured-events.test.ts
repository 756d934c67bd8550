import { capturedJobEvents, documentedEcsEvents } from './captured';
import { Fold } from './fold';
import { readInstanceEvent } from '../../src/domain/instance/instance-reading';
import { PurchaseOption } from '../../src/domain/names/records';

const [runnable, starting, running, succeeded, arrayChild] = capturedJobEvents();
const CLUSTER = 'AWSBatch-batch-compute-env-dev-0a95f22d-7108-3c4e-99f7-2fd92e1a8941';
const HOST = `arn:aws:ecs:us-east-1:123456789012:container-instance/${CLUSTER}/f711cf81b719480385a66cc3329704b1`;

test('a multi-container job that waits and starts is measured', () => {
  const fold = new Fold().tell(runnable, starting);
  expect(fold.values('QueuedSeconds')).toEqual([47.378]);
  expect(fold.values('RunnableSeconds')).toEqual([106]);
  expect(fold.measured().filter(({ name }) => name === 'JobsStarting')).toEqual([
    {
      name: 'JobsStarting',
      value: 1,
      atMillis: Date.parse('2025-10-17T13:19:25Z'),
      dimensions: { JobQueue: 'batch-job-queue-dev', JobDefinition: 'cpu-stress-test-dev', ComputeEnvironment: 'batch-compute-env-dev' },
    },
  ]);
});

test('a multi-container job that succeeded is recorded, with what was not told left out', () => {
  const registry = new Map([
    [
      HOST,
      {
        instanceId: 'i-1',
        instanceType: 'c5.large',
        availabilityZone: 'us-east-1a',
        architecture: 'x86_64',
        purchaseOption: PurchaseOption.SPOT,
      },
    ],
  ]);
  expect(new Fold(registry).tell(running, succeeded).record()).toEqual({
    JobName: 'cpu-stress-test-1760707292',
    JobId: '7419bcec-23b4-4a65-981b-857c5a9040a5',
    JobQueue: 'batch-job-queue-dev',
    JobDefinition: 'cpu-stress-test-dev:2',
    Status: 'SUCCEEDED',
    TotalRunningSeconds: 300.206,
    RecordType: 'job',
    SchemaVersion: 1,
    Account: '123456789012',
    Region: 'us-east-1',
    StatusReason: 'Essential container in task exited',
    ExitCode: 0,
    InstanceId: 'i-1',
    ContainerInstanceArn: HOST,
    InstanceType: 'c5.large',
    AvailabilityZone: 'us-east-1a',
    Architecture: 'x86_64',
    Platform: 'EC2',
    PurchaseOption: 'SPOT',
    ComputeEnvironment: 'batch-compute-env-dev',
    EcsCluster: CLUSTER,
    TaskArn: `arn:aws:ecs:us-east-1:123456789012:task/${CLUSTER}/a6611972e03e4d728498be97309e12d9`,
    LogGroup: '/aws/batch/job',
    LogStream: 'cpu-stress-test-dev/cpu-stress-container/a6611972e03e4d728498be97309e12d9',
    Vcpus: 2,
    MemoryMiB: 2048,
    AttemptCount: 1,
    MaxAttempts: 3,
    CreatedAt: '2025-10-17T13:21:34.698Z',
    StartedAt: '2025-10-17T13:23:50.919Z',
    StoppedAt: '2025-10-17T13:28:51.125Z',
    TotalSeconds: 436.427,
    LostSeconds: 0,
    SpotInterruptions: 0,
    ShareIdentifier: 'blue',
    SchedulingPriority: 1,
    Attempts: [{ Number: 1 }],
  });
});

test('an array child that ran for six hours is recorded', () => {
  expect(new Fold().tell(arrayChild).record()).toMatchObject({
    JobId: '740ee3ee-f235-4670-b19f-84da1bda6e76:12',
    ArrayParentId: '740ee3ee-f235-4670-b19f-84da1bda6e76',
    ArrayIndex: 12,
    TotalRunningSeconds: 21601,
    TotalSeconds: 21764.902,
    ComputeEnvironment: 'model_run_best_fit',
    Vcpus: 2,
    MemoryMiB: 24576,
    Attempts: [{ Number: 1 }],
  });
});

test('the documented container instance is read: an ARN without a cluster, and capabilities alone', () => {
  expect(readInstanceEvent(documentedEcsEvents()[0])).toEqual({
    containerInstanceArn: 'arn:aws:ecs:us-east-1:111122223333:container-instance/b54a2a04-046f-4331-9d74-3f6d7f6ca315',
    ecsCluster: 'default',
    instanceId: 'i-f3a8506b',
    registeredAt: '2016-12-06T16:41:06.000Z',
    vcpus: 2,
    memoryMiB: 3767,
    status: 'ACTIVE',
    version: 14801,
  });
});
