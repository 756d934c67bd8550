import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { MAX_AGE, MAX_RETRIES, Submission, submitStatement } from './submission';
import { keyStatements } from '../event-intake/encryption';
import { sendStatement } from '../event-intake/handler';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { HISTORY_OF_EXECUTIONS, INLINE_POLICY } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

/** Of all that are listed, which are the newest: AWS Batch lists jobs for a week after their end. */
const COUNT_ACTIVE = "{% { 'active': $count($states.result.JobSummaryList[$not(Status in ['SUCCEEDED', 'FAILED'])]) } %}";
/** The schedule gives it to the execution. */
const REQUEST = '{% $states.context.Execution.Input.request %}';
const DUE = '$toMillis($states.context.Execution.Input.scheduledTime)';
const BEGUN = '$toMillis($states.context.Execution.StartTime)';
const NOW = '$toMillis($states.context.State.EnteredTime)';
const MINUTE = Duration.minutes(1);
/** Runs that wait out an outage must not list jobs at the same moment. Usual intervals of schedules have no divisor in common with it. */
const PHASES = 29;

/**
 * Submits a run unless one of the same job definition has not ended. Nothing of it runs between runs, and it is charged by the step. Jobs are listed before each
 * try: while AWS Batch refuses requests, later runs are due too, and only one of them may be submitted.
 *
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ListJobs.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function skipMachine(scope: Construct, submission: Submission, deadLetterQueue: IQueue): StateMachine {
  const definition = Stack.of(scope).toJsonString(statesOf(scope, submission, deadLetterQueue));
  const machine = new StateMachine(scope, 'SkipMachine', {
    comment: `Submits ${submission.jobName} unless its last run has not ended`,
    definitionBody: DefinitionBody.fromString(definition),
    role: machineRole(scope, submission, deadLetterQueue),
  });
  carryReviews(machine, [HISTORY_OF_EXECUTIONS]);
  return machine;
}

function statesOf(scope: Construct, submission: Submission, deadLetterQueue: IQueue): object {
  const task = (action: string, given: object): object => ({
    Type: 'Task',
    Resource: `arn:${Stack.of(scope).partition}:states:::${action}`,
    ...given,
  });
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'IsOver' }];
  const { jobQueue, jobDefinitionName } = submission;
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'ListRuns',
    States: {
      ListRuns: task('aws-sdk:batch:listJobs', {
        Arguments: { JobQueue: jobQueue.jobQueueArn, Filters: [{ Name: 'JOB_DEFINITION', Values: [jobDefinitionName] }] },
        Output: COUNT_ACTIVE,
        Catch,
        Next: 'IsActive',
      }),
      IsActive: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.active > 0 %}', Next: 'Skip' }], Default: 'Submit' },
      Skip: { Type: 'Succeed' },
      Submit: task('aws-sdk:batch:submitJob', { Arguments: REQUEST, Catch, End: true }),
      IsOver: { Type: 'Choice', Choices: [{ Condition: isOver(submission), Next: 'ReportMissedRun' }], Default: 'TryAgain' },
      TryAgain: { Type: 'Wait', Seconds: WAIT, Next: 'ListRuns' },
      // As EventBridge Scheduler does it: the request, and the error in attributes.
      ReportMissedRun: task('sqs:sendMessage', {
        Arguments: { QueueUrl: deadLetterQueue.queueUrl, MessageBody: REQUEST, MessageAttributes: ERROR_ATTRIBUTES },
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 8 }],
        Next: 'Missed',
      }),
      Missed: { Type: 'Fail' },
    },
  };
}

const WAIT = `{% 60 + $floor(${DUE} / ${MINUTE.toMilliseconds()}) % ${PHASES} %}`;

/** No more tries than the schedule itself would have in so many minutes, and none that is later after the run was due. */
function isOver({ props }: Submission): string {
  const { submissionRetryAttempts = MAX_RETRIES, submissionMaxAge = MAX_AGE, timeWindow } = props;
  const tried = submissionRetryAttempts * MINUTE.toMilliseconds();
  const latest = submissionMaxAge.toMilliseconds() + (timeWindow?.maxWindow?.toMilliseconds() ?? 0) - MINUTE.toMilliseconds();
  return `{% ${NOW} - ${BEGUN} >= ${tried} or ${NOW} - ${DUE} > ${latest} %}`;
}

/** An attribute must not be empty, and an error may have no cause. */
const attributeOf = (name: string): object => ({
  DataType: 'String',
  StringValue: `{% $states.input.${name} ? $states.input.${name} : 'unknown' %}`,
});
const ERROR_ATTRIBUTES = { ERROR_CODE: attributeOf('Error'), ERROR_MESSAGE: attributeOf('Cause') };

function machineRole(scope: Construct, submission: Submission, deadLetterQueue: IQueue): Role {
  const statements = [
    submitStatement(submission),
    new PolicyStatement({ sid: 'ListRuns', actions: ['batch:ListJobs'], resources: ['*'] }),
    sendStatement('SendDeadLetters', deadLetterQueue),
    ...keyStatements(scope, { ofQueuesSentTo: [submission.props.encryptionKey] }),
  ];
  const role = new Role(scope, 'SkipMachineRole', {
    assumedBy: new ServicePrincipal('states.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    inlinePolicies: { Submission: new PolicyDocument({ statements }) },
  });
  carryReviews(role, [INLINE_POLICY, ...wildcardReviews(scope, statements)]);
  return role;
}
