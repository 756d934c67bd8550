import { Construct } from 'constructs';
import { checkDashboards } from './check-dashboards';
import { INSIGHTS_PROP_TYPES } from './insights-prop-types';
import { BatchInsightsProps } from './insights-props';
import { COLLECTOR_OPTIONS, namesIn, REGISTRY_OPTIONS, RUN_TASK_OPTIONS, SNAPSHOT_OPTIONS } from './part-props';
import { checkInterval } from '../in-flight-snapshot/check-snapshot-props';
import { watchesAll } from '../job-event-collector/silence';
import { JobHistory } from '../job-history';
import { checkNamePrefix, rejectMissing, rejectWithoutEffect } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

type Prop = keyof BatchInsightsProps;

/** Parts that can be left out, and the props that then have no effect. */
const OF_A_PART: readonly (readonly [part: Prop, props: readonly Prop[]])[] = [
  ['instanceRegistryEnabled', ['instanceRegistry']],
  ['inFlightEnabled', ['inFlightInterval', ...namesIn(SNAPSHOT_OPTIONS)]],
  ['dashboardEnabled', ['dashboardSections', 'dashboardName', 'defaultInterval']],
  ['liveDashboardEnabled', ['liveDashboardSections', 'liveDashboardName', 'liveDefaultInterval']],
];

/** A prop without effect is rejected: whoever sets it expects something of it. */
export function checkInsightsProps(scope: Construct, props: BatchInsightsProps): void {
  checkTypes(scope, props, INSIGHTS_PROP_TYPES);
  const reject = (names: readonly Prop[], because: string, fix: string) => {
    for (const prop of names.filter((name) => props[name] !== undefined)) {
      rejectWithoutEffect(scope, { prop, value: props[prop], because, fix });
    }
  };
  if (props.jobEventCollector) {
    reject([...namesIn(COLLECTOR_OPTIONS), 'instanceRegistryEnabled'], 'when jobEventCollector is given', 'Set it on that collector.');
  }
  if (props.jobEventCollector || props.instanceRegistry || props.instanceRegistryEnabled === false) {
    reject(namesIn(REGISTRY_OPTIONS), 'where no new instance registry is created', 'Set it on the registry that you use.');
    const fix = 'Leave it out, or set it on the registry that you use.';
    if (props.asgMonitoringEnabled === false) reject(isOn(props, ['serviceLinkedRoleOnly']), 'without rules for instances or groups', fix);
  }
  for (const [part, names] of OF_A_PART.filter(([each]) => props[each] === false)) {
    reject(isOn(props, names), `when ${part} is false`, 'Leave one of the two out.');
  }
  if (!props.createTrail) reject(['trailExpiry'], 'unless createTrail is true', 'Set createTrail, or leave it out.');
  if (!props.runTaskMonitoringEnabled) {
    const fix = 'Set runTaskMonitoringEnabled, or leave it out and pass it to addRunTaskMonitoring.';
    reject(isOn(props, namesIn(RUN_TASK_OPTIONS)), 'unless runTaskMonitoringEnabled is true', fix);
  }
  if (props.jobEventCollector && !props.runTaskMonitoringEnabled) {
    const fix = 'Set it on that collector, and pass it to addRunTaskMonitoring if you call it.';
    reject(isOn(props, ['pointInTimeRecovery']), 'where no table is created', fix);
  }
  if (!silenceIsWatched(props)) reject(['silencePeriod'], 'without an alarm on silence or standstill', 'Leave it out.');
  if (props.dashboardEnabled === false && props.liveDashboardEnabled === false) {
    reject(isOn(props, ['title', 'dashboardOutputsEnabled']), 'without a dashboard', 'Leave it out.');
  }
  checkInterval(scope, 'inFlightInterval', props.inFlightInterval);
  checkNamePrefix(scope, props.namePrefix);
  checkDashboards(scope, props);
}

/** A part that is there cannot be added again. */
export function checkAddedOnce(scope: Construct, part: Construct | undefined): void {
  if (!part) return;
  throw new Error(`${scope.node.path}: ${part.node.id} is added twice. Leave its flag out of the props, or call its method once.`);
}

/** What reads the part to be added is complete when it is made. */
export function checkAddedBefore(scope: Construct, reader: Construct | undefined, order: string): void {
  if (reader) throw new Error(`${scope.node.path}: ${reader.node.id} would not show what is added after it. Call ${order}.`);
}

/** The history that was added, for what needs one. */
export function historyOf(scope: Construct, history: JobHistory | undefined): JobHistory {
  return history ?? rejectMissing(scope, 'a job history', 'Call addHistory() before addCostReport().', 'for the costs of jobs');
}

/** What is off may be switched off once more. */
const isOn = (props: BatchInsightsProps, names: readonly Prop[]): Prop[] => names.filter((name) => props[name] !== false);

const silenceIsWatched = (props: BatchInsightsProps): boolean => standstillIsWatched(props) || collectorIsWatched(props);

/** Whether a snapshot is made that has an alarm on a standstill. */
export const standstillIsWatched = ({ inFlightEnabled, standstillAlarmEnabled }: BatchInsightsProps): boolean =>
  inFlightEnabled !== false && standstillAlarmEnabled !== false;

/** Whether a collector is made that has an alarm on silence. */
export const collectorIsWatched = (props: BatchInsightsProps): boolean =>
  !props.jobEventCollector && props.instanceRegistryEnabled !== false && (props.silenceAlarmEnabled ?? watchesAll(props));
