import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { jobAlone } from './full-scheduled-job';
import { Json, JsonObject } from '../../lab/aws/json';
import { compilePattern } from '../../lab/aws/patterns/event-pattern';
import { ACCOUNT, PLACES, resourcesIn } from '../event-intake/partitions';

const [PLACE] = PLACES;
const QUEUE = `arn:aws:batch:eu-west-1:${ACCOUNT}:job-queue/BatchJobQueueAFED2E49`;

/** The patterns of the rules of a job as they are deployed, and the name of its definition. */
const resources = resourcesIn(PLACE, true, (stack) => {
  const job = jobAlone(stack);
  job.onFailed('Failed');
  job.onSucceeded('Succeeded');
  job.onMissed('Missed');
});
const patternOf = (rule: string): Json => {
  const [id] = Object.keys(resources).filter((each) => each.startsWith(`Nightly${rule}`));
  return resources[id].Properties.EventPattern;
};
const idsOf = (type: string): string[] => Object.keys(resources).filter((id) => resources[id].Type === type);
const [definition] = idsOf('AWS::Batch::JobDefinition');

const matchesPattern = (pattern: Json, event: object): boolean => compilePattern(pattern).matches(event as JsonObject);
const jobEvent = (detail: object) => ({
  source: 'aws.batch',
  'detail-type': 'Batch Job State Change',
  detail: {
    jobName: 'Nightly',
    jobQueue: QUEUE,
    jobDefinition: `arn:aws:batch:${PLACE.region}:${ACCOUNT}:job-definition/${definition}:8`,
    status: 'FAILED',
    ...detail,
  },
});

describe('a rule for runs that fail', () => {
  test.each<[string, object, boolean]>([
    ['a run that fails, whatever its revision', {}, true],
    ['the parent of an array', { arrayProperties: { size: 3, statusSummary: {} } }, true],
    ['a child of an array', { arrayProperties: { index: 2 } }, false],
    ['a run that succeeds', { status: 'SUCCEEDED' }, false],
    ['another job of the same definition', { jobName: 'Weekly' }, false],
    ['a run in another queue', { jobQueue: 'other' }, false],
    [
      'a job whose definition has a longer name',
      { jobDefinition: `arn:aws:batch:${PLACE.region}:${ACCOUNT}:job-definition/${definition}2:8` },
      false,
    ],
  ])('%s', (_, detail, matches) => expect(matchesPattern(patternOf('Failed'), jobEvent(detail))).toBe(matches));
});

test('a rule for runs that succeed matches those', () => {
  expect(matchesPattern(patternOf('Succeeded'), jobEvent({ status: 'SUCCEEDED' }))).toBe(true);
  expect(matchesPattern(patternOf('Succeeded'), jobEvent({}))).toBe(false);
});

describe('a rule for runs that are missed', () => {
  const change = (alarm: string, from: string, to: string) => ({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [`${alarm}.Arn`],
    detail: { alarmName: alarm, state: { value: to }, previousState: { value: from } },
  });
  const alarmOf = (name: string): string => idsOf('AWS::CloudWatch::Alarm').find((id) => id.startsWith(`Nightly${name}`)) as string;

  test.each<[string, object, boolean]>([
    ['a submission that failed', change(alarmOf('DeadLetter'), 'OK', 'ALARM'), true],
    ['a submission that failed soon after the deployment', change(alarmOf('DeadLetter'), 'INSUFFICIENT_DATA', 'ALARM'), true],
    ['an alarm that is OK again', change(alarmOf('DeadLetter'), 'ALARM', 'OK'), false],
    ['metrics that are not read', change(alarmOf('DeadLetter'), 'OK', 'INSUFFICIENT_DATA'), false],
    ['a schedule that is silent', change(alarmOf('Silence'), 'OK', 'INSUFFICIENT_DATA'), true],
    ['a schedule that is silent after all else', change(alarmOf('Silence'), 'ALARM', 'INSUFFICIENT_DATA'), true],
    ['a schedule that runs again', change(alarmOf('Silence'), 'INSUFFICIENT_DATA', 'OK'), false],
    ['an alarm of something else', change('Other', 'OK', 'ALARM'), false],
  ])('%s', (_, event, matches) => expect(matchesPattern(patternOf('Missed'), event)).toBe(matches));

  test('is one that EventBridge takes where there is no alarm on silence', () => {
    const alone = resourcesIn(PLACE, true, (stack) => jobAlone(stack, { silenceAlarmEnabled: false }).onMissed('Missed'));
    const [rule] = Object.keys(alone).filter((id) => id.startsWith('NightlyMissed'));
    expect(matchesPattern(alone[rule].Properties.EventPattern, change(alarmOf('DeadLetter'), 'OK', 'ALARM'))).toBe(true);
  });
});

test('a rule has the target and the options that are given', () => {
  const stack = new Stack(new App(), 'Stack');
  jobAlone(stack).onFailed('Failed', { target: new SqsQueue(new Queue(stack, 'Queue')), description: 'Notify the team' });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { Description: 'Notify the team', Targets: [{ Id: 'Target0' }] });
});
