import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CompactFunction } from './compact-function';
import { COMPACTIONS, QUERY_RESULTS } from './folders';
import { JobHistoryProps } from './job-history-props';
import { Allowed, bucketStatements, catalogueArns, foldersOf, HistoryPlace, keyOf, workGroupArn } from './query-statements';
import { CompactVariable } from '../domain/names/environment';
import { completeHandler, handlerOptions } from '../event-intake/handler';
import { healthAlarm } from '../health-alarms/health-alarm';

/** As long as Lambda lets a function run. What it did not reach, it reaches on the next day. */
const TIMEOUT = Duration.minutes(15);
/** The day before has been written by then, that which Firehose tries again too. */
const SCHEDULE = Schedule.cron({ hour: '4', minute: '17' });

export interface HistoryCompactionProps {
  readonly place: HistoryPlace;
  readonly logGroup: ILogGroup;
  readonly props: JobHistoryProps;
}

/** The function that merges the files of each day once a day, and deletes those that it has merged on the next. */
export class HistoryCompaction extends Construct {
  readonly handler: CompactFunction;
  readonly rule?: Rule;
  readonly alarm?: Alarm;

  constructor(scope: Construct, id: string, { place, logGroup, props }: HistoryCompactionProps) {
    super(scope, id);
    const handler = new CompactFunction(this, 'Handler', {
      ...handlerOptions(this, {
        description: 'Merges the files of the job history',
        logGroup,
        timeout: TIMEOUT,
        environment: this.environment(place),
        statements: this.statements(place),
        options: props,
        minConcurrency: 1,
      }),
      retryAttempts: 0,
    });
    this.handler = completeHandler(handler, props);
    if (props.compactionEnabled === false) return;
    this.rule = new Rule(this, 'Rule', {
      description: 'Merges the files of the job history',
      schedule: SCHEDULE,
      targets: [new LambdaFunction(this.handler)],
    });
    if (props.errorAlarmEnabled !== false) this.alarm = this.createAlarm(props);
  }

  /** A run that fails leaves more files than needed, and the next one has the same work. */
  private createAlarm(actions: JobHistoryProps): Alarm {
    return healthAlarm(this, 'FailedAlarm', {
      description:
        'The files of the job history were not merged on two days. No data is lost, and queries have the same results, but they read more files. Read the ' +
        'latest errors in the log group of the function, and fix the cause. The next run merges what was left.',
      section: 'compaction-fails',
      metric: this.handler.metricErrors({ period: Duration.days(1) }),
      threshold: 1,
      evaluationPeriods: 2,
      actions,
    });
  }

  private environment({ datasets, bucket, prefix, databaseName, workGroupName }: HistoryPlace): { [variable: string]: string } {
    return {
      [CompactVariable.DATASETS]: JSON.stringify(datasets),
      [CompactVariable.BUCKET]: bucket.bucketName,
      [CompactVariable.PREFIX]: prefix,
      [CompactVariable.DATABASE]: databaseName,
      [CompactVariable.WORK_GROUP]: workGroupName,
      [CompactVariable.URL_SUFFIX]: Stack.of(this).urlSuffix,
    };
  }

  /** Athena reads the catalogue and the files, and writes the merged ones and its results, in the name of the function. */
  private statements(place: HistoryPlace): PolicyStatement[] {
    const { bucket, prefix, databaseName } = place;
    const objects = (folders: readonly string[]) => folders.map((folder) => bucket.arnForObjects(`${folder}*`));
    const compactions = `${prefix}${COMPACTIONS}`;
    const allowed: (Allowed & { readonly sid: string })[] = [
      { sid: 'RunQueries', actions: ['athena:GetQueryExecution', 'athena:StartQueryExecution'], resourceArns: [workGroupArn(this, place)] },
      { sid: 'ReadAndRegisterDays', actions: TO_INSERT, resourceArns: catalogueArns(this, databaseName, ['*']) },
      ...bucketStatements(place, COMPACTIONS).map((statement, index) => ({ sid: ['FindBucket', 'ListFiles'][index], ...statement })),
      { sid: 'MergeFiles', actions: [...TO_WRITE_FILES, 's3:DeleteObject'], resourceArns: objects([...foldersOf(place), compactions]) },
      { sid: 'KeepResults', actions: TO_WRITE_FILES, resourceArns: objects([`${prefix}${QUERY_RESULTS}`]) },
      ...keyOf(this, bucket, ['kms:Decrypt', 'kms:GenerateDataKey']).map((statement) => ({ sid: 'UseKeyOfBucket', ...statement })),
    ];
    return allowed.map(
      ({ sid, actions, resourceArns, conditions }) => new PolicyStatement({ sid, actions, resources: [...resourceArns], conditions }),
    );
  }
}

/** @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html */
const TO_INSERT = [
  'glue:BatchCreatePartition',
  'glue:BatchGetPartition',
  'glue:CreatePartition',
  'glue:GetDatabase',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
];
const TO_WRITE_FILES = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];
