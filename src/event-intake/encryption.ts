import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { addToKeyPolicy } from './key-policy';

/** Services that use a key by themselves. DynamoDB and Lambda use it in the name of whoever calls them: IAM decides, as the key's policy lets it. */
export type KeyUser = 'events' | 'logs';

/** What the services that use a customer's key on our behalf must be allowed in the key's policy. */
export function allowServicesToUse(scope: Construct, key: IKey | undefined, users: readonly KeyUser[] = ['events', 'logs']): void {
  if (!key) return;
  const statements = { events: eventBridgeStatement, logs: () => logsStatement(Stack.of(scope)) };
  addToKeyPolicy(scope, key, {
    warning: 'cdk-batch-insights:imported-key',
    statements: users.map((user) => statements[user]()),
    otherwise: users.includes('events') ? 'events do not reach their queue and log groups cannot be created' : 'log groups cannot be created',
  });
}

/** What DynamoDB documents for those who use an encrypted table, and SQS for those who send to and read an encrypted queue. */
const FOR_TABLES = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
const FOR_QUEUES = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Services on whose behalf handlers use keys. */
export type KeyService = 'dynamodb' | 'sqs';

/** What a handler needs to use encrypted tables and queues, and nothing but those, with the keys. */
export function keyStatements(scope: Construct, keys: readonly (IKey | undefined)[], services: readonly KeyService[] = ['dynamodb', 'sqs']): PolicyStatement[] {
  const arns = [...new Set(keys.flatMap((key) => key?.keyArn ?? []))];
  if (arns.length === 0) return [];
  const { region, urlSuffix } = Stack.of(scope);
  return [new PolicyStatement({
    sid: 'UseKeys',
    actions: services.includes('dynamodb') ? FOR_TABLES : FOR_QUEUES,
    resources: arns,
    conditions: { StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${region}.${urlSuffix}`) } },
  })];
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
 * The log groups of this account: naming the one would make the key and the log group need each other.
 * The principal's domain is the partition's, `amazonaws.com.cn` in China; that of EventBridge is the same everywhere.
 */
function logsStatement(stack: Stack): PolicyStatement {
  const logGroups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return new PolicyStatement({
    sid: 'CloudWatchLogs',
    principals: [new ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
  });
}
