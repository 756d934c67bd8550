import { CfnOutput } from 'aws-cdk-lib';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkFiles, checkGrafanaProps } from './check-grafana-props';
import { AssembledDashboard, DashboardAssembly } from './dashboard-assembly';
import { GrafanaContent } from './dashboard-content';
import { OpenDashboard, writeFiles } from './dashboard-files';
import { DASHBOARD_NAMES, DashboardName, readTemplate } from './dashboard-template';
import { GrafanaDashboard, GrafanaDashboardsProps, GrafanaFilesOptions } from './grafana-dashboards-props';
import { PlaceholderValues, fill, fillKnown } from './placeholders';
import { grantReadCloudWatch } from './read-grant';
import { UID_OF, stackValues, uidOf } from './stack-values';
import { CostReport } from '../cost-report/cost-report';
import { JobQueueFilter } from '../insights-dashboard/job-queue-filter';
import { MetricSources, metricSources, resourcesOf } from '../insights-dashboard/metric-sources';
import { SeriesPlots } from '../insights-dashboard/series-plots';
import { IJobHistory } from '../job-history/job-history-base';

/** Of the hash of a path: enough to distinguish the stacks of an organization. */
const HASH_LENGTH = 10;

/** A dashboard before its placeholders are filled in. */
interface Assembled extends OpenDashboard {
  readonly title: string;
}

/**
 * Dashboards for Grafana, over its data sources for Amazon CloudWatch and Amazon Athena.
 *
 * Up to six dashboards: `jobs` lists the jobs of a `JobHistory`, and shows the containers and instances of the job that the viewer puts in focus; `costs` has what
 * jobs cost by a `CostReport`; `estimates` what they cost by `CostInsights`, what Spot saved, what was lost and idle; `history`, `live` and `details` have the sections of the CloudWatch dashboards. Viewers choose any number of job queues. Charts that the stack has no data for are left out.
 * `dashboards` has the JSON, for Grafana's HTTP API or a workspace. `writeFiles` has each deployment write it to a bucket, for a Grafana of your own.
 * The construct creates no resource.
 *
 * @example
 * import { Construct } from 'constructs';
 * import { GrafanaDashboards, IJobEventCollector, IJobHistory } from 'cdk-batch-insights';
 *
 * declare const scope: Construct;
 * declare const collector: IJobEventCollector;
 * declare const history: IJobHistory;
 * new GrafanaDashboards(scope, 'Grafana', { collector, history });
 */
export class GrafanaDashboards extends Construct {
  /**
   * The dashboards: `jobs` first, if there is a history, `costs`, if there is a cost report, and `estimates`, if there are cost insights and a history; then
   * `history`, `live` and `details`.
   */
  readonly dashboards: GrafanaDashboard[];

  private readonly assembled: readonly Assembled[];
  private readonly values: PlaceholderValues;
  private readonly uidPrefix: string;
  private readonly sources: MetricSources;
  private readonly history?: IJobHistory;
  private readonly costReport?: CostReport;
  private writtenTo?: string;

  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    super(scope, id);
    checkGrafanaProps(this, props);
    this.uidPrefix = props.uidPrefix ?? `batch-${this.node.addr.slice(-HASH_LENGTH)}`;
    this.sources = metricSources(props);
    this.history = props.history;
    this.costReport = props.costReport;
    this.values = stackValues(this, props, this.sources, this.uidPrefix);
    this.assembled = namesOf(props).map((name) => assemble(name, uidOf(this.uidPrefix, name), props));
    this.dashboards = this.assembled.map(({ uid, title, json }) => ({ uid, title, json: fill(json, this.values) }));
  }

  /** Where `writeFiles` writes, `s3://BUCKET/PREFIX`, or undefined if it was not called. */
  get filesUrl(): string | undefined {
    return this.writtenTo;
  }

  /**
   * Allows what the panels and variables of the dashboards read: metrics, records, logs of Container Insights and, if they are given, the history and the costs.
   *
   * CloudWatch authorizes metrics, the list of log groups and the results of queries only for all of the account.
   *
   * @param grantee the role of Grafana's data sources
   */
  grantRead(grantee: IGrantable): Grant {
    const metrics = grantReadCloudWatch(this, this.sources, grantee);
    const queried = this.costReport ?? this.history;
    return queried ? metrics.combine(queried.grantQuery(grantee)) : metrics;
  }

  /**
   * Has each deployment write the dashboards as JSON files, `UID.json`, with the names of log groups, database and Region filled in.
   *
   * An output of the stack has their address. A `BucketDeployment` of the AWS CDK writes them, which adds its function and its custom resource to the stack;
   * other objects in the bucket stay.
   *
   * @param bucket where to write
   * @param options what the keys begin with
   */
  writeFiles(bucket: IBucket, options: GrafanaFilesOptions = {}): void {
    const { prefix = 'grafana-dashboards/' } = options;
    checkFiles(this, bucket, options.prefix, this.writtenTo);
    this.writtenTo = bucket.s3UrlForObject(prefix);
    writeFiles(this, { bucket, prefix, dashboards: this.assembled, values: this.values });
    new CfnOutput(this, 'FilesUrl', {
      value: this.writtenTo,
      description: 'The Grafana dashboards, as JSON files that are ready to import',
    });
  }

  /**
   * What a workspace is provisioned with.
   *
   * @internal
   */
  _content(): GrafanaContent {
    const { uidPrefix, history } = this;
    return { uidPrefix, history, files: this.assembled.map(({ json, ...file }) => ({ ...file, ...fillKnown(json, this.values) })) };
  }
}

const namesOf = ({ history, costReport, costInsights }: GrafanaDashboardsProps): DashboardName[] => {
  const source: Partial<Record<DashboardName, object>> = { jobs: history, costs: costReport, estimates: history && costInsights };
  return DASHBOARD_NAMES.filter((name) => !(name in source) || source[name]);
};

function assemble(name: DashboardName, uid: string, props: GrafanaDashboardsProps): Assembled {
  const template = readTemplate(name);
  const sources = metricSources(props);
  const plots = new SeriesPlots({ sources, resources: resourcesOf(props.collector), filter: chosenBy(sources.collector.namespace) });
  const dashboard = withoutLinksTo(namesOf(props), new DashboardAssembly(sources, plots).assemble(template));
  return { uid, title: template.dashboard.title, json: JSON.stringify(dashboard) };
}

/** Only dashboards that exist are linked. */
const withoutLinksTo = (names: readonly DashboardName[], dashboard: AssembledDashboard): AssembledDashboard => ({
  ...dashboard,
  links: dashboard.links.filter(({ url }) => names.some((name) => url.endsWith(UID_OF[name]))),
});

/** Which series follow the viewer's choice; the queries that do are in the template. */
const chosenBy = (namespace: string): JobQueueFilter => ({ by: 'several', all: namespace, isChosen: (property) => property, command: '' });
