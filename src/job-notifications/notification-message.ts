import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { QueueBlockedRecord } from '../domain/names/event-record-fields';
import { JobRecord } from '../domain/names/job-record-fields';

/** A field of a record in a message. A field that a record does not have is empty. */
const ofJob = (name: keyof JobRecord): string => EventField.fromPath(`$.detail.${name}`);
const ofQueue = (name: keyof QueueBlockedRecord): string => EventField.fromPath(`$.detail.${name}`);

/**
 * Messages for people, as the input of a target. Without one of them, a target gets the event, with the record as its detail.
 *
 * @example
 * import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
 * import { ITopic } from 'aws-cdk-lib/aws-sns';
 * import { JobNotifications, NotificationMessage } from 'cdk-batch-insights';
 *
 * declare const notifications: JobNotifications;
 * declare const mail: ITopic;
 * declare const chat: ITopic;
 * notifications.onJobFailed('Mail', { target: new SnsTopic(mail, { message: NotificationMessage.jobText() }) });
 * notifications.onJobFailed('Chat', { target: new SnsTopic(chat, { message: NotificationMessage.jobChat() }) });
 */
export class NotificationMessage {
  /**
   * A finished job as text, for example for a topic with subscriptions of email addresses. EventBridge puts each line in quotes.
   */
  static jobText(): RuleTargetInput {
    return RuleTargetInput.fromMultilineText(
      [
        `AWS Batch job ${ofJob('JobName')}: ${ofJob('Status')} ${ofJob('FailureCategory')}`,
        `Job queue: ${ofJob('JobQueue')}, job definition: ${ofJob('JobDefinition')}`,
        `Reason: ${ofJob('StatusReason')}`,
        `Reason of the container: ${ofJob('Reason')}`,
        `Exit code: ${ofJob('ExitCode')}, attempts: ${ofJob('AttemptCount')}`,
        `Stopped at ${ofJob('StoppedAt')}, in account ${EventField.account}, Region ${EventField.region}`,
        `Job id: ${ofJob('JobId')}`,
        `Log stream: ${ofJob('LogStream')}`,
      ].join('\n'),
    );
  }

  /**
   * A finished job for a topic that a chat configuration of Amazon Q Developer in chat applications (AWS Chatbot) reads, for Slack, Microsoft Teams and Amazon
   * Chime. All messages of a job are in one thread.
   *
   * It has no reasons, which can contain quotes: EventBridge does not document that it escapes them, and the message would be no JSON.
   */
  static jobChat(): RuleTargetInput {
    return chat({
      title: `AWS Batch job ${ofJob('JobName')}: ${ofJob('Status')} ${ofJob('FailureCategory')}`,
      description: [
        `*Job queue:* ${ofJob('JobQueue')}`,
        `*Job definition:* ${ofJob('JobDefinition')}`,
        `*Exit code:* ${ofJob('ExitCode')}`,
        `*Attempts:* ${ofJob('AttemptCount')}`,
        `*Stopped at:* ${ofJob('StoppedAt')}`,
        `*Job id:* ${ofJob('JobId')}`,
      ],
      threadId: `job/${ofJob('JobId')}`,
    });
  }

  /** A blocked job queue as text, for example for a topic with subscriptions of email addresses. EventBridge puts each line in quotes. */
  static queueText(): RuleTargetInput {
    return RuleTargetInput.fromMultilineText(
      [
        `AWS Batch job queue ${ofQueue('JobQueue')} is blocked: ${ofQueue('Category')}`,
        `Reason: ${ofQueue('Reason')}`,
        `First job: ${ofQueue('JobName')}, job id: ${ofQueue('JobId')}`,
        `Blocked at ${ofQueue('BlockedAt')}, in account ${EventField.account}, Region ${EventField.region}`,
      ].join('\n'),
    );
  }

  /** A blocked job queue for a topic that a chat configuration reads, as `jobChat`. All messages of a job queue are in one thread. */
  static queueChat(): RuleTargetInput {
    return chat({
      title: `AWS Batch job queue ${ofQueue('JobQueue')} is blocked: ${ofQueue('Category')}`,
      description: [`*First job:* ${ofQueue('JobName')}`, `*Job id:* ${ofQueue('JobId')}`, `*Blocked at:* ${ofQueue('BlockedAt')}`],
      threadId: `job-queue/${ofQueue('JobQueue')}`,
    });
  }

  private constructor() {}
}

interface ChatMessage {
  readonly title: string;
  readonly description: readonly string[];
  readonly threadId: string;
}

/**
 * Every field is part of a text: alone, a field that a record does not have would leave JSON without a value.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
const chat = ({ title, description, threadId }: ChatMessage): RuleTargetInput =>
  RuleTargetInput.fromObject({
    version: '1.0',
    source: 'custom',
    content: { textType: 'client-markdown', title, description: description.join('\n') },
    metadata: { threadId },
  });
