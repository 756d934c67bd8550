import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ContextAttribute, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { fullScheduledJob, jobIn } from './full-scheduled-job';
import { evaluateJsonata } from '../../lab/scheduler/states/jsonata';
import { OverlapPolicy, ScheduledJobProps } from '../../src';
import { ACCOUNT, PLACES, Resource, resourcesIn } from '../event-intake/partitions';

interface Task {
  readonly Resource: string;
  readonly Arguments: unknown;
  readonly Choices: readonly { readonly Condition: string }[];
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
      Arguments: '{% $states.context.Execution.Input.request %}',
      End: true,
    });
    const [{ Properties }] = ofType(resources, 'AWS::Scheduler::Schedule');
    const { Input, Arn } = Properties.Target as { Input: string; Arn: string };
    expect(JSON.parse(Input)).toEqual({
      scheduledTime: '<aws.scheduler.scheduled-time>',
      request: expect.objectContaining({
        JobName: 'Nightly',
        JobDefinition: definition,
        ContainerOverrides: { Environment: [{ Name: 'SCHEDULED_TIME', Value: '<aws.scheduler.scheduled-time>' }] },
      }),
    });
    expect(resources[Arn].Type).toBe('AWS::StepFunctions::StateMachine');
  });

  test('that cannot be submitted goes to the dead-letter queue, which has the alarm', () => {
    for (const name of ['ListRuns', 'Submit']) {
      expect(States[name].Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'IsOver' }]);
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

/** Whether a run is given up, by when its try failed: in minutes after its execution began, and after it was due. */
function isOver(props: Partial<ScheduledJobProps>, sinceStart: number, sinceDue: number): unknown {
  const [{ Condition }] = machineOf(skipping(PLACES[0], props)).States.IsOver.Choices;
  const at = (minutes: number): string => new Date(minutes * 60_000).toISOString();
  const context = {
    Execution: { StartTime: at(1_000 - sinceStart), Input: { scheduledTime: at(1_000 - sinceDue) } },
    State: { EnteredTime: at(1_000) },
  };
  return evaluateJsonata(Condition.slice(2, -2), { states: { context } });
}

test.each<[string, Partial<ScheduledJobProps>, number, number]>([
  ['an hour after it was due', {}, 0, 59],
  ['what is left of it', { submissionMaxAge: Duration.minutes(30) }, 0, 29],
  ['the window and an hour', { timeWindow: TimeWindow.flexible(Duration.minutes(15)) }, 0, 74],
  ['as many tries as are allowed', { submissionRetryAttempts: 3, submissionMaxAge: Duration.hours(24) }, 2, 500],
])('a run is tried again for %s', (_, props, sinceStart, sinceDue) => {
  expect(isOver(props, sinceStart, sinceDue)).toBe(false);
  expect(isOver(props, sinceStart + 1, sinceDue + 1)).toBe(true);
});

test('a run that may not be tried again is given up at once', () => expect(isOver({ submissionRetryAttempts: 0 }, 0, 0)).toBe(true));

test('parameters reach AWS Batch as they are', () => {
  const parameters = { template: '{% block %}', due: ContextAttribute.scheduledTime };
  const resources = skipping(PLACES[0], { parameters });
  expect(JSON.stringify(machineOf(resources))).not.toContain('block');
  const [{ Properties }] = ofType(resources, 'AWS::Scheduler::Schedule');
  expect(JSON.parse((Properties.Target as { Input: string }).Input).request.Parameters).toEqual({
    template: '{% block %}',
    due: '<aws.scheduler.scheduled-time>',
  });
});

test.each(PLACES)('the tasks are of the partition $partition', (place) => {
  const resources = Object.values(machineOf(skipping(place)).States).flatMap((task) => task.Resource ?? []);
  expect(resources).toHaveLength(3);
  for (const arn of resources) expect(arn).toMatch(new RegExp(`^arn:${place.partition}:states:::`));
});

test('an array job can be skipped, and sends encrypted dead letters with its key', () => {
  const [{ Properties }] = ofType(skipping(PLACES[0], { arraySize: 7 }), 'AWS::Scheduler::Schedule');
  expect(JSON.parse((Properties.Target as { Input: string }).Input).request.ArrayProperties).toEqual({ Size: 7 });
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
