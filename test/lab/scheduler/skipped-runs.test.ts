import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { loadAssembly } from '../../../lab/replay/assembly/load-assembly';
import { describeRun } from '../../../lab/scheduler/describe-run';
import { runSchedules, ScheduledRuns } from '../../../lab/scheduler/run-schedules';
import { Story, STORIES } from '../../../lab/scheduler/stories';
import { OnDemandBatchEnvironment, OverlapPolicy, ScheduledJob, ScheduledJobProps } from '../../../src';

const FROM = Date.parse('2026-11-20T04:00:00Z');
const HOUR = 3_600_000;
/** Between two tries of the run that is due at that time. */
const WAIT_MINUTES = 1 + ((FROM / 60_000) % 29) / 60;
const [SUCCEEDS, , FAILS, THROTTLED, REFUSED] = STORIES;

/** An hour of a job that is due every ten minutes; runs take 12 minutes, where a story has nothing else. */
function run(
  stories: readonly Story[],
  { props = {}, change = () => {} }: { readonly props?: Partial<ScheduledJobProps>; readonly change?: (job: ScheduledJob) => void } = {},
): ScheduledRuns {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'skipped-')) });
  const stack = new Stack(app, 'Jobs');
  const job = new ScheduledJob(stack, 'Import', {
    batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch', { insightsEnabled: false }),
    image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
    schedule: ScheduleExpression.cron({ minute: '0/10' }),
    overlapPolicy: OverlapPolicy.SKIP,
    ...props,
  });
  change(job);
  const place = { account: '123456789012', region: 'us-east-1' };
  return runSchedules(loadAssembly(app.synth().directory), place, { from: FROM, to: FROM + HOUR, stories });
}
const outcomesOf = ({ runs }: ScheduledRuns): string[] =>
  runs.map((each) => {
    const { Skipped, GivenUpAt } = describeRun(each);
    return Skipped ? 'skipped' : GivenUpAt === undefined ? 'submitted' : 'missed';
  });

describe('the state machine that skips runs', () => {
  const ran = run([SUCCEEDS]);

  test('leaves a run out while the last one runs, and submits one when it has ended', () => {
    expect(outcomesOf(ran)).toEqual(['submitted', 'skipped', 'submitted', 'skipped', 'submitted', 'skipped']);
    expect(ran.truth.map(({ Status }) => Status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(ran.runs.map(({ execution }) => execution?.path)).toEqual(
      ['Submit', 'Skip', 'Submit', 'Skip', 'Submit', 'Skip'].map((end) => ['ListRuns', 'IsActive', end]),
    );
  });

  test('passes the time that a run was due', () => {
    expect(ran.runs.map(({ environment }) => environment?.SCHEDULED_TIME)).toEqual([
      '2026-11-20T04:00:00Z',
      undefined,
      '2026-11-20T04:20:00Z',
      undefined,
      '2026-11-20T04:40:00Z',
      undefined,
    ]);
  });

  test('submits after a run that failed', () => {
    expect(outcomesOf(run([FAILS]))).toEqual(Array(6).fill('submitted'));
  });

  test('tries again what is throttled', () => {
    const [first] = run([THROTTLED, SUCCEEDS]).runs;
    expect(first.submissions.map(({ at, refusal }) => [(at - FROM) / 60_000, refusal?.code])).toEqual([
      [0, 'TooManyRequestsException'],
      [WAIT_MINUTES, 'TooManyRequestsException'],
      [2 * WAIT_MINUTES, undefined],
    ]);
    expect(first.execution?.path.slice(0, 6)).toEqual(['ListRuns', 'IsActive', 'Submit', 'IsOver', 'TryAgain', 'ListRuns']);
  });

  test('submits one of the runs that were due in an outage', () => {
    const outage: Story = { ...REFUSED, refusals: 20 };
    const stormy = run([outage]);
    expect(outcomesOf(stormy).filter((outcome) => outcome === 'submitted').length).toBeGreaterThan(1);
    const ends = stormy.truth.map(({ CreatedAt, StoppedAt }) => [String(CreatedAt), String(StoppedAt)]).sort();
    for (const [index, [created]] of ends.slice(1).entries()) expect(created >= ends[index][1]).toBe(true);
  });

  test('has runs that wait list jobs at moments of their own', () => {
    const { runs } = run([REFUSED], { props: { submissionMaxAge: Duration.minutes(55) } });
    const seconds = runs.map(({ submissions: [, { at }] }) => (at - FROM) / 1_000);
    expect(new Set(seconds.map((second) => second % 60)).size).toBe(6);
    for (const [index, second] of seconds.entries()) expect(second - index * 600).toBeGreaterThanOrEqual(60);
  });

  test('sets aside what is refused for as long as the schedule itself would', () => {
    const { runs, deadLetters } = run([REFUSED], { props: { submissionMaxAge: Duration.minutes(5) } });
    expect(describeRun(runs[0])).toMatchObject({ Submissions: 4, Error: 'ClientException' });
    expect(deadLetters).toHaveLength(6);
    expect(deadLetters[0].attributes).toMatchObject({
      ERROR_CODE: 'Batch.ClientException',
      ERROR_MESSAGE: expect.stringContaining('is disabled'),
    });
    expect(JSON.parse(deadLetters[0].body)).toMatchObject({ JobName: 'Import' });
  });

  test('calls with its own role, and the schedule with another', () => {
    const called = ran.calls.map(({ by, action }) => `${by} ${action}`);
    expect([...new Set(called)].sort()).toEqual([
      'Scheduler states:StartExecution',
      'StepFunctions batch:ListJobs',
      'StepFunctions batch:SubmitJob',
    ]);
  });

  test('misses runs if its role may not list jobs', () => {
    const ofMachine = ({ node }: ScheduledJob): CfnRole => node.findChild('SkipMachineRole').node.defaultChild as CfnRole;
    const change = (job: ScheduledJob): void =>
      ofMachine(job).addPropertyOverride('Policies.0.PolicyDocument.Statement.1.Action', 'batch:DescribeJobs');
    const { runs, deadLetters, truth } = run([SUCCEEDS], { props: { submissionRetryAttempts: 0 }, change });
    expect(runs.map(({ execution }) => execution?.path)).toEqual(Array(6).fill(['ListRuns', 'IsOver', 'ReportMissedRun', 'Missed']));
    expect([deadLetters.length, truth.length]).toEqual([6, 0]);
    expect(deadLetters[0].attributes.ERROR_CODE).toBe('Batch.AccessDenied');
  });

  test('is run as it was synthesized', () => {
    const change = ({ stateMachine }: ScheduledJob): void =>
      (stateMachine?.node.defaultChild as CfnStateMachine).addPropertyOverride(
        'DefinitionString',
        JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Never', States: { Never: { Type: 'Succeed' } } }),
      );
    expect(outcomesOf(run([SUCCEEDS], { change }))).toEqual(Array(6).fill('skipped'));
  });
});
