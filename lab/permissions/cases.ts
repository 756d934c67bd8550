/** Who may do what with queues, functions, keys and buckets, and who may not: asked of their own policies, one by one. */
import { Guarded, Sender } from './deployed-policies';
import { Replayed } from './read-replay';
import { decide, Request } from '../aws/iam/evaluate';

export interface Case {
  /** Completes "may" or "may not". */
  readonly who: string;
  readonly guarded: Guarded;
  readonly request: Request;
  readonly expected: boolean;
}

const OTHER_ACCOUNT = '999999999999';
const EVENTS = { Service: 'events.amazonaws.com' };
const LOGS = { Service: 'logs.amazonaws.com' };
const overTls = { 'aws:SecureTransport': ['true'] };
const from = (arn: string): { [key: string]: string[] } => ({
  ...overTls,
  'aws:SourceArn': [arn],
  'aws:SourceAccount': [arn.split(':')[4]],
});
const inOtherAccount = (arn: string): string =>
  arn
    .split(':')
    .map((part, index) => (index === 4 ? OTHER_ACCOUNT : part))
    .join(':');

export function casesOf(replayed: Replayed): Case[] {
  return replayed.guarded.flatMap((guarded) => {
    switch (guarded.type) {
      case 'AWS::SQS::Queue':
        return queueCases(guarded, replayed);
      case 'AWS::Lambda::Function':
        return functionCases(guarded, replayed);
      case 'AWS::KMS::Key':
        return keyCases(guarded, replayed);
      default:
        return isTrailBucket(guarded) ? trailBucketCases(guarded, replayed) : ownBucketCases(guarded, replayed);
    }
  });
}

/** What is asked and answered otherwise than expected. */
export const wrongAnswers = (cases: readonly Case[]): string[] =>
  cases
    .filter(({ guarded, request, expected }) => (decide(guarded.statements, request) === 'allowed') !== expected)
    .map(({ who, guarded, request, expected }) => `${guarded.id}: ${who} ${expected ? 'may not' : 'may'} ${request.action}, by its policy`);

const nameOf = ({ type, id }: Sender): string => `${type} ${id}`;

