import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { fullScheduledJob, jobIn } from './full-scheduled-job';
import { OverlapPolicy, ScheduledJobProps } from '../../src';
import { ACCOUNT, PLACES, Resource, resourcesIn } from '../event-intake/partitions';

interface Task {
  readonly Resource: string;
  readonly Arguments: Record<string, unknown>;
  readonly Retry: { readonly IntervalSeconds: number; readonly MaxAttempts: number }[];
}
interface Machine {
  readonly QueryLanguage: string;
  readonly StartAt: string;
  readonly States: Readonly<
    Record<string, Task & { readonly Next?: string; readonly Default?: string; readonly Catch?: { readonly Next: string }[] }>
  >;
}

const skipping = (place = PLACES[0], props: Partial<ScheduledJobProps> = {}) =>
  resourcesIn(place, true, (stack) => jobIn(stack, { overlapPolicy: OverlapPolicy.SKIP, ...props }));
const ofType = (resources: Record<string, Resource>, type: string): Resource[] =>
  Object.values(resources).filter(({ Type }) => Type === type);
const machineOf = (resources: Record<string, Resource>): Machine =>
  JSON.parse(String(ofType(resources, 'AWS::StepFunctions::StateMachine')[0].Properties.DefinitionString)) as Machine;
const definitionIn = (resources: Record<string, Resource>): string =>
  Object.keys(resources).find((id) => resources[id].Type === 'AWS::Batch::JobDefinition') as string;
const statementsFor = (resources: Record<string, Resource>, service: string): object[] =>
  ofType(resources, 'AWS::IAM::Role')
    .filter((role) => JSON.stringify(role.Properties.AssumeRolePolicyDocument).includes(service))
    .flatMap(({ Properties }) => Properties.Policies as unknown as { PolicyDocument: { Statement: object[] } }[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

describe('a run that is skipped while the last one has not ended', () => {
  const resources = skipping();
  const { States, ...machine } = machineOf(resources);
  const definition = definitionIn(resources);

  test('is decided on by jobs of every revision of its definition in its queue', () => {
    expect(machine).toEqual({ QueryLanguage: 'JSONata', StartAt: 'ListRuns' });
    expect(States.ListRuns).toMatchObject({
      Resource: 'arn:aws:states:::aws-sdk:batch:listJobs',
      Arguments: { JobQueue: expect.stringContaining('JobQueue'), Filters: [{ Name: 'JOB_DEFINITION', Values: [definition] }] },
      Output: "{% { 'active': $count($states.result.JobSummaryList[$not(Status in ['SUCCEEDED', 'FAILED'])]) } %}",
      Next: 'IsActive',
    });
    expect(States.IsActive).toMatchObject({
      Choices: [{ Condition: '{% $states.input.active > 0 %}', Next: 'Skip' }],
      Default: 'Submit',
    });
    expect(States.Skip).toEqual({ Type: 'Succeed' });
  });

  test('is submitted as the schedule itself would, with the time that it was due', () => {
    expect(States.Submit).toMatchObject({
      Resource: 'arn:aws:states:::aws-sdk:batch:submitJob',
      Arguments: {
        JobName: 'Nightly',
        JobDefinition: definition,
        ContainerOverrides: { Environment: [{ Name: 'SCHEDULED_TIME', Value: '{% $states.context.Execution.Input.scheduledTime %}' }] },
      },
      End: true,
    });
    const [{ Properties }] = ofType(resources, 'AWS::Scheduler::Schedule');
    const { Input, Arn } = Properties.Target as { Input: string; Arn: string };
    expect(JSON.parse(Input)).toEqual({ scheduledTime: '<aws.scheduler.scheduled-time>' });
    expect(resources[Arn].Type).toBe('AWS::StepFunctions::StateMachine');
  });

  test('that cannot be submitted goes to the dead-letter queue, which has the alarm', () => {
    for (const name of ['ListRuns', 'Submit']) {
      expect(States[name].Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'ReportMissedRun' }]);
    }
    expect(States.ReportMissedRun).toMatchObject({
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Arguments: {
        QueueUrl: expect.stringContaining('DeadLetterQueue'),
        MessageBody: States.Submit.Arguments,
        MessageAttributes: { ERROR_CODE: { DataType: 'String' }, ERROR_MESSAGE: { DataType: 'String' } },
      },
      Next: 'Missed',
    });
    expect(States.Missed).toEqual({ Type: 'Fail' });
  });

  test('leads through states that exist', () => {
    const next = Object.values(States).flatMap(({ Next, Default, Catch = [] }) => [Next, Default, ...Catch.map((one) => one.Next)]);
    expect(Object.keys(States)).toEqual(expect.arrayContaining(next.filter((name) => name !== undefined)));
  });

  test('needs a role that submits it and lists jobs, and one that starts the state machine and no job', () => {
    expect(statementsFor(resources, 'states.amazonaws.com')).toMatchObject([
      { Sid: 'SubmitJob', Action: 'batch:SubmitJob' },
      { Sid: 'ListRuns', Action: 'batch:ListJobs', Resource: '*' },
      { Sid: 'SendDeadLetters', Action: 'sqs:SendMessage' },
    ]);
    expect(statementsFor(resources, 'scheduler.amazonaws.com')).toMatchObject([
      { Sid: 'StartExecution', Action: 'states:StartExecution', Resource: expect.stringContaining('SkipMachine') },
      { Sid: 'SendDeadLetters' },
    ]);
    expect(JSON.stringify(ofType(resources, 'AWS::IAM::Policy'))).not.toContain('states:StartExecution');
  });
});

test.each([
  ['an hour', {}, 60],
  ['a minute', { submissionMaxAge: Duration.minutes(1) }, 1],
  ['a day', { submissionMaxAge: Duration.days(1) }, 185],
  ['no time', { submissionRetryAttempts: 0 }, 0],
])('a submission is tried again each minute for %s', (_, props, MaxAttempts) => {
  const { ListRuns, Submit } = machineOf(skipping(PLACES[0], props)).States;
  for (const { Retry } of [ListRuns, Submit]) {
    expect(Retry).toEqual([{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, BackoffRate: 1, MaxAttempts }]);
  }
});

test.each(PLACES)('the tasks are of the partition $partition', (place) => {
  const resources = Object.values(machineOf(skipping(place)).States).flatMap((task) => task.Resource ?? []);
  expect(resources).toHaveLength(3);
  for (const arn of resources) expect(arn).toMatch(new RegExp(`^arn:${place.partition}:states:::`));
});

test('an array job can be skipped, and sends encrypted dead letters with its key', () => {
  expect(machineOf(skipping(PLACES[0], { arraySize: 7 })).States.Submit.Arguments.ArrayProperties).toEqual({ Size: 7 });
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: PLACES[0].region } });
  const job = fullScheduledJob(stack, { overlapPolicy: OverlapPolicy.SKIP });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Batch::ConsumableResource', 0);
  expect(job.submitCommand).not.toContain('consumable-resource');
  const role = Object.values(template.findResources('AWS::IAM::Role')).find((each) =>
    JSON.stringify(each).includes('states.amazonaws.com'),
  );
  expect(JSON.stringify(role)).toContain('SendEncrypted');
});

test('no other policy has a state machine', () => {
  const job = jobIn(new Stack(new App(), 'Stack'));
  expect(job.stateMachine).toBeUndefined();
});
