import { RemovalPolicy } from 'aws-cdk-lib';
import { listOf, objectWith, PropType } from './prop-types';

const LEAVE_OUT = 'Leave it out for the default.';

const ofType = (type: 'boolean' | 'number' | 'string', allowed: string): PropType => ({
  allowed,
  fix: LEAVE_OUT,
  accepts: (value) => typeof value === type,
});

export const BOOLEAN = ofType('boolean', 'true or false');
export const NUMBER = ofType('number', 'a number');
export const TEXT = ofType('string', 'a string');
export const TEXTS = listOf('strings', { ...TEXT, fix: 'Use a list, also for one string.' });
export const STRUCT: PropType = {
  allowed: 'an object with properties',
  fix: LEAVE_OUT,
  accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export const DURATION = objectWith(
  'toMilliseconds',
  'function',
  'a Duration',
  'Use Duration of aws-cdk-lib, for example Duration.hours(1).',
);
export const DURATIONS = listOf('Durations', { ...DURATION, fix: 'Use Duration of aws-cdk-lib, for example [Duration.seconds(30)].' });

/** No resource of the library can be turned into a snapshot. */
export const REMOVAL_POLICY: PropType = {
  allowed: 'RemovalPolicy.DESTROY, RemovalPolicy.RETAIN or RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE',
  fix: LEAVE_OUT,
  accepts: (value) =>
    [RemovalPolicy.DESTROY, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE].some((policy) => policy === value),
};
export const LOG_RETENTION: PropType = {
  ...NUMBER,
  allowed: 'a member of logs.RetentionDays',
  fix: 'Use for example RetentionDays.ONE_YEAR.',
};

const made = (created: string, imported: string): string => `Use new ${created}, or ${imported} for one that exists.`;

export const KEY = objectWith('addToResourcePolicy', 'function', 'a KMS key', made('Key', 'Key.fromKeyArn'));
export const EVENT_BUS = objectWith('eventBusName', 'string', 'an event bus', made('EventBus', 'EventBus.fromEventBusArn'));
export const LOG_GROUP = objectWith('logGroupName', 'string', 'a log group', made('LogGroup', 'LogGroup.fromLogGroupName'));
export const TABLE = objectWith('tableName', 'string', 'a DynamoDB table', made('Table', 'Table.fromTableArn'));
export const QUEUE = objectWith('queueUrl', 'string', 'an SQS queue', made('Queue', 'Queue.fromQueueArn'));
export const JOB_QUEUE = objectWith('jobQueueArn', 'string', 'a job queue', made('JobQueue', 'JobQueue.fromJobQueueArn'));
export const JOB_QUEUES = listOf('job queues', JOB_QUEUE);
export const RULE_TARGET = objectWith(
  'bind',
  'function',
  'a target of a rule',
  'Use targets of aws-cdk-lib/aws-events-targets, for example new SnsTopic(topic).',
);
export const ALARM_ACTIONS = listOf(
  'alarm actions',
  objectWith(
    'bind',
    'function',
    'an alarm action',
    'Use actions of aws-cdk-lib/aws-cloudwatch-actions, for example [new SnsAction(topic)].',
  ),
);

/** Of the props that all constructs that store something take. */
export const STORAGE_TYPES = { logRetention: LOG_RETENTION, encryptionKey: KEY, removalPolicy: REMOVAL_POLICY } as const;
