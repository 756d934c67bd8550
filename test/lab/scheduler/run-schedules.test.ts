import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { loadAssembly } from '../../../lab/replay/assembly/load-assembly';
import { runSchedules, ScheduledRuns } from '../../../lab/scheduler/run-schedules';
import { OnDemandBatchEnvironment, ScheduledJob, ScheduledJobProps } from '../../../src';

const FROM = Date.parse('2026-11-20T00:00:00Z');
const DAY = 86_400_000;

/** Five days of a nightly job. */
function run(props: Partial<ScheduledJobProps> = {}, change: (job: ScheduledJob) => void = () => {}): ScheduledRuns {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'schedules-')) });
  const stack = new Stack(app, 'Jobs');
  const job = new ScheduledJob(stack, 'Nightly', {
    batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch'),
    image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
    schedule: ScheduleExpression.cron({ hour: '4', minute: '0' }),
    ...props,
  });
  change(job);
  return runSchedules(
    loadAssembly(app.synth().directory),
    { account: '123456789012', region: 'us-east-1' },
    { from: FROM, to: FROM + 5 * DAY },
  );
}

describe('the schedule of a scheduled job', () => {
  const { runs, truth, deadLetters } = run();

  test('submits the job every night, and passes the time that it was due', () => {
    const nights = ['20', '21', '22', '23', '24'].map((day) => `2026-11-${day}T04:00:00`);
    expect(runs.map(({ due }) => new Date(due).toISOString().slice(0, 19))).toEqual(nights);
    expect(runs.map(({ environment }) => environment?.SCHEDULED_TIME)).toEqual(nights.map((night) => `${night}Z`));
  });

  test('has jobs that succeed, are retried after a lost host, and fail without a retry', () => {
    expect(truth.map(({ Status, AttemptCount }) => [Status, AttemptCount])).toEqual([
      ['SUCCEEDED', 1],
      ['SUCCEEDED', 2],
      ['FAILED', 1],
      ['SUCCEEDED', 1],
    ]);
  });

  test('submits again what was throttled, and sets aside what is refused for an hour', () => {
    expect(runs.map(({ attempts }) => attempts.length)).toEqual([1, 1, 1, 3, 9]);
    expect(deadLetters.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({
        ERROR_CODE: 'ClientException',
        EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
        RETRY_ATTEMPTS: '8',
        SCHEDULED_TIME: '2026-11-24T04:00:00.000Z',
      }),
    ]);
    expect(JSON.parse(deadLetters[0].body)).toMatchObject({ JobName: 'Nightly' });
  });
});

test('a schedule that is disabled misses every run', () => {
  expect(run({ enabled: false }).runs).toEqual([]);
});

test('a run is given up after as many attempts as the schedule allows', () => {
  const { runs } = run({ submissionRetryAttempts: 1, submissionMaxAge: Duration.hours(1) });
  expect(runs[4].attempts).toHaveLength(2);
  expect(runs[4].givenUp?.condition).toBe('MaximumRetryAttempts');
});

test('a role that trusts another schedule group submits nothing', () => {
  const { runs, truth } = run({}, ({ submissionRole }) => {
    const path = 'AssumeRolePolicyDocument.Statement.0.Condition.StringEquals.aws:SourceArn';
    (submissionRole.node.defaultChild as CfnRole).addPropertyOverride(
      path,
      'arn:aws:scheduler:us-east-1:123456789012:schedule-group/other',
    );
  });
  expect(runs.map(({ attempts }) => attempts[0].refusal?.code)).toEqual(Array(5).fill('AccessDenied'));
  expect(truth).toEqual([]);
});

test('a role that may not submit the job has every run refused', () => {
  const { truth } = run({}, ({ submissionRole }) => {
    (submissionRole.node.defaultChild as CfnRole).addPropertyOverride('Policies.0.PolicyDocument.Statement.0.Resource', [
      'arn:aws:batch:us-east-1:123456789012:job-queue/other',
    ]);
  });
  expect(truth).toEqual([]);
});
