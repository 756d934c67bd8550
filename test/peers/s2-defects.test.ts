import { Template } from 'aws-cdk-lib/assertions';
import { GrafanaDashboards, JobEventCollector } from '../../src';
import { readInstanceEvent } from '../../src/domain/instance/instance-reading';
import { lookupRequest } from '../../src/domain/instance/lookup-request';
import { placementKeys, RegistryView } from '../../src/domain/instance/placement';
import { mayBeCapacityBlock } from '../../src/domain/instance/purchase-option';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { PurchaseOption } from '../../src/domain/names/records';
import { arrayParent, ended, instanceEvent, jobEvent, ran } from '../domain/events';
import { Fold } from '../domain/fold';
import { instanceArn } from '../domain/shapes';
import { newStack } from '../insights-dashboard/dashboard-fixture';

/** What AWS's Batch Operational Dashboards sample (aws-samples/aws-batch-operational-dashboards) gets wrong, and this library must not. */
const HOST: RegistryView = new Map([
  [
    instanceArn('host-1'),
    { instanceId: 'i-0123', instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1b', purchaseOption: PurchaseOption.SPOT },
  ],
]);
const OVER = [ran('t1', 20, 80, 0)];
const requiring = (...requirements: readonly (readonly [type: string, value: string])[]) => ({
  detail: { container: { resourceRequirements: requirements.map(([type, value]) => ({ type, value })) } },
});

describe('instances', () => {
  test('S2-1, S2-2: a job on an instance that nobody knows yet is recorded whole, and the instance is looked up', () => {
    const fold = new Fold().tell(ended('SUCCEEDED', 81, OVER));
    expect(fold.record()).toMatchObject({ JobName: 'encode-intro', Status: 'SUCCEEDED', TotalRunningSeconds: 60 });
    expect(lookupRequest(placementKeys(fold.finished[0]))).toMatchObject({ detail: { containerInstanceArns: [instanceArn('host-1')] } });
  });

  test('S2-3: an instance that leaves keeps its type, and a job whose event comes later still finds it', () => {
    const gone = readInstanceEvent(instanceEvent({ status: 'INACTIVE' }, 90));
    expect(gone).toMatchObject({ instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1b' });
    expect(new Fold(HOST).tell(ended('SUCCEEDED', 100, OVER)).record()).toMatchObject({
      InstanceType: 'c7g.xlarge',
      PurchaseOption: 'SPOT',
    });
  });

  test('S2-17: an instance without an AMI attribute is read', () => {
    const { attributes } = instanceEvent().detail as { attributes: readonly { readonly name: string }[] };
    const withoutAmi = instanceEvent({ attributes: attributes.filter(({ name }) => name !== 'ecs.ami-id') });
    expect(readInstanceEvent(withoutAmi)).toMatchObject({ instanceType: 'c7g.xlarge' });
  });

  test('S2-18: what may be a Capacity Block is not taken for Spot', () => {
    expect(mayBeCapacityBlock(PurchaseOption.ON_DEMAND, 'p5.48xlarge')).toBe(true);
  });
});

describe('events', () => {
  test('S2-4: a RUNNING that comes after SUCCEEDED changes nothing', () => {
    const fold = new Fold().tell(ended('SUCCEEDED', 81, OVER));
    const before = fold.record();
    fold.tell(jobEvent('RUNNING', 20, { attempt: OVER[0] }));
    expect(fold.record()).toEqual(before);
  });

  test('S2-5: both attempts of a job are in its record', () => {
    const over = [ran('t1', 20, 80, 1), ran('t2', 140, 200, 0)];
    const { Attempts: attempts } = new Fold(HOST).tell(ended('SUCCEEDED', 201, over)).record();
    expect(attempts).toMatchObject([{ Number: 1, RunningSeconds: 60, ExitCode: 1 }, { Number: 2 }]);
    expect(attempts[0].TaskArn).toMatch(/t1$/);
  });

  test('S2-14, S2-15: a job that failed before it was placed is recorded, also without a time of its own', () => {
    const failed = jobEvent('FAILED', 65, { detail: { statusReason: 'Dependent Job failed', stoppedAt: undefined } });
    expect(new Fold().tell(failed).record()).toMatchObject({
      Status: 'FAILED',
      FailureCategory: 'DEPENDENCY_FAILED',
      StoppedAt: expect.any(String),
    });
  });

  test('S2-16: a container without a log stream is recorded without one', () => {
    const record = new Fold().tell(ended('SUCCEEDED', 81, OVER, { detail: { container: { exitCode: 0 } } })).record();
    expect(record).toMatchObject({ Status: 'SUCCEEDED' });
  });

  test('S2-30: an array job is recorded as one', () => {
    expect(new Fold().tell(jobEvent('SUCCEEDED', 90, { detail: arrayParent(10) })).record()).toMatchObject({
      ArraySize: 10,
      AttemptCount: 0,
    });
  });
});

describe('resources', () => {
  test.each<[string, ReturnType<typeof requiring>, Partial<JobRecord>]>([
    ['S2-6: GPU first', requiring(['GPU', '1'], ['VCPU', '4'], ['MEMORY', '8192']), { Gpus: 1, Vcpus: 4, MemoryMiB: 8192 }],
    ['S2-6: GPU between', requiring(['VCPU', '4'], ['GPU', '1'], ['MEMORY', '8192']), { Gpus: 1, Vcpus: 4, MemoryMiB: 8192 }],
    ['S2-7: one requirement', requiring(['VCPU', '4']), { Vcpus: 4 }],
    ['S2-8: memory first', requiring(['MEMORY', '500'], ['VCPU', '0.25']), { Vcpus: 0.25, MemoryMiB: 500 }],
  ])('%s', (_, told, expected) => {
    expect(new Fold().tell(ended('SUCCEEDED', 81, OVER, told)).record()).toMatchObject(expected);
  });

  test.each(['multi', 'eks', 'fargate'] as const)('S2-7, S2-13: a job in the shape %s is recorded, with numbers as numbers', (shape) => {
    const record = new Fold().tell(ended('SUCCEEDED', 81, OVER, { shape })).record();
    expect(record).toMatchObject({ Status: 'SUCCEEDED', TotalRunningSeconds: 60 });
    expect(typeof record.Vcpus).toBe('number');
  });
});

test('S2-21: two sets of dashboards, and their collectors, live in one account', () => {
  const stack = newStack();
  for (const name of ['One', 'Two']) {
    new GrafanaDashboards(stack, name, { collector: new JobEventCollector(stack, `${name}Collector`, { metricNamespace: name }) });
  }
  const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { readonly Properties?: object }>);
  const named = resources
    .flatMap(({ Properties = {} }) => Object.entries(Properties))
    .filter(([key, value]) => /^(FunctionName|QueueName|TableName|LogGroupName|DashboardName)$/.test(key) && typeof value === 'string');
  expect(named).toEqual([]);
});
