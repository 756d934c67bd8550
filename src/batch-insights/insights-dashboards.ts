import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BatchInsightsProps } from './insights-props';
import { DashboardSection, InsightsDashboard } from '../insights-dashboard';
import { DashboardSources } from '../insights-dashboard/metric-sources';

/** What is happening is looked at over hours; charts over logs scan no more than they must. */
const LIVE_INTERVAL = Duration.hours(6);

type Content = 'what happened' | 'what is happening';

/** The dashboard of what happened, unless it was left out. */
export function createHistoryDashboard(
  scope: Construct,
  props: BatchInsightsProps,
  sources: DashboardSources,
): InsightsDashboard | undefined {
  if (props.dashboardEnabled === false) return undefined;
  return new InsightsDashboard(scope, 'Dashboard', {
    ...sources,
    jobQueues: props.jobQueues,
    dashboardName: props.dashboardName ?? dashboardNameOf(scope, props, 'history'),
    title: titleOf(props, 'what happened'),
    defaultInterval: props.defaultInterval,
    sections: props.dashboardSections ?? withCost(DashboardSection.history()),
    // Cost insights come later. That the other sources are there is checked before, by the props of the construct.
    sectionsWithoutSourceOmitted: true,
  });
}

/** The dashboard of what is happening, unless it was left out. */
export function createLiveDashboard(scope: Construct, props: BatchInsightsProps, sources: DashboardSources): InsightsDashboard | undefined {
  if (props.liveDashboardEnabled === false) return undefined;
  return new InsightsDashboard(scope, 'LiveDashboard', {
    ...sources,
    jobQueues: props.jobQueues,
    dashboardName: props.liveDashboardName ?? dashboardNameOf(scope, props, 'live'),
    title: titleOf(props, 'what is happening'),
    defaultInterval: props.liveDefaultInterval ?? LIVE_INTERVAL,
    sections: props.liveDashboardSections ?? DashboardSection.live(),
    sectionsWithoutSourceOmitted: true,
  });
}

interface Dashboards {
  readonly dashboard?: InsightsDashboard;
  readonly liveDashboard?: InsightsDashboard;
}

/** Outputs of the stack with the addresses of the dashboards. */
export function dashboardOutputs(scope: Construct, props: BatchInsightsProps, dashboards: Dashboards): void {
  const output = (id: string, content: Content, dashboard?: InsightsDashboard) =>
    dashboard && new CfnOutput(scope, id, { value: dashboard.dashboardUrl, description: `Dashboard "${titleOf(props, content)}"` });
  output('DashboardUrl', 'what happened', dashboards.dashboard);
  output('LiveDashboardUrl', 'what is happening', dashboards.liveDashboard);
}

/** Dashboards of all Regions of an account share their names. */
export function dashboardNameOf(scope: Construct, { namePrefix }: BatchInsightsProps, content: string): string | undefined {
  return namePrefix && [namePrefix, content, Stack.of(scope).region].join('-');
}

const titleOf = ({ title }: BatchInsightsProps, content: Content): string => `${title ?? 'AWS Batch'}: ${content}`;

/** Sections, with that of costs after what went wrong; it appears once there are cost insights. */
function withCost([overview, failures, ...others]: DashboardSection[]): DashboardSection[] {
  return [overview, failures, DashboardSection.COST, ...others];
}
