import { Duration } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { DASHBOARD_PROP_TYPES, SOURCE_TYPES } from './dashboard-prop-types';
import { DashboardSourceOptions, InsightsDashboardProps } from './dashboard-props';
import { DashboardSection } from './dashboard-section';
import { publishesByJobQueue, watchesOnly } from './job-queue-variable';
import { DimensionName } from '../domain/names/metrics';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';
import { namesOf } from '../level-of-detail/dimension-check';
import {
  checkDuration,
  checkNotEmpty,
  checkWholeNumber,
  firstDuplicate,
  reject,
  rejectDuplicate,
  rejectMissing,
} from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

/**
 * Where the collector watches more job queues, each chart names those to show. Log queries grow by each name, and so do metrics, of which CloudWatch takes
 * 500 in a widget and some 2,500 in a dashboard.
 */
const MAX_NAMED_JOB_QUEUES = 30;

/** The props that sections show. */
const SOURCE_PROP = {
  'in-flight': 'inFlightSnapshot',
  instances: 'instanceRegistry',
  'run-task': 'runTaskMonitoring',
  costs: 'costInsights',
} as const;

/** Refuses what cannot work; languages without types let anything through. */
export function checkDashboardProps(scope: Construct, props: InsightsDashboardProps): void {
  checkTypes(scope, props, DASHBOARD_PROP_TYPES);
  const { sections, jobQueues, defaultInterval, collector } = props;
  checkNotEmpty(scope, 'sections', sections, 'Name at least one section, or leave the prop out to show the default ones.');
  checkNotEmpty(scope, 'jobQueues', jobQueues, 'Name at least one job queue, or leave the prop out to show all.');
  checkDefaultInterval(scope, 'defaultInterval', defaultInterval);
  const sources = (props.sectionsWithoutSourceOmitted ?? !sections) ? undefined : props;
  (sections ?? DashboardSection._byDefault()).forEach((section) => checkSection(scope, section, sources));
  const duplicate = firstDuplicate((sections ?? []).map(({ title }) => title));
  if (duplicate !== undefined) rejectSecondSection(scope, duplicate);
  if (jobQueues && !watchesOnly(collector, jobQueues)) checkNamed(scope, jobQueues, collector);
}

/** The time range that a dashboard opens with. */
export function checkDefaultInterval(scope: Construct, prop: string, value: Duration | undefined): void {
  checkDuration(scope, {
    prop,
    value,
    min: Duration.minutes(1),
    max: Duration.days(31),
    fix: 'Every opening scans the logs of this range. Viewers can choose a longer one on the page.',
  });
}

/** Rejects what is no section, and a section that has nothing to show, unless the sources may come later. */
export function checkSection(scope: Construct, section: DashboardSection | undefined, sources?: DashboardSourceOptions): void {
  if (!(section instanceof DashboardSection)) {
    reject(scope, {
      prop: 'sections',
      value: section,
      allowed: 'a list of dashboard sections',
      fix: 'Use the members of DashboardSection, for example DashboardSection.OVERVIEW.',
    });
  }
  const prop = sources && missingSource(section, sources);
  if (!prop) return;
  rejectMissing(scope, prop, 'Give it to the dashboard, or leave the section out.', `by the section "${section.title}"`);
}

/** The prop that the section shows and that is not there. */
export function missingSource({ _description }: DashboardSection, sources: DashboardSourceOptions): string | undefined {
  const prop = _description?.needs && SOURCE_PROP[_description.needs];
  return prop && !sources[prop] ? prop : undefined;
}

/** A source that replaced another one would change what charts show that are there already. */
export function checkNewSources(scope: Construct, known: DashboardSourceOptions, added: DashboardSourceOptions): void {
  checkTypes(scope, added, SOURCE_TYPES);
  for (const prop of Object.values(SOURCE_PROP).filter((each) => known[each] && added[each])) {
    reject(scope, {
      prop,
      value: added[prop],
      allowed: `${known[prop]?.node.path}, which the dashboard shows already`,
      fix: 'Create another dashboard for it.',
    });
  }
}

export function rejectSecondSection(scope: Construct, title: string, prop = 'sections'): never {
  return rejectDuplicate(scope, prop, title, 'Remove one, or give your own section another title.');
}

/** Rows of scheduled jobs on one dashboard. Each has three log queries, beside the some eleven of the sections, and an account runs 100 at a time. */
export const MAX_JOB_ROWS = 25;

/** A dashboard with more of them would be refused its queries whenever it is opened. */
export function checkJobRows(scope: Construct, rows: number): void {
  checkWholeNumber(scope, {
    prop: 'scheduled jobs with a row on the dashboard',
    value: rows,
    min: 0,
    max: MAX_JOB_ROWS,
    fix: 'Set dashboardRowEnabled to false for those that matter less, or give their environment insights of its own.',
  });
}

function checkNamed(scope: Construct, { length }: IJobQueue[], collector: IJobEventCollector): void {
  checkWholeNumber(scope, {
    prop: 'jobQueues.length',
    value: length,
    min: 1,
    max: MAX_NAMED_JOB_QUEUES,
    fix: 'Give the collector these jobQueues, which then may be any number, or show fewer of them.',
  });
  if (publishesByJobQueue(collector)) return;
  reject(scope, {
    prop: 'collector.dimensionSets',
    value: namesOf(collector.dimensionSets),
    allowed: `a list that contains [${DimensionName.JOB_QUEUE}], for a dashboard with jobQueues`,
    fix: 'Add MetricDimensions.of(MetricDimension.JOB_QUEUE) to the collector, or leave jobQueues out.',
  });
}
