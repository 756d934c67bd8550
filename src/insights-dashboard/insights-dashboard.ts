import { Duration, Stack } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Dashboard, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CloudWatchRenderer } from './cloudwatch-renderer';
import { DashboardSection } from './dashboard-section';
import { heading } from './text-widgets';
import { DimensionName } from '../domain/names/metrics';
import { checkDuration, checkNotEmpty, checkWholeNumber, firstDouble, refuse } from '../event-intake/prop-check';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-ref';

/** Props for InsightsDashboard. */
export interface InsightsDashboardProps {
  /** Whose job records and metrics to show. */
  readonly collector: IJobEventCollector;

  /**
   * What the dashboard shows, in this order. Each section once.
   *
   * @default - all sections of `DashboardSection.all()`
   */
  readonly sections?: DashboardSection[];

  /**
   * Limits the dashboard to these job queues, at most 50: every query and every metric of jobs.
   *
   * The metrics must be published by job queue, which they are by default.
   *
   * @default - all job queues
   */
  readonly jobQueues?: IJobQueue[];

  /**
   * The time range that the dashboard opens with, from one minute to 31 days. Viewers can choose another.
   *
   * Each of the charts over job records scans the log of the whole range at every opening, at $0.005 per GB: 10,000 jobs a day are
   * some 16 MB a day and chart, so that opening all 29 of them costs about a quarter of a cent for a day and seven cents for a month.
   *
   * @default Duration.days(1)
   */
  readonly defaultInterval?: Duration;

  /**
   * The dashboard's name: letters, digits, hyphens and underscores. A fixed name can exist only once in an account.
   *
   * @default - CloudFormation names it, so that any number of dashboards can exist
   */
  readonly dashboardName?: string;

  /**
   * The headline at the top of the dashboard.
   *
   * @default 'AWS Batch insights'
   */
  readonly title?: string;
}

/** Log queries grow by each name, and CloudWatch takes at most 500 metrics in a widget. */
const MOST_JOB_QUEUES = 50;

/**
 * A CloudWatch dashboard of what ran on AWS Batch: how jobs ended, where they ran, how long they waited, why they failed.
 *
 * Charts that need totals over time are drawn from metrics; those that compare or list jobs are Logs Insights queries over the job
 * records. Creates one dashboard ($3 a month after the first three of an account) and nothing else.
 *
 * @example
 * import { Duration } from 'aws-cdk-lib';
 * import { Construct } from 'constructs';
 * import { DashboardSection, IJobEventCollector, InsightsDashboard } from 'cdk-batch-insights';
 *
 * declare const scope: Construct;
 * declare const collector: IJobEventCollector;
 * new InsightsDashboard(scope, 'Failures', {
 *   collector,
 *   sections: [DashboardSection.OVERVIEW, DashboardSection.FAILURES],
 *   defaultInterval: Duration.hours(6),
 * });
 */
export class InsightsDashboard extends Construct {
  /** The dashboard itself. */
  public readonly dashboard: Dashboard;

  private readonly renderer: CloudWatchRenderer;
  private readonly shown: DashboardSection[] = [];

  constructor(scope: Construct, id: string, props: InsightsDashboardProps) {
    super(scope, id);
    this.checkProps(props);

    const interval = props.defaultInterval ?? Duration.days(1);
    this.dashboard = new Dashboard(this, 'Resource', { dashboardName: props.dashboardName, defaultInterval: interval });
    this.renderer = new CloudWatchRenderer({
      collector: props.collector,
      jobQueueNames: props.jobQueues?.map(queue => queue.jobQueueName),
      region: Stack.of(this).region,
      seconds: interval.toSeconds(),
    });

    this.dashboard.addWidgets(headline(props));
    (props.sections ?? DashboardSection.all()).forEach(section => this.addSection(section));
  }

  /** The sections that the dashboard shows, in order. */
  public get sections(): DashboardSection[] {
    return [...this.shown];
  }

  /**
   * Adds a section at the end.
   *
   * @param section one that the dashboard does not show yet
   */
  public addSection(section: DashboardSection): void {
    if (this.shown.some(({ title }) => title === section.title)) this.refuseDouble(section.title);
    this.shown.push(section);
    if (section._description) {
      this.renderer.section(section._description).forEach(row => this.dashboard.addWidgets(row));
    } else {
      this.dashboard.addWidgets(heading(2, section.title, section.explanation));
      this.dashboard.addWidgets(...section._widgets);
    }
  }

  /**
   * Adds widgets of your own at the end, as one row; those that do not fit in 24 columns go to the next.
   *
   * @param widgets the widgets, left to right
   */
  public addWidgets(...widgets: IWidget[]): void {
    this.dashboard.addWidgets(...widgets);
  }

  private checkProps({ sections, jobQueues, defaultInterval, collector }: InsightsDashboardProps): void {
    checkNotEmpty(this, 'sections', sections, 'Name at least one section, or leave the prop out to show all.');
    checkNotEmpty(this, 'jobQueues', jobQueues, 'Name at least one job queue, or leave the prop out to show all.');
    checkWholeNumber(this, {
      prop: 'jobQueues.length', value: jobQueues?.length, min: 1, max: MOST_JOB_QUEUES, mend: 'Show fewer job queues, make several dashboards, or leave the prop out to show all.',
    });
    checkDuration(this, {
      prop: 'defaultInterval', value: defaultInterval, min: Duration.minutes(1), max: Duration.days(31), mend: 'Every opening scans the job records of this range. Viewers can choose a longer one on the page.',
    });
    const double = firstDouble((sections ?? []).map(({ title }) => title));
    if (double !== undefined) this.refuseDouble(double);
    if (jobQueues) this.checkPublishedByJobQueue(collector);
  }

  private checkPublishedByJobQueue({ dimensionSets }: IJobEventCollector): void {
    const sets = dimensionSets.map(({ dimensionNames }) => dimensionNames);
    if (sets.some(names => names.join() === DimensionName.JOB_QUEUE)) return;
    refuse(this, {
      prop: 'collector.dimensionSets', value: sets, allowed: `sets with [${DimensionName.JOB_QUEUE}] among them, for a dashboard with jobQueues`, mend: 'Add MetricDimensions.of(MetricDimension.JOB_QUEUE) to the collector, or leave jobQueues out.',
    });
  }

  private refuseDouble(title: string): never {
    return refuse(this, { prop: 'sections', value: title, allowed: 'there once', mend: 'Leave the second one out, or give your own section another title.' });
  }
}

function headline({ title, jobQueues }: InsightsDashboardProps): IWidget {
  const limit = jobQueues ? `Only job queues ${jobQueues.map(queue => queue.jobQueueName).join(', ')}. ` : '';
  const advice = 'Choose the time range at the top right; charts over job records scan the log of that whole range.';
  return heading(1, title ?? 'AWS Batch insights', `${limit}${advice}`);
}
