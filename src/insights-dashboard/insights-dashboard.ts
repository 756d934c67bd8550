import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, IWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkDashboardProps, checkSection, refuseDouble } from './check-dashboard-props';
import { CloudWatchRenderer } from './cloudwatch-renderer';
import { InsightsDashboardProps } from './dashboard-props';
import { DashboardSection } from './dashboard-section';
import { heading } from './text-widgets';

/**
 * A CloudWatch dashboard of what ran on AWS Batch, and of what runs: how jobs ended, where they ran, how long they waited, why they failed;
 * which jobs wait now and why, and what capacity there is.
 *
 * Charts of totals over time are drawn from metrics; those that compare or list are Logs Insights queries. No chart is missing where a metric is not
 * published: it is drawn from the log. Creates one dashboard ($3 a month after the first three of an account) and nothing else.
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

  private readonly renderer: CloudWatchRenderer;
  private readonly shown: DashboardSection[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InsightsDashboardProps,
  ) {
    super(scope, id);
    checkDashboardProps(this, props);

    const interval = props.defaultInterval ?? Duration.days(1);
    // Periods adapt to the time range, so that charts stay filled where CloudWatch no longer keeps data of a minute.
    const periodOverride = PeriodOverride.AUTO;
    this.dashboard = new Dashboard(this, 'Resource', { dashboardName: props.dashboardName, defaultInterval: interval, periodOverride });
    this.renderer = new CloudWatchRenderer({
      sources: props,
      jobQueueNames: props.jobQueues?.map((queue) => queue.jobQueueName),
      region: Stack.of(this).region,
      seconds: interval.toSeconds(),
    });

    this.dashboard.addWidgets(headline(props));
    (props.sections ?? this.sectionsWithSources()).forEach((section) => this.addSection(section));
  }

  /** The sections that the dashboard shows, in order. */
  get sections(): DashboardSection[] {
    return [...this.shown];
  }

  /**
   * Adds a section at the end.
   *
   * @param section one that the dashboard does not show yet, and whose source the dashboard was given
   */
  addSection(section: DashboardSection): void {
    checkSection(this, section, this.props);
    if (this.shown.some(({ title }) => title === section.title)) refuseDouble(this, section.title);
    this.shown.push(section);
    if (section._description) {
      this.renderer.section(section._description).forEach((row) => this.dashboard.addWidgets(row));
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
  addWidgets(...widgets: IWidget[]): void {
    this.dashboard.addWidgets(...widgets);
  }

  private sectionsWithSources(): DashboardSection[] {
    return DashboardSection.all().filter(({ _description }) => !_description || this.renderer.hasSourcesOf(_description));
  }
}

function headline({ title, jobQueues }: InsightsDashboardProps): IWidget {
  const limit = jobQueues ? `Only job queues ${jobQueues.map((queue) => queue.jobQueueName).join(', ')}. ` : '';
  const advice = 'Choose the time range at the top right; charts over logs scan the log of that whole range.';
  return heading(1, title ?? 'AWS Batch insights', `${limit}${advice}`);
}
