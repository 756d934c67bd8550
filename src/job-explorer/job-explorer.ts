import { ArnFormat, Duration, RemovalPolicy, Size, Stack, Tokenization } from 'aws-cdk-lib';
import { CustomWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { checkExplorerProps, DEFAULT_TIME_RANGE, MAX_ROWS } from './check-explorer-props';
import { ExplorerFunction } from './explorer-function';
import { JobExplorerProps } from './job-explorer-props';
import { ExplorerVariable } from '../domain/names/environment';
import { allowServicesToUse, keyStatements } from '../event-intake/encryption';
import { completeHandler, handlerOptions, seconds, tableStatement } from '../event-intake/handler';
import { dedicatedLogGroup } from '../event-intake/storage';
import { consoleDomain, dashboardAddress } from '../insights-dashboard/console-address';

/** Lambda gives a function CPU by its memory: a page of 10,000 jobs is drawn in a second with this, and in many with the least. */
const DEFAULT_MEMORY_MIB = 1024;
const WIDTH = 24;
/** The page scrolls in it. */
const HEIGHT = 24;

/**
 * A page in the CloudWatch console on which a job of AWS Batch can be found by its id, a part of its name, its queue, definition, status, failure category or reason.
 *
 * It shows attempts, timeline, reasons and what to do about them, placement, links to logs and instances, and the cost where records have one; children of array
 * jobs; jobs in flight; costs by queue, definition and job; and a Gantt chart of the time range.
 *
 * It creates a Lambda function that answers a custom widget, its log group, a role that may query the job records and read the table of jobs, and a dashboard.
 * There is no server and no public address: who may see the page is who may invoke the function. The function has 1,024 MiB of memory unless `memorySize` is set.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { Role } from 'aws-cdk-lib/aws-iam';
 * import { JobEventCollector, JobExplorer } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * declare const operator: Role;
 * const explorer = new JobExplorer(stack, 'Explorer', {
 *   collector: new JobEventCollector(stack, 'Collector'),
 * });
 * explorer.grantView(operator);
 */
export class JobExplorer extends Construct {
  /** The function that answers the widget. Widgets of other dashboards can use it too, with the parameters that it documents. */
  readonly handler: IFunction;
  /** The log group of the function. */
  readonly logGroup: ILogGroup;
  /** The dashboard with the widget, unless it was left out. */
  readonly dashboard?: Dashboard;

  constructor(scope: Construct, id: string, props: JobExplorerProps) {
    super(scope, id);
    checkExplorerProps(this, props);
    allowServicesToUse(this, props.encryptionKey, ['logs']);
    this.logGroup = dedicatedLogGroup(this, {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      encryptionKey: props.encryptionKey,
    });
    this.handler = this.createHandler(props);
    this.dashboard = props.dashboardEnabled === false ? undefined : this.createDashboard(props);
  }

  /** The address of the dashboard in the console, for example as the value of a `CfnOutput`. Absent if there is none. */
  get dashboardUrl(): string | undefined {
    return this.dashboard && dashboardAddress(Stack.of(this).region, this.dashboard.dashboardName);
  }

  /**
   * Allows seeing the page: the console invokes the function in the name of the viewer. To open the dashboard, a viewer also needs `cloudwatch:GetDashboard`.
   *
   * @param grantee who may see all jobs that the collector recorded
   */
  grantView(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({ grantee, actions: ['lambda:InvokeFunction'], resourceArns: [this.handler.functionArn] });
  }

  private createHandler(props: JobExplorerProps): ExplorerFunction {
    const handler = new ExplorerFunction(
      this,
      'Handler',
      handlerOptions(this, {
        description: 'Shows jobs of AWS Batch on a CloudWatch dashboard',
        logGroup: this.logGroup,
        timeout: props.pageTimeout ?? Duration.seconds(30),
        environment: this.environment(props),
        statements: this.statements(props),
        options: { ...props, memorySize: props.memorySize ?? DEFAULT_MEMORY_MIB },
        minConcurrency: 1,
      }),
    );
    return completeHandler(handler, props);
  }

  private createDashboard({ dashboardName, defaultInterval, title }: JobExplorerProps): Dashboard {
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName, defaultInterval: defaultInterval ?? Duration.days(1) });
    dashboard.addWidgets(
      new CustomWidget({ functionArn: this.handler.functionArn, title: title ?? 'AWS Batch jobs', width: WIDTH, height: HEIGHT }),
    );
    return dashboard;
  }

  private environment(props: JobExplorerProps): { [variable: string]: string } {
    const { collector, inFlightSnapshot, maxRows, maxTimeRange, bytesScannedLimit, maxTableItems } = props;
    const { region, urlSuffix } = Stack.of(this);
    return {
      [ExplorerVariable.LOG_GROUP]: collector.logGroup.logGroupName,
      [ExplorerVariable.JOB_TABLE]: collector.table.tableName,
      ...(inFlightSnapshot && { [ExplorerVariable.SNAPSHOT_LOG_GROUP]: inFlightSnapshot.logGroup.logGroupName }),
      [ExplorerVariable.CONSOLE_DOMAIN]: consoleDomain(region),
      [ExplorerVariable.MAX_ROWS]: Tokenization.stringifyNumber(maxRows ?? MAX_ROWS),
      [ExplorerVariable.MAX_RANGE_SECONDS]: seconds(maxTimeRange ?? DEFAULT_TIME_RANGE),
      [ExplorerVariable.MAX_SCANNED_BYTES]: Tokenization.stringifyNumber((bytesScannedLimit ?? Size.gibibytes(5)).toBytes()),
      [ExplorerVariable.MAX_TABLE_ITEMS]: Tokenization.stringifyNumber(maxTableItems ?? 400_000),
      [ExplorerVariable.URL_SUFFIX]: urlSuffix,
    };
  }

  private statements({ collector, inFlightSnapshot }: JobExplorerProps): PolicyStatement[] {
    const stack = Stack.of(this);
    const anyLogGroup = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const logGroups = [collector.logGroup, ...(inFlightSnapshot ? [inFlightSnapshot.logGroup] : [])];
    return [
      new PolicyStatement({
        sid: 'QueryRecords',
        actions: ['logs:StartQuery'],
        resources: logGroups.map(({ logGroupArn }) => logGroupArn),
      }),
      // A request names a query and no log group. Only who started the query knows its id.
      new PolicyStatement({ sid: 'ReadResults', actions: ['logs:GetQueryResults'], resources: [anyLogGroup] }),
      new PolicyStatement({ sid: 'StopQueries', actions: ['logs:StopQuery'], resources: ['*'] }),
      tableStatement('ReadJobs', collector.table, 'dynamodb:GetItem', 'dynamodb:Scan'),
      ...keyStatements(this, { ofTables: [collector.table.encryptionKey] }),
    ];
  }
}
