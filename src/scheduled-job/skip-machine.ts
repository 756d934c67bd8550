import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { MAX_AGE, MAX_RETRIES, Submission, submitJobInput, submitStatement } from './submission';
import { keyStatements } from '../event-intake/encryption';
import { sendStatement } from '../event-intake/handler';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { HISTORY_OF_EXECUTIONS, INLINE_POLICY } from '../reviewed-findings/reviews';
import { wildcardReviews } from '../reviewed-findings/wildcard-reviews';

/** In the name of the execution that the schedule starts. */
const SCHEDULED_TIME = '{% $states.context.Execution.Input.scheduledTime %}';
/** Of all that are listed, which are the newest: AWS Batch lists jobs for a week after their end. */
const COUNT_ACTIVE = "{% { 'active': $count($states.result.JobSummaryList[$not(Status in ['SUCCEEDED', 'FAILED'])]) } %}";

/**
 * Submits a run unless one of the same job definition has not ended. Nothing of it runs between runs, and it is charged by the step.
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
  const tried = { Retry: [retryOf(submission)], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'ReportMissedRun' }] };
  const { jobQueue, jobDefinitionName } = submission;
  const request = submitJobInput(submission, SCHEDULED_TIME);
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'ListRuns',
    States: {
      ListRuns: task('aws-sdk:batch:listJobs', {
        Arguments: { JobQueue: jobQueue.jobQueueArn, Filters: [{ Name: 'JOB_DEFINITION', Values: [jobDefinitionName] }] },
        Output: COUNT_ACTIVE,
        ...tried,
        Next: 'IsActive',
      }),
      IsActive: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.active > 0 %}', Next: 'Skip' }], Default: 'Submit' },
      Skip: { Type: 'Succeed' },
      Submit: task('aws-sdk:batch:submitJob', { Arguments: request, ...tried, End: true }),
      // As EventBridge Scheduler does it: the request, and the error in attributes.
      ReportMissedRun: task('sqs:sendMessage', {
        Arguments: { QueueUrl: deadLetterQueue.queueUrl, MessageBody: request, MessageAttributes: ERROR_ATTRIBUTES },
        Next: 'Missed',
      }),
      Missed: { Type: 'Fail' },
    },
  };
}

/** An attribute must not be empty, and an error may have no cause. */
const attributeOf = (name: string): object => ({
  DataType: 'String',
  StringValue: `{% $states.input.${name} ? $states.input.${name} : 'unknown' %}`,
});
const ERROR_ATTRIBUTES = { ERROR_CODE: attributeOf('Error'), ERROR_MESSAGE: attributeOf('Cause') };

/** Each minute, for as long as the schedule itself would. */
function retryOf({ props }: Submission): object {
  const minutes = Math.floor((props.submissionMaxAge ?? MAX_AGE).toSeconds() / 60);
  const MaxAttempts = Math.min(props.submissionRetryAttempts ?? MAX_RETRIES, minutes);
  return { ErrorEquals: ['States.ALL'], IntervalSeconds: 60, BackoffRate: 1, MaxAttempts };
}

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
