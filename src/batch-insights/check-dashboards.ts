import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BatchInsightsProps } from './insights-props';
import { DimensionName } from '../domain/names/metrics';
import { checkDefaultInterval, rejectSecondSection } from '../insights-dashboard/check-dashboard-props';
import { DashboardSection } from '../insights-dashboard/dashboard-section';
import { namesOf } from '../level-of-detail/dimension-check';
import { checkNotEmpty, firstDuplicate, reject, rejectMissing, shown } from '../prop-check/prop-check';

/** Checks what the dashboards check themselves, so that errors name the props of this construct. */
export function checkDashboards(scope: Construct, props: BatchInsightsProps): void {
  checkSections(scope, 'dashboardSections', props);
  checkSections(scope, 'liveDashboardSections', props);
  checkDefaultInterval(scope, 'defaultInterval', props.defaultInterval);
  checkDefaultInterval(scope, 'liveDefaultInterval', props.liveDefaultInterval);
  checkName(scope, 'dashboardName', props.dashboardName);
  checkName(scope, 'liveDashboardName', props.liveDashboardName);
  checkPublishedByJobQueue(scope, props);
}

function checkName(scope: Construct, prop: string, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value) || /^[\w-]{1,255}$/.test(value)) return;
  reject(scope, {
    prop,
    value,
    allowed: 'a name of 1 to 255 letters, digits, hyphens and underscores',
    fix: 'Choose another, or leave it out to have CloudFormation name the dashboard.',
  });
}

function checkSections(scope: Construct, prop: 'dashboardSections' | 'liveDashboardSections', props: BatchInsightsProps): void {
  const sections = props[prop];
  checkNotEmpty(scope, prop, sections, 'Name at least one section, or leave the prop out for the default.');
  const duplicate = firstDuplicate((sections ?? []).map(({ title }) => title));
  if (duplicate !== undefined) rejectSecondSection(scope, duplicate, prop);
  sections?.forEach((section) => checkSource(scope, props, section, `for ${shown(section)} in ${prop}`));
}

/** A section that is named must have something to show. */
function checkSource(scope: Construct, props: BatchInsightsProps, { _description }: DashboardSection, purpose: string): void {
  const mustBeTrue = (prop: keyof BatchInsightsProps) =>
    reject(scope, { prop, value: props[prop] ?? false, allowed: `true ${purpose}`, fix: 'Set it to true, or leave the section out.' });
  if (_description?.needs === 'in-flight' && props.inFlightEnabled === false) mustBeTrue('inFlightEnabled');
  if (_description?.needs === 'run-task' && !props.runTaskMonitoringEnabled) mustBeTrue('runTaskMonitoringEnabled');
  if (_description?.needs !== 'instances' || props.instanceRegistry) return;
  if (props.jobEventCollector) {
    rejectMissing(scope, 'instanceRegistry', 'Give it the registry of the collector, or leave the section out.', purpose);
  }
  if (props.instanceRegistryEnabled === false) mustBeTrue('instanceRegistryEnabled');
}

/** Dashboards that are limited to job queues draw metrics by job queue. */
function checkPublishedByJobQueue(scope: Construct, props: BatchInsightsProps): void {
  const { jobQueues, dimensionSets, jobEventCollector } = props;
  const hasDashboard = props.dashboardEnabled !== false || props.liveDashboardEnabled !== false;
  if (!jobQueues || !dimensionSets || jobEventCollector || !hasDashboard) return;
  const sets = namesOf(dimensionSets);
  if (sets.some((names) => names.join() === DimensionName.JOB_QUEUE)) return;
  reject(scope, {
    prop: 'dimensionSets',
    value: sets,
    allowed: `a list that contains [${DimensionName.JOB_QUEUE}], for dashboards of jobQueues`,
    fix: 'Add MetricDimensions.of(MetricDimension.JOB_QUEUE), or leave the dashboards out.',
  });
}