/** The rules and buses that send to it, and no other caller; no caller without TLS. */
function queueCases(guarded: Guarded, { senders }: Replayed): Case[] {
  const ask = (who: string, expected: boolean, request: Omit<Request, 'resource'>): Case => ({
    who,
    guarded,
    expected,
    request: { ...request, resource: guarded.arn },
  });
  const send = { action: 'sqs:SendMessage', principal: EVENTS };
  const own = senders.filter(({ targets }) => targets.includes(guarded.arn));
  return [
    ...senders.map((sender) => ask(nameOf(sender), own.includes(sender), { ...send, context: from(sender.arn) })),
    ...senders.map((sender) => ask(`${nameOf(sender)} of another account`, false, { ...send, context: from(inOtherAccount(sender.arn)) })),
    ...own.flatMap((sender) => [
      ask(`${nameOf(sender)} without TLS`, false, { ...send, context: { ...from(sender.arn), 'aws:SecureTransport': ['false'] } }),
      ask(`another service with the ARN of ${nameOf(sender)}`, false, {
        ...send,
        principal: { Service: 'sns.amazonaws.com' },
        context: from(sender.arn),
      }),
      ...['sqs:ReceiveMessage', 'sqs:SetQueueAttributes', 'sqs:PurgeQueue'].map((action) =>
        ask(nameOf(sender), false, { ...send, action, context: from(sender.arn) }),
      ),
    ]),
    ask('EventBridge without a rule', false, { ...send, context: overTls }),
    ...['sqs:SendMessage', 'sqs:ReceiveMessage'].map((action) =>
      ask('a role of another account', false, { action, principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/other` }, context: overTls }),
    ),
  ];
}

/** The rules and subscriptions that invoke it, and no other caller. Event source mappings and destinations need no permission here. */
function functionCases(guarded: Guarded, { senders, subscribed, account, region }: Replayed): Case[] {
  const ask = (who: string, expected: boolean, principal: Request['principal'], context: Request['context']): Case => ({
    who,
    guarded,
    expected,
    request: { action: 'lambda:InvokeFunction', resource: guarded.arn, principal, context },
  });
  return [
    ...senders.map((sender) => ask(nameOf(sender), sender.targets.includes(guarded.arn), EVENTS, from(sender.arn))),
    ...senders.map((sender) => ask(`${nameOf(sender)} of another account`, false, EVENTS, from(inOtherAccount(sender.arn)))),
    ...[...new Set(subscribed.map(({ group }) => group))].flatMap((group) => {
      const isSubscribed = subscribed.some((each) => each.group === group && each.functionArn === guarded.arn);
      const arn = `arn:aws:logs:${region}:${account}:log-group:${group}:*`;
      return [
        ask(`log group ${group}`, isSubscribed, LOGS, from(arn)),
        ask(`log group ${group} of another account`, false, LOGS, from(inOtherAccount(arn))),
      ];
    }),
    ask('CloudWatch Logs without a subscription', false, LOGS, overTls),
    ask('EventBridge without a rule', false, EVENTS, overTls),
    ask('a role of another account', false, { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/other` }, overTls),
  ];
}

function keyCases(guarded: Guarded, { account, region, guarded: all, senders }: Replayed): Case[] {
  // EventBridge uses the key of a bus and of a queue that it sends to, and of nothing else; it describes that of a bus.
  const isSentTo = (arn: string): boolean => senders.some(({ targets }) => targets.includes(arn));
  const encryptsQueue = all.some(({ encryptedBy, arn }) => encryptedBy === guarded.arn && isSentTo(arn));
  const encryptsBus = senders.some(({ encryptedBy }) => encryptedBy === guarded.arn);
  const hasTrail = all.some(isTrailBucket);
  const ask = (who: string, expected: boolean, Service: string, action: string, context: Request['context'] = {}): Case => ({
    who,
    guarded,
    expected,
    request: { action: `kms:${action}`, resource: guarded.arn, principal: { Service }, context },
  });
  const logs = (of: string) => ({ 'kms:EncryptionContext:aws:logs:arn': [`arn:aws:logs:${region}:${of}:log-group:jobs`] });
  const trail = (of: string) => `arn:aws:cloudtrail:${region}:${of}:trail/trail`;
  const trailContext = (of: string) => ({ ...from(trail(of)), 'kms:EncryptionContext:aws:cloudtrail:arn': [trail(of)] });
  return [
    ...['Decrypt', 'GenerateDataKey'].map((action) => ask('EventBridge', encryptsQueue || encryptsBus, EVENTS.Service, action)),
    ask('EventBridge', encryptsBus, EVENTS.Service, 'DescribeKey'),
    ...['CreateGrant', 'Encrypt', 'PutKeyPolicy', 'ScheduleKeyDeletion'].map((action) => ask('EventBridge', false, EVENTS.Service, action)),
    ...['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptTo'].flatMap((action) => [
      ask('CloudWatch Logs, for a log group of the account,', true, `logs.${region}.amazonaws.com`, action, logs(account)),
      ask('CloudWatch Logs, for a log group of another account,', false, `logs.${region}.amazonaws.com`, action, logs(OTHER_ACCOUNT)),
      ask('CloudWatch Logs of another Region', false, 'logs.eu-south-2.amazonaws.com', action, logs(account)),
    ]),
    ask('CloudWatch Logs', false, `logs.${region}.amazonaws.com`, 'CreateGrant', logs(account)),
    ask('a trail', hasTrail, 'cloudtrail.amazonaws.com', 'GenerateDataKey', trailContext(account)),
    ask('a trail of another account', false, 'cloudtrail.amazonaws.com', 'GenerateDataKey', trailContext(OTHER_ACCOUNT)),
    ask('CloudTrail without a trail', false, 'cloudtrail.amazonaws.com', 'GenerateDataKey'),
    ...['sqs.amazonaws.com', 'dynamodb.amazonaws.com', 'sns.amazonaws.com', 'lambda.amazonaws.com'].map((service) =>
      ask(service, false, service, 'Decrypt'),
    ),
    {
      who: 'a role of another account',
      guarded,
      expected: false,
      request: {
        action: 'kms:Decrypt',
        resource: guarded.arn,
        principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/other` },
        context: {},
      },
    },
  ];
}

const isTrailBucket = ({ type, statements }: Guarded): boolean =>
  type === 'AWS::S3::Bucket' && statements.some(({ principals }) => JSON.stringify(principals ?? {}).includes('cloudtrail.'));

/** Only roles of the account use it, by their own policies: it lets nobody else in, and nobody without TLS. */
function ownBucketCases(guarded: Guarded, { account, region }: Replayed): Case[] {
  const object = `${guarded.arn}/jobs/day=2026-01-01/file.parquet`;
  const role = (of: string): Request['principal'] => ({ AWS: `arn:aws:iam::${of}:role/other` });
  const services = ['cloudtrail', 'firehose', 'athena', 'delivery.logs', 'logging.s3'];
  return ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].flatMap((action) => [
    ...services.map((service): Case => {
      const request = {
        action,
        resource: object,
        principal: { Service: `${service}.amazonaws.com` },
        context: from(`arn:aws:s3:${region}:${account}:x`),
      };
      return { who: `the service ${service}`, guarded, expected: false, request };
    }),
    {
      who: 'a role of another account',
      guarded,
      expected: false,
      request: { action, resource: object, principal: role(OTHER_ACCOUNT), context: overTls },
    },
  ]);
}

/** CloudTrail writes to its own folder, for trails of this account, over TLS. */
function trailBucketCases(guarded: Guarded, { account, region }: Replayed): Case[] {
  const trail = (of: string) => ({
    ...from(`arn:aws:cloudtrail:${region}:${of}:trail/trail`),
    's3:x-amz-acl': ['bucket-owner-full-control'],
  });
  const file = `${guarded.arn}/AWSLogs/${account}/CloudTrail/file.json.gz`;
  const ask = (
    who: string,
    expected: boolean,
    action: string,
    resource: string,
    context: Request['context'],
    Service = 'cloudtrail.amazonaws.com',
  ): Case => ({ who, guarded, expected, request: { action: `s3:${action}`, resource, principal: { Service }, context } });
  return [
    ask('a trail', true, 'GetBucketAcl', guarded.arn, trail(account)),
    ask('a trail', true, 'PutObject', file, trail(account)),
    ask('a trail of another account', false, 'GetBucketAcl', guarded.arn, trail(OTHER_ACCOUNT)),
    ask('a trail of another account', false, 'PutObject', file, trail(OTHER_ACCOUNT)),
    ask('CloudTrail without a trail', false, 'PutObject', file, { ...overTls, 's3:x-amz-acl': ['bucket-owner-full-control'] }),
    ask('a trail without TLS', false, 'PutObject', file, { ...trail(account), 'aws:SecureTransport': ['false'] }),
    ask('a trail, into another folder,', false, 'PutObject', `${guarded.arn}/other/file.json.gz`, trail(account)),
    ...['GetObject', 'DeleteObject'].map((action) => ask('a trail', false, action, file, trail(account))),
    ask('another service', false, 'PutObject', file, trail(account), 'delivery.logs.amazonaws.com'),
  ];
}
