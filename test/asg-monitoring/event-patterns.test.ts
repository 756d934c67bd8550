import { JsonObject } from '../../lab/aws/json';
import { AsgMonitoring } from '../../src/asg-monitoring';
import { rulePattern } from '../event-intake/rule-pattern';
import { synthesize } from '../event-intake/synthesis';
import { wildcardRules } from '../event-intake/wildcard-rules';

const synthesis = synthesize((stack) => void new AsgMonitoring(stack, 'Groups'));
const patternOf = (rule: string) => rulePattern(synthesis, `Groups/${rule}`);
const event = (detailType: string, detail: JsonObject, source = 'aws.autoscaling') => ({ source, 'detail-type': detailType, detail });

describe('the rule of creations', () => {
  const pattern = patternOf('CreationRule');
  const call = (detail: JsonObject, source?: string) =>
    pattern.matches(event('AWS API Call via CloudTrail', { eventSource: 'autoscaling.amazonaws.com', ...detail }, source));

  test.each<[string, JsonObject, boolean]>([
    ['takes a group of any name', { eventName: 'CreateAutoScalingGroup', requestParameters: { autoScalingGroupName: 'web' } }, true],
    ['takes one without parameters', { eventName: 'CreateAutoScalingGroup', requestParameters: null }, true],
    ['leaves out one that was not made', { eventName: 'CreateAutoScalingGroup', errorCode: 'AlreadyExists' }, false],
    ['leaves out its own calls', { eventName: 'EnableMetricsCollection' }, false],
    ['leaves out updates', { eventName: 'UpdateAutoScalingGroup' }, false],
  ])('%s', (_, detail, taken) => {
    expect(call(detail)).toBe(taken);
  });

  test('leaves out the same name of another service', () => {
    expect(call({ eventName: 'CreateAutoScalingGroup' }, 'aws.other')).toBe(false);
  });
});

describe('the rule of launches', () => {
  const pattern = patternOf('LaunchRule');

  test.each<[string, string, string, boolean]>([
    ["AWS Batch's group", 'EC2 Instance Launch Successful', 'AWSBatch-spot-asg-640012bd-4e90-3f19-9dd2-c09a23dc923d', true],
    [
      "AWS Batch's group without the service-linked role",
      'EC2 Instance Launch Successful',
      'ComputeEnvironment-CvKLJBQdefogayVQ-asg-92be90d0-d718-3bba-878c-9f0be8f476e1',
      true,
    ],
    ['a group that the function has to look up', 'EC2 Instance Launch Successful', 'web-asg-1', true],
    ['another group', 'EC2 Instance Launch Successful', 'web', false],
    ['a group that only ends so', 'EC2 Instance Launch Successful', 'web-asg', false],
    ['a group that only contains the prefix', 'EC2 Instance Launch Successful', 'my-AWSBatch-group', false],
    ['a launch that failed', 'EC2 Instance Launch Unsuccessful', 'AWSBatch-spot-asg-640012bd-4e90-3f19-9dd2-c09a23dc923d', false],
    ['an instance that goes', 'EC2 Instance Terminate Successful', 'AWSBatch-spot-asg-640012bd-4e90-3f19-9dd2-c09a23dc923d', false],
  ])('knows whether to take %s', (_, detailType, AutoScalingGroupName, taken) => {
    expect(pattern.matches(event(detailType, { AutoScalingGroupName, EC2InstanceId: 'i-0123' }))).toBe(taken);
  });

  test('takes, with the service-linked role only, groups with its prefix, and has no wildcard', () => {
    const only = synthesize((stack) => void new AsgMonitoring(stack, 'Groups', { serviceLinkedRoleOnly: true }));
    const names = [
      'AWSBatch-spot-asg-640012bd-4e90-3f19-9dd2-c09a23dc923d',
      'spot-asg-640012bd-4e90-3f19-9dd2-c09a23dc923d',
      'my-AWSBatch-group',
    ];
    const launches = names.map((AutoScalingGroupName) => event('EC2 Instance Launch Successful', { AutoScalingGroupName }));
    expect(launches.map((each) => rulePattern(only, 'Groups/LaunchRule').matches(each))).toEqual([true, false, false]);
    expect(wildcardRules(only)).toEqual([]);
    expect(wildcardRules(synthesis)).toEqual([synthesis.logicalId('Groups/LaunchRule')]);
  });
});
