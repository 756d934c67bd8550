import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addToKeyPolicy } from '../event-intake/key-policy';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { TOPIC_WITHOUT_KEY } from '../reviewed-findings/reviews';

const CLOUDWATCH = new ServicePrincipal('cloudwatch.amazonaws.com');

/** A topic that alarms of the account may publish to, and nobody without TLS. The policy of a topic replaces the default one, which admits alarms. */
export function alarmTopic(scope: Construct, encryptionKey: IKey | undefined): Topic {
  const topic = new Topic(scope, 'Topic', { displayName: 'AWS Batch alarms', masterKey: encryptionKey, enforceSSL: true });
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'PublishAlarms',
      principals: [CLOUDWATCH],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions,
    }),
  );
  if (encryptionKey) allowAlarms(scope, encryptionKey, conditions);
  carryReviews(topic, [encryptionKey === undefined && TOPIC_WITHOUT_KEY]);
  return topic;
}

function allowAlarms(scope: Construct, key: IKey, conditions: { readonly [operator: string]: object }): void {
  const statement = new PolicyStatement({
    sid: 'AlarmsToEncryptedTopics',
    principals: [CLOUDWATCH],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions,
  });
  addToKeyPolicy(scope, key, { statements: [statement], otherwise: ['notifications do not reach the topic'] });
}
