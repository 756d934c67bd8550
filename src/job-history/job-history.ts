import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkHistoryProps, checkPrefix } from './check-history-props';
import { freshnessAlarm } from './freshness-alarm';
import { historyBucket } from './history-bucket';
import { capitalized, HistoryCatalogue } from './history-catalogue';
import { HistoryCompaction } from './history-compaction';
import { HistoryFunction } from './history-function';
import { HistoryImport } from './history-import';
import { HistoryStream } from './history-stream';
import { historyWorkGroup, namedQueries } from './history-work-group';
import { datasetsOf, IJobHistory, JobHistoryAttributes, JobHistoryBase } from './job-history-base';
import { HISTORY_ATTRIBUTE_TYPES } from './job-history-prop-types';
import { JobHistoryProps } from './job-history-props';
import { recordSources, subscribeTo } from './record-subscriptions';
import { watchRejectedRecords } from './rejected-records';
import { HistoryVariable } from '../domain/names/environment';
import { HistoryDatasetName } from '../domain/names/history';
import { keyStatements } from '../event-intake/encryption';
import { EventIntake, eventIntake } from '../event-intake/event-intake';
import { sendStatement } from '../event-intake/handler';
import { holdKeyWarning, printKeyWarning } from '../event-intake/imported-key-warning';
import { Batches } from '../event-intake/queues';
import { DedicatedLogGroupProps, dedicatedLogGroup } from '../event-intake/storage';
import { checkTypes } from '../prop-check/prop-types';

/** CloudWatch Logs invokes the function; the queue is for messages that are sent again by hand, each of up to 1 MB. */
const BATCHES: Batches = { window: Duration.seconds(0), size: 5, maxConcurrency: 2 };
const DIRECT = { retryAttempts: 2, maxEventAge: Duration.hours(6) };

/**
 * Keeps job records for years, as Parquet files in Amazon S3, and makes them tables and views for Amazon Athena.
 *
 * It creates an encrypted bucket, a stream of Amazon Data Firehose for each kind of record, an AWS Glue database with tables and views, an Athena work group
 * that limits what a query scans, with named queries, and three Lambda functions with roles that may do exactly what they do: one writes new records to the
 * streams, one imports the records of the past when it is invoked, one merges the files of each day. Alarms and two log groups come with them. Only the
 * database and the work group have a physical name.
 *
 * @example
 * import { Duration, Stack } from 'aws-cdk-lib';
 * import { Role } from 'aws-cdk-lib/aws-iam';
 * import { IJobHistory, JobEventCollector, JobHistory } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * declare const analyst: Role;
 * const history: IJobHistory = new JobHistory(stack, 'History', {
 *   collector: new JobEventCollector(stack, 'Collector'),
 *   retention: Duration.days(5 * 365),
 * });
 * history.grantQuery(analyst);
 */
export class JobHistory extends JobHistoryBase {
  /**
   * A job history that another stack or app made.
   *
   * @param scope where it is used
   * @param id its id there
   * @param attributes what it is made of
   */
  static fromJobHistoryAttributes(scope: Construct, id: string, attributes: JobHistoryAttributes): IJobHistory {
    const where = `${scope.node.path}/${id}`;
    checkTypes(where, attributes, HISTORY_ATTRIBUTE_TYPES);
    checkPrefix(where, attributes.prefix);
    class Import extends JobHistoryBase {
      readonly databaseName = attributes.databaseName;
      readonly workGroupName = attributes.workGroupName;
      readonly bucket = attributes.bucket;
      readonly prefix = attributes.prefix ?? '';
      readonly transitionsIncluded = attributes.transitionsIncluded ?? false;
      readonly instancesIncluded = attributes.instancesIncluded ?? false;
    }
    return new Import(scope, id);
  }

