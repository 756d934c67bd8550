import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkGrafanaProps } from './check-grafana-props';
import { AssembledDashboard, DashboardAssembly } from './dashboard-assembly';
import { OpenDashboard, writeFiles } from './dashboard-files';
import { DASHBOARD_NAMES, DashboardName, readTemplate } from './dashboard-template';
import { GrafanaDashboard, GrafanaDashboardsProps } from './grafana-dashboards-props';
import { fill } from './placeholders';
import { UID_OF, stackValues, uidOf } from './stack-values';
import { metricSources, resourcesOf } from '../insights-dashboard/metric-sources';
import { JobQueueFilter } from '../insights-dashboard/job-queue-filter';
import { SeriesPlots } from '../insights-dashboard/series-plots';

/** Of the hash of a path: enough to tell the stacks of an organization apart. */
const HASH_LENGTH = 10;

/** A dashboard before its placeholders are filled in. */
interface Assembled extends OpenDashboard {
  readonly title: string;
}

/**
 * Dashboards for Grafana, over its data sources for Amazon CloudWatch and Amazon Athena.
 *
 * Four dashboards: `jobs` lists the jobs of a `JobHistory`, and shows the containers and instances of the job that the viewer puts in focus; `history`, `live`
 * and `details` have the sections of the CloudWatch dashboards. Viewers choose any number of job queues. Charts that the stack has no data for are left out.
 * `dashboards` has the JSON, for Grafana's HTTP API or a workspace; with `bucket`, the deployment writes it to files, and an output of the stack has their
 * address. Without `bucket`, the construct creates no resource.
 *
 * @example
 * import { Bucket } from 'aws-cdk-lib/aws-s3';
 * import { Construct } from 'constructs';
 * import { GrafanaDashboards, IJobEventCollector, IJobHistory } from 'cdk-batch-insights';
 *
 * declare const scope: Construct;
 * declare const collector: IJobEventCollector;
 * declare const history: IJobHistory;
 * declare const bucket: Bucket;
 * new GrafanaDashboards(scope, 'Grafana', { collector, history, bucket });
 */
export class GrafanaDashboards extends Construct {
  /** The dashboards: `jobs` first, if there is a history, then `history`, `live` and `details`. */
  readonly dashboards: GrafanaDashboard[];

  /** Where the files are, `s3://BUCKET/PREFIX`, or undefined without `bucket`. */
  readonly filesUrl?: string;

  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    super(scope, id);
    checkGrafanaProps(this, props);
    const uidPrefix = props.uidPrefix ?? `batch-${this.node.addr.slice(-HASH_LENGTH)}`;
    const values = stackValues(this, props, metricSources(props), uidPrefix);
    const assembled = namesOf(props).map((name) => assemble(name, uidOf(uidPrefix, name), props));
    this.dashboards = assembled.map(({ uid, title, json }) => ({ uid, title, json: fill(json, values) }));
    if (!props.bucket) return;
    const { bucket, prefix = 'grafana-dashboards/' } = props;
    writeFiles(this, { bucket, prefix, dashboards: assembled, values });
    this.filesUrl = bucket.s3UrlForObject(prefix);
    new CfnOutput(this, 'FilesUrl', {
      value: this.filesUrl,
      description: 'The Grafana dashboards, as JSON files that are ready to import',
    });
  }
}

const namesOf = ({ history }: GrafanaDashboardsProps): DashboardName[] => DASHBOARD_NAMES.filter((name) => name !== 'jobs' || history);

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
