import { CfnOutput } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import {
  checkAddedBefore,
  checkAddedOnce,
  checkInsightsProps,
  collectorIsWatched,
  historyOf,
  standstillIsWatched,
} from './check-insights-props';
import { dashboardNameOf, dashboardOutputs, createHistoryDashboard, createLiveDashboard } from './insights-dashboards';
import { BatchInsightsProps } from './insights-props';
import { metricCost, reportMetricCost } from './metric-cost';
import {
  alarmsProps,
  collectorProps,
  costInsightsProps,
  costReportProps,
  explorerProps,
  groupProps,
  historyProps,
  notificationsProps,
  registryProps,
  runTaskProps,
  snapshotProps,
} from './part-props';
import { AsgMonitoring } from '../asg-monitoring';
import { BatchAlarms, BatchAlarmsOptions } from '../batch-alarms';
import { watchableQueues } from '../batch-alarms/watched-jobs';
import { CostInsights, CostInsightsOptions } from '../cost-insights';
import { CostReport, CostReportOptions } from '../cost-report';
import { holdKeyWarning, printKeyWarning } from '../event-intake/imported-key-warning';
import { GrafanaDashboards, GrafanaDashboardsOptions } from '../grafana-dashboards';
import { InFlightSnapshot } from '../in-flight-snapshot';
import { InsightsDashboard } from '../insights-dashboard';
import { DashboardSources } from '../insights-dashboard/metric-sources';
import { IInstanceRegistry, InstanceRegistry } from '../instance-registry';
import { IJobEventCollector, JobEventCollector } from '../job-event-collector';
import { JobExplorer, JobExplorerOptions } from '../job-explorer';
import { JobHistory, JobHistoryOptions } from '../job-history';
import { JobNotifications, JobNotificationsOptions, OnJobFailedOptions, OnJobOptions, OnQueueBlockedOptions } from '../job-notifications';
import { given } from '../prop-check/given';
import { RunTaskMonitoring, RunTaskMonitoringProps } from '../run-task-monitoring';

/**
 * A full view of the AWS Batch workload of an account and region, in one line.
 *
 * It creates an `InstanceRegistry`, a `JobEventCollector` that uses it, an `InFlightSnapshot`, an `AsgMonitoring`, and two `InsightsDashboard`s over
 * them: what happened, and what is happening. `RunTaskMonitoring` joins in where it is asked for. Each part can be replaced, left out or reached.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { BatchInsights } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new BatchInsights(stack, 'Insights');
 */
export class BatchInsights extends Construct {
  /** What collects job events. */
  readonly jobEventCollector: IJobEventCollector;
  /** What knows the instances that jobs run on, unless it was left out or `jobEventCollector` was given. */
  readonly instanceRegistry?: IInstanceRegistry;
  /** What counts the jobs in flight, unless it was left out. */
  readonly inFlightSnapshot?: InFlightSnapshot;
  /** What turns on the metrics of Auto Scaling groups, unless it was left out. */
  readonly asgMonitoring?: AsgMonitoring;
  /** What shows what happened, unless it was left out. */
  readonly dashboard?: InsightsDashboard;
  /** What shows what is happening, unless it was left out. */
  readonly liveDashboard?: InsightsDashboard;
  /** All alarms of the parts that are made here, also of those that are added later. Those of a collector or registry that was given are theirs. */
  readonly alarms: Alarm[] = [];

