import { OverlapPolicy } from './overlap-policy';
import { JobContainerProps, ScheduledJobProps, JobScheduleProps, JobSubmissionProps } from './scheduled-job-props';
import { ALARM_ACTION_TYPES } from '../health-alarms/health-alarm-types';
import { BATCH_ENVIRONMENT } from '../on-demand-batch-environment/on-demand-batch-environment-prop-types';
import { BOOLEAN, DURATION, NUMBER, STORAGE_TYPES, STRUCT, TEXT, TEXTS } from '../prop-check/cdk-types';
import { listOf, memberOf, objectWith, PropType, PropTypes, required } from '../prop-check/prop-types';

const mapOf = (plural: string, { accepts, fix }: Pick<PropType, 'accepts' | 'fix'>): PropType => ({
  allowed: `an object of ${plural} by name`,
  fix,
  accepts: (value) => STRUCT.accepts(value) && Object.values(value as object).every(accepts),
});
const MAP_OF_TEXTS = mapOf('strings', { ...TEXT, fix: "Use for example { STAGE: 'prod' }." });
const DATE: PropType = {
  allowed: 'a valid Date',
  fix: "Use for example new Date('2027-01-01T00:00:00Z').",
  accepts: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
};
const ROLE = objectWith('roleArn', 'string', 'a role', 'Use new Role, or Role.fromRoleArn for one that exists.');
const SIZE = objectWith('toMebibytes', 'function', 'a Size', 'Use Size of aws-cdk-lib, for example Size.gibibytes(4).');
const JOB_DEFINITION = objectWith(
  'jobDefinitionArn',
  'string',
  'a job definition',
  'Use for example new EcsJobDefinition, or EcsJobDefinition.fromJobDefinitionArn for one that exists.',
);

export const CONTAINER_PROP_TYPES: PropTypes<JobContainerProps> = {
  image: objectWith(
    'bind',
    'function',
    'an image',
    "Use for example ContainerImage.fromRegistry('amazonlinux:2023') of aws-cdk-lib/aws-ecs.",
  ),
  command: TEXTS,
  environment: MAP_OF_TEXTS,
  secrets: mapOf(
    'secrets',
    objectWith(
      'grantRead',
      'function',
      '',
      'Use Secret of aws-cdk-lib/aws-batch, for example { DB_PASSWORD: Secret.fromSecretsManager(secret) }.',
    ),
  ),
  vcpus: NUMBER,
  memory: SIZE,
  gpus: NUMBER,
  jobRole: ROLE,
  executionRole: ROLE,
  ephemeralStorageSize: SIZE,
  readonlyRootFilesystem: BOOLEAN,
  attempts: NUMBER,
  retryStrategies: listOf(
    'retry strategies',
    objectWith('action', 'string', '', 'Use for example [RetryStrategy.of(Action.EXIT, Reason.NON_ZERO_EXIT_CODE)].'),
  ),
  timeout: DURATION,
  logging: objectWith('bind', 'function', 'a log driver', 'Use for example LogDriver.awsLogs({ streamPrefix, logGroup }).'),
  logRetention: STORAGE_TYPES.logRetention,
  removalPolicy: STORAGE_TYPES.removalPolicy,
};

const SUBMISSION_PROP_TYPES: PropTypes<JobSubmissionProps> = {
  jobName: TEXT,
  parameters: MAP_OF_TEXTS,
  arraySize: NUMBER,
  arraySequential: BOOLEAN,
  shareIdentifier: TEXT,
  submissionRetryAttempts: NUMBER,
  submissionMaxAge: DURATION,
  submissionRole: ROLE,
};

const SCHEDULE_PROP_TYPES: PropTypes<JobScheduleProps> = {
  schedule: required(
    objectWith(
      'expressionString',
      'string',
      'a schedule expression',
      "Use for example ScheduleExpression.cron({ hour: '4', minute: '0' }).",
    ),
  ),
  timeWindow: objectWith('mode', 'string', 'a time window', 'Use TimeWindow of aws-cdk-lib/aws-scheduler.'),
  start: DATE,
  end: DATE,
  enabled: BOOLEAN,
  overlapPolicy: memberOf(OverlapPolicy, 'for example OverlapPolicy.QUEUE'),
};

export const SCHEDULED_JOB_PROP_TYPES: PropTypes<ScheduledJobProps> = {
  ...CONTAINER_PROP_TYPES,
  ...SUBMISSION_PROP_TYPES,
  ...SCHEDULE_PROP_TYPES,
  ...ALARM_ACTION_TYPES,
  batchEnvironment: required(BATCH_ENVIRONMENT),
  jobDefinition: JOB_DEFINITION,
  silenceAlarmEnabled: BOOLEAN,
  outputsEnabled: BOOLEAN,
  dashboardRowEnabled: BOOLEAN,
  encryptionKey: STORAGE_TYPES.encryptionKey,
};
