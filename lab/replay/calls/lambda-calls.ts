/**
 * What Lambda itself asks of AWS with a function's role.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaSQSQueueExecutionRole.html
 */
import { CallLog } from './call-log';
import { LambdaFunction } from '../template/lambda-functions';

export class LambdaCalls {
  constructor(
    private readonly log: CallLog,
    private readonly site: { readonly account: string; readonly region: string },
  ) {}

  /** A log stream for each execution environment, in the group that the template names. */
  startsEnvironment(definition: LambdaFunction): void {
    this.note(definition.id, 'logs:CreateLogStream', this.streamOf(definition));
  }

  writesLogs(definition: LambdaFunction): void {
    this.note(definition.id, 'logs:PutLogEvents', this.streamOf(definition));
  }

  /** An event source mapping looks at its queue before it reads it. */
  looksAt(functionId: string, queueArn: string): void {
    this.note(functionId, 'sqs:GetQueueAttributes', queueArn);
  }

  receives(functionId: string, queueArn: string): void {
    this.note(functionId, 'sqs:ReceiveMessage', queueArn);
  }

  /** Messages that were not handled are left alone: they come again when their visibility timeout is over. */
  deletes(functionId: string, queueArn: string): void {
    this.note(functionId, 'sqs:DeleteMessage', queueArn);
  }

  /** An invocation that failed for good goes to its destination. */
  setsAside(functionId: string, queueArn: string): void {
    this.note(functionId, 'sqs:SendMessage', queueArn);
  }

  private note(functionId: string, action: string, resource: string): void {
    this.log.note({ functionId }, { by: 'Lambda', action, resource, context: {} });
  }

  private streamOf({ logging: { group } }: LambdaFunction): string {
    return `arn:aws:logs:${this.site.region}:${this.site.account}:log-group:${group}:log-stream:replay`;
  }
}