  private watchedCalls?: RunTaskMonitoring;
  private keptHistory?: JobHistory;
  private addedCostReport?: CostReport;
  private addedCostInsights?: CostInsights;
  private addedGrafana?: GrafanaDashboards;
  private addedExplorer?: JobExplorer;
  private addedAlarms?: BatchAlarms;
  private addedNotifications?: JobNotifications;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BatchInsightsProps = {},
  ) {
    super(scope, id);
    checkInsightsProps(this, props);
    holdKeyWarning(this, props.encryptionKey);
    this.instanceRegistry = props.instanceRegistry ?? this.createRegistry(props);
    this.jobEventCollector = props.jobEventCollector ?? this.createCollector(props);
    this.inFlightSnapshot = this.createSnapshot(props);
    if (props.runTaskMonitoringEnabled) this.addRunTaskMonitoring();
    this.asgMonitoring =
      props.asgMonitoringEnabled === false ? undefined : this.withAlarms(new AsgMonitoring(this, 'AsgMonitoring', groupProps(props)));
    this.dashboard = createHistoryDashboard(this, props, this.sources());
    this.liveDashboard = createLiveDashboard(this, props, this.sources());
    if (props.dashboardOutputsEnabled) dashboardOutputs(this, props, this);
    printKeyWarning(this);
    reportMetricCost(this, () => this.metricCost());
  }

  /** Watches the calls that place tasks, where it was added. */
  get runTaskMonitoring(): RunTaskMonitoring | undefined {
    return this.watchedCalls;
  }

  /** Keeps job records for years, where it was added. */
  get jobHistory(): JobHistory | undefined {
    return this.keptHistory;
  }

  /** Reads what jobs cost from the bill, where it was added. */
  get costReport(): CostReport | undefined {
    return this.addedCostReport;
  }

  /** Estimates what jobs cost, where it was added. */
  get costInsights(): CostInsights | undefined {
    return this.addedCostInsights;
  }

  /** The dashboards for Grafana, where they were added. */
  get grafanaDashboards(): GrafanaDashboards | undefined {
    return this.addedGrafana;
  }

  /** The page on which jobs can be found, where it was added. */
  get jobExplorer(): JobExplorer | undefined {
    return this.addedExplorer;
  }

  /** The alarms on jobs, where they were added. */
  get batchAlarms(): BatchAlarms | undefined {
    return this.addedAlarms;
  }

  /** What notifies of jobs, where it was added. */
  get jobNotifications(): JobNotifications | undefined {
    return this.addedNotifications;
  }

  /**
   * What the custom metrics cost at most, in US dollars a month (us-east-1, list price of 2026), which is printed at synth too.
   *
   * Known where `jobQueues` and `computeEnvironments` (or `purchaseOptions`) are given and `levelOfDetail` is not `FULL`; else ask `LevelOfDetail.monthlyUsd`.
   */
  get monthlyMetricUsd(): number | undefined {
    return this.metricCost()?.usd;
  }

  /**
   * Adds `RunTaskMonitoring`: calls of ECS RunTask that could not place a task, and why. It needs a CloudTrail trail in the account.
   *
   * The dashboards show it, and `alarms` contains its alarms. `runTaskMonitoringEnabled` is a shorthand for a call without options.
   *
   * @param options of the monitoring; those that are left out are as in `BatchInsights`
   */
  addRunTaskMonitoring(options: RunTaskMonitoringProps = {}): RunTaskMonitoring {
    checkAddedOnce(this, this.runTaskMonitoring);
    const metricNamespace = this.props.metricNamespace ?? this.jobEventCollector.metricNamespace;
    const monitoring = new RunTaskMonitoring(this, 'RunTaskMonitoring', {
      ...runTaskProps(this.props),
      metricNamespace,
      ...given(options),
    });
    this.watchedCalls = this.withAlarms(monitoring);
    [this.dashboard, this.liveDashboard].forEach((dashboard) => dashboard?.addSources({ runTaskMonitoring: monitoring }));
    return monitoring;
  }

  /**
   * Adds a `JobHistory`: job records as files in Amazon S3 that are kept for years, with tables, views and named queries for Amazon Athena.
   *
   * `alarms` contains its alarms. The output of the stack has the command that imports what is in the log groups already.
   *
   * @param options of the history; those that are left out are as in `BatchInsights`
   */
  addHistory(options: JobHistoryOptions = {}): JobHistory {
    checkAddedOnce(this, this.jobHistory);
    checkAddedBefore(this, this.grafanaDashboards, 'addHistory() before addGrafana()');
    const { jobEventCollector: collector, instanceRegistry } = this;
    const registry = given(options).instancesIncluded ? { instanceRegistry } : {};
    this.keptHistory = this.withAlarms(
      new JobHistory(this, 'JobHistory', { ...historyProps(this.props), collector, ...registry, ...given(options) }),
    );
    return this.keptHistory;
  }

  /**
   * Adds a `CostReport`: what jobs cost by the bill of AWS, in the database of the history. `addHistory` comes first.
   *
   * The payer of the account must opt in to split cost allocation data by hand. Unless the stack is in us-east-1, a second stack there has the data export.
   *
   * @param options of the report; those that are left out are as in `BatchInsights`
   */
  addCostReport(options: CostReportOptions = {}): CostReport {
    checkAddedOnce(this, this.costReport);
    checkAddedBefore(this, this.grafanaDashboards, 'addCostReport() before addGrafana()');
    const history = historyOf(this, this.jobHistory);
    const shared = given(options).source ? {} : costReportProps(this.props);
    this.addedCostReport = new CostReport(this, 'CostReport', { ...shared, history, ...given(options) });
    return this.addedCostReport;
  }

  /**
   * Adds `CostInsights`: estimates what each job costs, in its record, as metrics and on the dashboard, minutes after it ends.
   *
   * `alarms` contains its alarms. A `jobEventCollector` that is given must be created in the same app. Its metrics cost at most $2.10 a month
   * in total, $0.90 for each job queue, and $1.50 for each compute environment.
   *
   * @param options of the cost insights; those that are left out are as in `BatchInsights`
   */
  addCostInsights(options: CostInsightsOptions = {}): CostInsights {
    checkAddedOnce(this, this.costInsights);
    checkAddedBefore(this, this.grafanaDashboards, 'addCostInsights() before addGrafana()');
    const { jobEventCollector: collector, instanceRegistry } = this;
    const costInsights = new CostInsights(this, 'CostInsights', {
      ...costInsightsProps(this.props),
      collector,
      instanceRegistry,
      ...given(options),
    });
    this.addedCostInsights = this.withAlarms(costInsights);
    [this.dashboard, this.liveDashboard].forEach((dashboard) => dashboard?.addSources({ costInsights }));
    return costInsights;
  }

  /**
   * Adds `GrafanaDashboards`: what the dashboards of CloudWatch show, as dashboards for Grafana, and the jobs one by one, if `addHistory` came first.
   *
   * They are JSON files: `writeFiles(bucket)` writes them to where a Grafana, your own or a managed one, can import them from.
   *
   * @param options of the dashboards
   */
  addGrafana(options: GrafanaDashboardsOptions = {}): GrafanaDashboards {
    checkAddedOnce(this, this.grafanaDashboards);
    const { alarms: _alarms, ...sources } = this.sources();
    this.addedGrafana = new GrafanaDashboards(this, 'GrafanaDashboards', {
      ...sources,
      history: this.jobHistory,
      costReport: this.costReport,
      ...given(options),
    });
    return this.addedGrafana;
  }

  /**
   * Adds a `JobExplorer`: a dashboard on which a job can be found by its id, name, queue, definition, status, failure category or reason, with all that is known
   * of it.
   *
   * @param options of the explorer; those that are left out are as in `BatchInsights`
   */
  addExplorer(options: JobExplorerOptions = {}): JobExplorer {
    checkAddedOnce(this, this.jobExplorer);
    const { jobEventCollector: collector, inFlightSnapshot } = this;
    const dashboardName = given(options).dashboardEnabled === false ? undefined : dashboardNameOf(this, this.props, 'jobs');
    this.addedExplorer = new JobExplorer(this, 'JobExplorer', {
      ...explorerProps(this.props),
      dashboardName,
      collector,
      inFlightSnapshot,
      ...given(options),
    });
    const { dashboardUrl: value } = this.addedExplorer;
    if (this.props.dashboardOutputsEnabled && value) {
      new CfnOutput(this, 'ExplorerUrl', { value, description: 'Dashboard with the job explorer' });
    }
    return this.addedExplorer;
  }

  /**
   * Adds `BatchAlarms`: alarms on jobs that wait, fail or do not come, on work that is lost, and on costs, if `addCostInsights` came first.
   *
   * `alarms` contains them, without the composite alarms that have the actions. Descriptions link to the dashboards.
   *
   * @param options of the alarms; those that are left out are as in `BatchInsights`
   */
  addAlarms(options: BatchAlarmsOptions = {}): BatchAlarms {
    checkAddedOnce(this, this.batchAlarms);
    const { jobEventCollector: collector, inFlightSnapshot, costInsights, dashboard, liveDashboard } = this;
    const { jobQueues, ...shared } = alarmsProps(this.props);
    this.addedAlarms = this.withAlarms(
      new BatchAlarms(this, 'BatchAlarms', {
        ...shared,
        jobQueues: watchableQueues(collector, jobQueues),
        collector,
        inFlightSnapshot,
        costInsights,
        dashboardUrl: dashboard?.dashboardUrl,
        liveDashboardUrl: liveDashboard?.dashboardUrl,
        ...given(options),
      }),
    );
    return this.addedAlarms;
  }

  /**
   * Adds `JobNotifications`: an event bus with the records of finished jobs and blocked job queues. `onJobFailed` and the other methods add it with its
   * defaults, if it is not there.
   *
   * `alarms` contains its alarms.
   *
   * @param options of the notifications; those that are left out are as in `BatchInsights`
   */
  addNotifications(options: JobNotificationsOptions = {}): JobNotifications {
    checkAddedOnce(this, this.jobNotifications);
    const { jobEventCollector: collector } = this;
    this.addedNotifications = this.withAlarms(
      new JobNotifications(this, 'JobNotifications', { ...notificationsProps(this.props), collector, ...given(options) }),
    );
    return this.addedNotifications;
  }

  /**
   * Notifies of failed jobs: their records go to a target of a rule. An array job is one message, unless `digest` is false.
   *
   * @param id of the rule
   * @param options who is notified, and of which jobs
   */
  onJobFailed(id: string, options: OnJobFailedOptions): Rule {
    return this.notifications().onJobFailed(id, options);
  }

  /**
   * Notifies of jobs that succeeded: their records go to a target of a rule. An array job is one message, unless `digest` is false.
   *
   * @param id of the rule
   * @param options who is notified, and of which jobs
   */
  onJobSucceeded(id: string, options: OnJobOptions): Rule {
    return this.notifications().onJobSucceeded(id, options);
  }

  /**
   * Notifies of job queues whose first job cannot be placed, each time that AWS Batch reports it.
   *
   * @param id of the rule
   * @param options who is notified, and of which job queues
   */
  onQueueBlocked(id: string, options: OnQueueBlockedOptions): Rule {
    return this.notifications().onQueueBlocked(id, options);
  }

  private notifications(): JobNotifications {
    return this.jobNotifications ?? this.addNotifications();
  }

  private metricCost(): ReturnType<typeof metricCost> {
    return metricCost(this.props, {
      runTaskMonitoringEnabled: this.runTaskMonitoring !== undefined,
      costInsightsEnabled: this.costInsights !== undefined,
    });
  }

  /** A collector that is given has a registry of its own, or does without. */
  private createRegistry(props: BatchInsightsProps): InstanceRegistry | undefined {
    if (props.instanceRegistryEnabled === false || props.jobEventCollector) return undefined;
    return this.withAlarms(new InstanceRegistry(this, 'InstanceRegistry', registryProps(props)));
  }

  private createCollector(props: BatchInsightsProps): JobEventCollector {
    return this.withAlarms(
      new JobEventCollector(this, 'JobEventCollector', {
        ...collectorProps(props),
        silencePeriod: collectorIsWatched(props) ? props.silencePeriod : undefined,
        instanceRegistry: this.instanceRegistry,
      }),
    );
  }

  private createSnapshot(props: BatchInsightsProps): InFlightSnapshot | undefined {
    if (props.inFlightEnabled === false) return undefined;
    const { jobEventCollector: collector, instanceRegistry } = this;
    return this.withAlarms(
      new InFlightSnapshot(this, 'InFlightSnapshot', {
        ...snapshotProps(props),
        silencePeriod: standstillIsWatched(props) ? props.silencePeriod : undefined,
        collector,
        instanceRegistry,
        interval: props.inFlightInterval,
      }),
    );
  }

  /** A part, with its alarms kept among those of all. */
  private withAlarms<Part extends { readonly alarms: Alarm[] }>(part: Part): Part {
    this.alarms.push(...part.alarms);
    return part;
  }

  /** Dashboards get the list of alarms itself: what is added to it later, they show. */
  private sources(): DashboardSources {
    const { jobEventCollector: collector, instanceRegistry, inFlightSnapshot, runTaskMonitoring, costInsights, alarms } = this;
    return { collector, instanceRegistry, inFlightSnapshot, runTaskMonitoring, costInsights, ...(alarms.length > 0 && { alarms }) };
  }
}
