import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { addToKeyPolicy } from './key-policy';

/** Services that use a key by themselves. DynamoDB and Lambda use it in the name of whoever calls them: IAM decides, as the key's policy lets it. */
export type KeyUser = 'buses' | 'events' | 'logs' | 'scheduler';

/** What the services that use a customer's key on our behalf must be allowed in the key's policy. */
export function allowServicesToUse(scope: Construct, key: IKey | undefined, users: readonly KeyUser[] = ['events', 'logs']): void {
  if (!key) return;
  const statements = {
    buses: busStatement,
    events: eventBridgeStatement,
    logs: () => logsStatement(Stack.of(scope)),
    scheduler: schedulerStatement,
  };
  const consequences = {
    buses: 'the event bus cannot be created',
    events: 'events do not reach their queue',
    logs: 'log groups cannot be created',
    scheduler: 'submissions that fail do not reach their queue',
  };
  addToKeyPolicy(scope, key, {
    statements: users.map((user) => statements[user]()),
    otherwise: users.map((user) => consequences[user]),
  });
}

/**
 * What DynamoDB documents for those who use an encrypted table.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const FOR_TABLES = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
/**
 * What SQS documents for those who read an encrypted queue, and for those who send to one.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
const TO_RECEIVE = ['kms:Decrypt'];
const TO_SEND = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html */
const OF_SCHEDULES = ['kms:Decrypt'];

/** The keys of what a handler uses, absent where AWS owns or manages them. */
export interface UsedKeys {
  readonly ofTables?: readonly (IKey | undefined)[];
  /** Of queues that it reads and does not send to. */
  readonly ofQueuesRead?: readonly (IKey | undefined)[];
  readonly ofQueuesSentTo?: readonly (IKey | undefined)[];
  /** Of schedules that it runs. */
  readonly ofSchedules?: readonly (IKey | undefined)[];
}

/** What a handler needs to use encrypted tables and queues: each key through the service that it is for, and for nothing else. */
export function keyStatements(
  scope: Construct,
  { ofTables = [], ofQueuesRead = [], ofQueuesSentTo = [], ofSchedules = [] }: UsedKeys,
): PolicyStatement[] {
  const sentTo = arnsOf(ofQueuesSentTo);
  return [
    ...keyStatement(scope, 'UseTableKeys', 'dynamodb', FOR_TABLES, arnsOf(ofTables)),
    ...keyStatement(
      scope,
      'ReceiveEncrypted',
      'sqs',
      TO_RECEIVE,
      arnsOf(ofQueuesRead).filter((arn) => !sentTo.includes(arn)),
    ),
    ...keyStatement(scope, 'SendEncrypted', 'sqs', TO_SEND, sentTo),
    ...keyStatement(scope, 'ReadSchedule', 'scheduler', OF_SCHEDULES, arnsOf(ofSchedules)),
  ];
}

const arnsOf = (keys: readonly (IKey | undefined)[]): string[] => [...new Set(keys.flatMap((key) => key?.keyArn ?? []))];

function keyStatement(scope: Construct, sid: string, service: string, actions: string[], resources: string[]): PolicyStatement[] {
  if (resources.length === 0) return [];
  return [new PolicyStatement({ sid, actions, resources, conditions: through(scope, service) })];
}

/** A key may be used by the service alone, in the name of who may use it. */
export function through(scope: IConstruct, service: string): { readonly StringEquals: { readonly [key: string]: string } } {
  const { region, urlSuffix } = Stack.of(scope);
  return { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } };
}

/**
 * Without a condition on the source: EventBridge does not pass `aws:SourceArn` and `aws:SourceAccount` on to the key of
 * an encrypted target. The queue's own policy admits the rule alone.
 */
function eventBridgeStatement(): PolicyStatement {
  return new PolicyStatement({
    sid: 'EventBridgeToEncryptedQueues',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
  });
}

/**
 * What an encrypted event bus needs besides `EventBridgeToEncryptedQueues`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html
 */
function busStatement(): PolicyStatement {
  return new PolicyStatement({
    sid: 'EventBridgeDescribesKey',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:DescribeKey'],
    resources: ['*'],
  });
}

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/troubleshooting.html */
function schedulerStatement(): PolicyStatement {
  return new PolicyStatement({
    sid: 'SchedulerToEncryptedQueues',
    principals: [new ServicePrincipal('scheduler.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
  });
}

/**
 * The log groups of this account: naming the one would make the key and the log group need each other.
 * The principal's domain is the partition's, `amazonaws.com.cn` in China; that of EventBridge is the same everywhere.
 */
function logsStatement(stack: Stack): PolicyStatement {
  const logGroups = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new PolicyStatement({
    sid: 'CloudWatchLogs',
    principals: [new ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
  });
}
