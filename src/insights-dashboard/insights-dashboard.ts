import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, IWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import {
  checkDashboardProps,
  checkJobRows,
  checkNewSources,
  checkSection,
  missingSource,
  rejectSecondSection,
} from './check-dashboard-props';
import { CloudWatchRenderer } from './cloudwatch-renderer';
import { dashboardAddress } from './console-address';
import { DashboardSourceOptions, InsightsDashboardProps } from './dashboard-props';
import { DashboardSection } from './dashboard-section';
import { DeferredSection } from './deferred-section';
import { JobQueueFilter, serviceJobQueues } from './job-queue-filter';
import { filterOf, headlineAdvice, jobQueueVariable } from './job-queue-variable';
import { DashboardSources } from './metric-sources';
import { holdReferencesOnce } from './names-once';
import { SectionDescription } from './section-description';
import { heading } from './text-widgets';

const ABOUT_JOB_ROWS =
  'What EventBridge Scheduler submits: when each job is due, whether it was submitted, and how its runs ended in the time range. Runs that go on have no record yet.';

/**
 * A CloudWatch dashboard of what ran on AWS Batch, and of what runs: how jobs ended, where they ran, how long they waited, why they failed;
 * which jobs wait now and why, and what capacity there is.
 *
 * Charts of totals over time are drawn from metrics; those that compare or list are Logs Insights queries. Where a metric is not published, the log
 * is queried. At `LevelOfDetail.TOTALS`, the lines over time by job queue in `BY_JOB_QUEUE` and `WAITING` are the metrics that AWS Batch publishes itself.
 * Creates one dashboard ($3 a month after the first three of an account) and nothing else.
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
  readonly dashboard: Dashboard;

  private sources: DashboardSources;
  private readonly filter: JobQueueFilter;
  private readonly added: DashboardSection[] = [];
  private readonly jobRows: (() => IWidget[])[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InsightsDashboardProps,
  ) {
    super(scope, id);
    checkDashboardProps(this, props);
    this.sources = props;
    this.filter = filterOf(props, props.jobQueues);
    const variables = jobQueueVariable(this.filter, props.jobQueues);
    this.dashboard = new Dashboard(this, 'Resource', {
      dashboardName: props.dashboardName,
      variables,
      defaultInterval: this.interval,
      // Periods adapt to the time range, so that charts stay filled where CloudWatch no longer keeps data of a minute.
      periodOverride: PeriodOverride.AUTO,
    });
    if (serviceJobQueues(this.filter)) holdReferencesOnce(this.dashboard);
    this.dashboard.addWidgets(this.headline());
    const [first, ...others] = props.sections ?? DashboardSection._byDefault();
    this.append(first);
    this.dashboard.addWidgets(new DeferredSection(() => this.drawJobRows()));
    others.forEach((section) => this.append(section));
  }

  /** The address of the dashboard in the console, for example as the value of a `CfnOutput`. */
  get dashboardUrl(): string {
    return dashboardAddress(Stack.of(this).region, this.dashboard.dashboardName);
  }

  /** The sections that the dashboard shows, in order; those of the library only if they have charts. */
  get sections(): DashboardSection[] {
    return this.added.filter((section) => section._description === undefined || this.draw(section, section._description).length > 0);
  }

  /**
   * Adds a section at the end.
   *
   * @param section one that the dashboard does not show yet, and whose source the dashboard was given
   */
  addSection(section: DashboardSection): void {
    checkSection(this, section, this.sources);
    if (this.added.some(({ title }) => title === section.title)) rejectSecondSection(this, section.title);
    this.append(section);
  }

  /**
   * Gives the dashboard more constructs to show, until the app is synthesized.
   *
   * Sections that were left out because their source was missing appear in their place, and charts that only needed the source appear in the others.
   *
   * @param sources constructs of kinds that the dashboard does not show yet
   */
  addSources(sources: DashboardSourceOptions): void {
    checkNewSources(this, this.sources, sources);
    this.sources = { ...this.sources, ...sources };
  }

  /**
   * Adds widgets of your own at the end, as one row; those that do not fit in 24 columns go to the next.
   *
   * @param widgets the widgets, left to right
   */
  addWidgets(...widgets: IWidget[]): void {
    this.dashboard.addWidgets(...widgets);
  }

  /**
   * Adds the rows of a scheduled job, below the first section. They are drawn when the app is synthesized.
   *
   * @internal
   */
  _addJobRow(draw: () => IWidget[]): void {
    checkJobRows(this, this.jobRows.length + 1);
    this.jobRows.push(draw);
  }

  private get interval(): Duration {
    return this.props.defaultInterval ?? Duration.days(1);
  }

  private append(section: DashboardSection): void {
    this.added.push(section);
    const { title, explanation, _description: description, _widgets } = section;
    if (description) {
      this.dashboard.addWidgets(new DeferredSection(() => this.draw(section, description)));
    } else {
      this.dashboard.addWidgets(heading(2, title, explanation));
      this.dashboard.addWidgets(..._widgets);
    }
  }

  private drawJobRows(): IWidget[] {
    if (this.jobRows.length === 0) return [];
    return [heading(2, 'Scheduled jobs', ABOUT_JOB_ROWS), ...this.jobRows.flatMap((draw) => draw())];
  }

  /** The widgets of a section; none where its source is missing, or has nothing to show. */
  private draw(section: DashboardSection, description: SectionDescription): IWidget[] {
    if (missingSource(section, this.sources)) return [];
    const renderer = new CloudWatchRenderer({
      sources: this.sources,
      filter: this.filter,
      region: Stack.of(this).region,
      seconds: this.interval.toSeconds(),
    });
    return renderer.section(description);
  }

  private headline(): IWidget {
    return heading(1, this.props.title ?? 'AWS Batch insights', headlineAdvice(this.filter, this.props.jobQueues));
  }
}
