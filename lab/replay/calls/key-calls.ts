/**
 * What services ask of KMS for a caller whose table, queue or bucket has a customer's key. No request of the handler shows it:
 * these are the permissions that AWS documents, so that a role without one of them is reported.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
import { CallLog } from './call-log';

/** DynamoDB asks on behalf of whoever uses the table; CreateGrant is for those who make it. */
const OF_TABLES = [
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];
/** Whoever sends makes data keys and checks them; whoever receives decrypts them. */
const OF_QUEUES: { readonly [action: string]: readonly string[] } = {
  'sqs:SendMessage': ['Decrypt', 'GenerateDataKey'],
  'sqs:ReceiveMessage': ['Decrypt'],
};
/**
 * A file that is uploaded in parts is encrypted with a key that S3 has made at the beginning, and decrypts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
const OF_BUCKETS: { readonly [action: string]: readonly string[] } = {
  's3:PutObject': ['Decrypt', 'GenerateDataKey'],
  's3:GetObject': ['Decrypt'],
};

export interface Encrypted {
  readonly arn: string;
  readonly keyArn?: string;
}

/** Adds to the calls of a replay what encryption makes of them. */
export function noteKeyCalls(log: CallLog, encrypted: readonly Encrypted[], region: string): void {
  for (const { function: functionId, action, resource, count } of log.calls) {
    const key = encrypted.find(({ arn }) => resource === arn || (arn.includes(':s3:') && resource.startsWith(`${arn}/`)))?.keyArn;
    const [service] = action.split(':');
    const asked = service === 'dynamodb' ? OF_TABLES : (OF_QUEUES[action] ?? OF_BUCKETS[action] ?? []);
    if (key === undefined) continue;
    for (const each of asked) {
      log.note(
        { functionId },
        { by: 'encryption', action: `kms:${each}`, resource: key, context: { 'kms:ViaService': [`${service}.${region}.amazonaws.com`] } },
        count,
      );
    }
  }
}
