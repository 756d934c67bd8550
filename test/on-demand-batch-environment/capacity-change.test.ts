import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BatchCapacity, OnDemandBatchEnvironment } from '../../src';

const { FARGATE, FARGATE_SPOT, EC2, SPOT } = BatchCapacity;
const templateOf = (capacity?: BatchCapacity): Template => {
  const stack = new Stack(new App(), 'Stack');
  new OnDemandBatchEnvironment(stack, 'Batch', { capacity, insightsEnabled: false });
  return Template.fromStack(stack);
};
const idsOf = (capacity: BatchCapacity, type: string): string[] => Object.keys(templateOf(capacity).findResources(type));
const isKept = (before: BatchCapacity, after: BatchCapacity, type: string): boolean =>
  idsOf(before, type).join() === idsOf(after, type).join();

describe('GIVEN a deployed environment WHEN its capacity changes', () => {
  test.each<[BatchCapacity, BatchCapacity, boolean]>([
    [FARGATE, FARGATE_SPOT, false],
    [FARGATE, EC2, false],
    [FARGATE_SPOT, SPOT, false],
    [EC2, SPOT, true],
  ])('$value THEN the compute environment is replaced unless AWS Batch can change it: to $value', (before, after, expected) => {
    expect(isKept(before, after, 'AWS::Batch::ComputeEnvironment')).toBe(expected);
  });

  test.each<[BatchCapacity, BatchCapacity, boolean]>([
    [FARGATE, FARGATE_SPOT, true],
    [EC2, SPOT, true],
    [FARGATE, EC2, false],
  ])('$value THEN the job queue is replaced if it cannot have the other kind: to $value', (before, after, expected) => {
    expect(isKept(before, after, 'AWS::Batch::JobQueue')).toBe(expected);
  });
});

test.each([FARGATE, FARGATE_SPOT])(
  'a compute environment on $value is replaced by what cannot be changed, and has no update policy',
  (capacity) => {
    const [{ Properties }] = Object.values(templateOf(capacity).findResources('AWS::Batch::ComputeEnvironment'));
    expect(Properties).toMatchObject({ ReplaceComputeEnvironment: true });
    expect(Properties).not.toHaveProperty('UpdatePolicy');
  },
);