  /** The bucket that holds the files of the history and the results of queries. */
  readonly bucket: IBucket;
  /** What the keys of all objects begin with: empty, or ends with a slash. */
  readonly prefix: string;
  /** Whether there is a view of state transitions. */
  readonly transitionsIncluded: boolean;
  /** Whether there is a view of container instances. */
  readonly instancesIncluded: boolean;
  /** The AWS Glue database. */
  readonly database: CfnDatabase;
  /** The name of the AWS Glue database that has the tables and views. */
  readonly databaseName: string;
  /** The Athena work group. */
  readonly workGroup: CfnWorkGroup;
  /** The name of the Athena work group that limits what a query scans, and has the named queries. */
  readonly workGroupName: string;
  /** The streams that write the files: of job records, then of transitions and of instances, where they are included. */
  readonly streams: CfnDeliveryStream[];
  /** The function that writes new records to the streams. */
  readonly handler: IFunction;
  /** The function that imports records of the past, when it is invoked. */
  readonly importFunction: IFunction;
  /** The function that merges the files of each day. */
  readonly compactFunction: IFunction;
  /** The rule that starts the merging of files. Absent if `compactionEnabled` is false. */
  readonly compactionRule?: Rule;
  /** The log group of the functions. That of the streams is another one. */
  readonly logGroup: ILogGroup;
  /** The queue of messages that are sent to the function again. */
  readonly queue: IQueue;
  /** The queue of messages that could not be processed, kept for 14 days. */
  readonly deadLetterQueue: IQueue;
  /** The queue that gets a message for each file of records that could not be written, kept for 14 days. */
  readonly errorQueue: IQueue;
  /** Enters ALARM if the dead-letter queue contains a message. */
  readonly deadLetterAlarm: Alarm;
  /** Enters ALARM if the function keeps failing for a quarter of an hour. Absent if `errorAlarmEnabled` is false. */
  readonly errorAlarm?: Alarm;
  /** Enters ALARM if records wait too long to be written to the streams. Absent if `eventAgeAlarmEnabled` is false. */
  readonly eventAgeAlarm?: Alarm;
  /** Enters ALARM if there are records that could not be written to the tables. */
  readonly rejectedRecordsAlarm: Alarm;
  /** Enters ALARM if the streams have not written records for two hours. Absent if `eventAgeAlarmEnabled` is false. */
  readonly freshnessAlarm?: Alarm;
  /** Enters ALARM if files were not merged on two days. Absent if `errorAlarmEnabled` or `compactionEnabled` is false. */
  readonly compactionAlarm?: Alarm;
  /** All alarms of the history. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: JobHistoryProps) {
    super(scope, id);
    checkHistoryProps(this, props);
    holdKeyWarning(this, props.encryptionKey);
    this.transitionsIncluded = props.transitionsIncluded ?? false;
    this.instancesIncluded = props.instancesIncluded ?? false;
    this.prefix = props.prefix ?? '';
    const datasets = datasetsOf(this);
    this.bucket = historyBucket(this, props, { prefix: this.prefix, datasets });

    const catalogue = new HistoryCatalogue(this, { databaseName: props.databaseName, bucket: this.bucket, prefix: this.prefix, datasets });
    this.database = catalogue.database;
    this.databaseName = catalogue.databaseName;
    this.workGroup = historyWorkGroup(this, this.bucket, this.prefix, props.bytesScannedLimit);
    this.workGroupName = this.workGroup.ref;
    namedQueries(this, this.databaseName, this.workGroupName, datasets);

    this.streams = this.createStreams(props, catalogue, datasets);
    const toStreams = this.toStreams(datasets);
    const intake = this.createIntake(props, toStreams);
    this.handler = intake.handler;
    this.logGroup = intake.logGroup;
    this.queue = intake.queue;
    this.deadLetterQueue = intake.deadLetterQueue;
    const sources = recordSources(props);
    subscribeTo(this, sources, this.handler);
    this.importFunction = new HistoryImport(this, 'Import', { ...toStreams, sources, logGroup: this.logGroup, options: props }).handler;
    const compaction = this.createCompaction(props, datasets);
    this.compactFunction = compaction.handler;
    this.compactionRule = compaction.rule;

    const rejected = watchRejectedRecords(this, { bucket: this.bucket, prefix: this.prefix, props });
    this.errorQueue = rejected.errorQueue;
    this.deadLetterAlarm = intake.deadLetterAlarm;
    this.errorAlarm = intake.errorAlarm;
    this.eventAgeAlarm = intake.eventAgeAlarm;
    this.rejectedRecordsAlarm = rejected.alarm;
    this.freshnessAlarm = freshnessAlarm(this, this.streams, props);
    this.compactionAlarm = compaction.alarm;
    const own = [this.rejectedRecordsAlarm, this.freshnessAlarm, this.compactionAlarm];
    this.alarms = [...intake.alarms, ...own.filter((alarm) => alarm !== undefined)];
    printKeyWarning(this);
  }

  private createStreams(props: JobHistoryProps, catalogue: HistoryCatalogue, datasets: readonly HistoryDatasetName[]): CfnDeliveryStream[] {
    const { bucket, prefix, databaseName } = this;
    const { encryptionKey } = props;
    const logGroup = dedicatedLogGroup(new Construct(this, 'Delivery'), logsOf(props));
    const shared = { bucket, prefix, databaseName, logGroup, encryptionKey };
    return datasets.map(
      (dataset) =>
        new HistoryStream(this, `${capitalized(dataset)}Stream`, { ...shared, dataset, table: catalogue.tableOf(dataset) }).stream,
    );
  }

  /** What the functions that write to the streams have in common. */
  private toStreams(datasets: readonly HistoryDatasetName[]) {
    const names = datasets.map((dataset, index) => [dataset, this.streams[index].ref]);
    return {
      putRecords: new PolicyStatement({
        sid: 'PutRecords',
        actions: ['firehose:PutRecordBatch'],
        resources: this.streams.map(({ attrArn }) => attrArn),
      }),
      environment: {
        [HistoryVariable.STREAMS]: JSON.stringify(Object.fromEntries(names)),
        [HistoryVariable.URL_SUFFIX]: Stack.of(this).urlSuffix,
      },
    };
  }

  private createIntake(props: JobHistoryProps, { putRecords, environment }: ReturnType<JobHistory['toStreams']>): EventIntake {
    const { encryptionKey } = props;
    return eventIntake(this, {
      readBy: 'the job history',
      description: 'Writes job records to the job history',
      logs: logsOf(props),
      alarms: props,
      options: props,
      batches: BATCHES,
      direct: DIRECT,
      environment: () => environment,
      statements: ({ deadLetterQueue }) => [
        putRecords,
        sendStatement('SetFailuresAside', deadLetterQueue),
        ...keyStatements(this, { ofQueuesSentTo: [encryptionKey] }),
      ],
      handler: (options) => new HistoryFunction(this, 'Handler', options),
    });
  }

  private createCompaction(props: JobHistoryProps, datasets: readonly HistoryDatasetName[]): HistoryCompaction {
    const { databaseName, workGroupName, bucket, prefix, logGroup } = this;
    return new HistoryCompaction(this, 'Compaction', { place: { databaseName, workGroupName, bucket, prefix, datasets }, logGroup, props });
  }
}

const logsOf = ({ logRetention, removalPolicy, encryptionKey }: JobHistoryProps): DedicatedLogGroupProps => ({
  retention: logRetention ?? RetentionDays.THREE_MONTHS,
  removalPolicy: removalPolicy ?? RemovalPolicy.DESTROY,
  encryptionKey,
});
