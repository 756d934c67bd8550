import { computeEnvironmentOfGroup, isOfBatch, missingMetrics } from '../../../src/domain/group/auto-scaling-group';
import { readGroupCheck } from '../../../src/domain/group/group-check';

const UUID = '640012bd-4e90-3f19-9dd2-c09a23dc923d';
const BATCH_TAG = { AWSBatchServiceTag: 'batch' };
const group = (name: string, tags: Record<string, string> = {}, launchTemplate = '') => ({
  name,
  launchTemplate,
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  enabledMetrics: [],
});

describe("a group of AWS Batch's", () => {
  test.each([
    [`AWSBatch-production-20250408154910170200000001-asg-${UUID}`, 'production-20250408154910170200000001'],
    [`AWSBatch-a-asg-b-asg-${UUID.toUpperCase()}`, 'a-asg-b'],
  ])('is recognized by its prefix alone: %s of compute environment %s', (name, computeEnvironment) => {
    expect(computeEnvironmentOfGroup(name)).toBe(computeEnvironment);
    expect(isOfBatch(group(name))).toBe(true);
  });

  test.each([
    [`ComputeEnvironment-CvKLJBQdefogayVQ-asg-${UUID}`, 'ComputeEnvironment-CvKLJBQdefogayVQ'],
    [`custom-metaflow-cpu20220422132353471700000001-asg-${UUID.toUpperCase()}`, 'custom-metaflow-cpu20220422132353471700000001'],
    [`a-asg-b-asg-${UUID}`, 'a-asg-b'],
    [`AWSBatch-asg-${UUID}`, 'AWSBatch'],
    [`my-AWSBatch-mine-asg-${UUID}`, 'my-AWSBatch-mine'],
    [`awsbatch-mine-asg-${UUID}`, 'awsbatch-mine'],
  ])('without the prefix and the tag needs its launch template too: %s of compute environment %s', (name, computeEnvironment) => {
    expect(computeEnvironmentOfGroup(name)).toBe(computeEnvironment);
    expect(isOfBatch(group(name))).toBe(false);
    expect(isOfBatch(group(name, BATCH_TAG))).toBe(true);
    expect(isOfBatch(group(name, {}, `Batch-lt-${UUID}`))).toBe(true);
  });

  test.each([
    `AWSBatch-mine-asg-${UUID}-2`,
    `mine-asg-${UUID.slice(1)}`,
    `mine-asg-x${UUID.slice(1)}`,
    `mine-asg-${UUID.replaceAll('-', '')}`,
    `mine-ASG-${UUID}`,
    `-asg-${UUID}`,
    `mine-${UUID}`,
    `AWSBatch-mine-${UUID}`,
    'AWSBatch-mine',
    'research-batch-workers',
    '',
  ])('with a name of its own needs the tag, its launch template does not do: "%s"', (name) => {
    expect(computeEnvironmentOfGroup(name)).toBeUndefined();
    expect(isOfBatch(group(name, {}, `Batch-lt-${UUID}`))).toBe(false);
    expect(isOfBatch(group(name, BATCH_TAG))).toBe(true);
  });

  test.each<[Record<string, string>, boolean]>([
    [BATCH_TAG, true],
    [{ Owner: 'ops', ...BATCH_TAG }, true],
    [{ AWSBatchServiceTag: 'other' }, false],
    [{ awsbatchservicetag: 'batch' }, false],
    [{ Service: 'batch' }, false],
    [{}, false],
  ])('is tagged %j: %s', (tags, isBatch) => {
    expect([isOfBatch(group('any', tags)), isOfBatch(group(`web-asg-${UUID}`, tags))]).toEqual([isBatch, isBatch]);
  });

  test.each([
    ['Batch-lt-', true],
    ['batch-lt-1', false],
    ['my-Batch-lt-1', false],
    ['Batch', false],
    ['', false],
  ])('has the launch template "%s": %s', (launchTemplate, isBatch) => {
    expect(isOfBatch(group(`web-asg-${UUID}`, {}, launchTemplate))).toBe(isBatch);
  });

  test('lacks the metrics that are wanted and not on, in their order', () => {
    expect(missingMetrics({ ...group('any'), enabledMetrics: ['B', 'X'] }, ['C', 'B', 'A'])).toEqual(['C', 'A']);
    expect(missingMetrics({ ...group('any'), enabledMetrics: ['A', 'B'] }, ['B', 'A'])).toEqual([]);
  });
});

describe('what is to be checked', () => {
  const launch = 'EC2 Instance Launch Successful';
  const call = 'AWS API Call via CloudTrail';

  test.each<[string, object, object]>([
    ['a deployment', {}, { trigger: 'deployment' }],
    ['the schedule', { 'detail-type': 'Auto Scaling Group Check', detail: { Trigger: 'schedule' } }, { trigger: 'schedule' }],
    ['a launch', { 'detail-type': launch, detail: { AutoScalingGroupName: 'a' } }, { trigger: 'event', groupName: 'a' }],
    [
      'a launch of the longest name',
      { 'detail-type': launch, detail: { AutoScalingGroupName: 'a'.repeat(255) } },
      { trigger: 'event', groupName: 'a'.repeat(255) },
    ],
    ['a launch of whatever', { 'detail-type': launch, detail: {} }, { trigger: 'event' }],
    ['a launch without detail', { 'detail-type': launch }, { trigger: 'event' }],
    [
      'a creation',
      { 'detail-type': call, detail: { requestParameters: { autoScalingGroupName: 'a' } } },
      { trigger: 'event', groupName: 'a' },
    ],
    ['a creation without parameters', { 'detail-type': call, detail: { requestParameters: null } }, { trigger: 'event' }],
    ['a creation without detail', { 'detail-type': call }, { trigger: 'event' }],
  ])('is read from %s', (_, message, check) => {
    expect(readGroupCheck(message)).toEqual(check);
  });

  test.each<[string, unknown, string]>([
    ['text', 'canary', 'expected an object, got a string'],
    ['another event', { 'detail-type': 'canary' }, 'detail-type: is not one that this function handles'],
    [
      'a name too long',
      { 'detail-type': launch, detail: { AutoScalingGroupName: 'a'.repeat(256) } },
      'detail.AutoScalingGroupName: is longer than 255 characters',
    ],
    [
      'a name that is none',
      { 'detail-type': launch, detail: { AutoScalingGroupName: { name: 'canary' } } },
      'detail.AutoScalingGroupName: expected a string, got an object',
    ],
  ])('is not read from %s, and the reason quotes nothing', (_, message, problem) => {
    expect(() => readGroupCheck(message)).toThrow(problem);
    expect(() => readGroupCheck(message)).not.toThrow('canary');
  });
});
