import { Construct } from 'constructs';
import { BatchInsightsProps } from './insights-props';
import { checkInterval } from '../in-flight-snapshot/check-snapshot-props';
import { refuse } from '../prop-check/prop-check';

type Prop = keyof BatchInsightsProps;

/** Props that only a new collector can obey. */
const OF_A_NEW_COLLECTOR: readonly Prop[] = [
  'jobDefinitions',
  'delivery',
  'dimensionSets',
  'tagKeys',
  'waitForLateFacts',
  'inFlightExpiry',
  'finishedExpiry',
  'instanceRegistryEnabled',
  'silenceAlarmEnabled',
];

/** Props that only a new registry can obey. */
const OF_A_NEW_REGISTRY: readonly Prop[] = ['computeEnvironments', 'purchaseOptions', 'lookUpUnknown', 'registeredExpiry', 'goneExpiry'];

/** Parts that can be left out, and the props that then have no effect. */
const OF_A_PART: readonly (readonly [part: Prop, prop: Prop])[] = [
  ['instanceRegistryEnabled', 'instanceRegistry'],
  ['inFlightEnabled', 'inFlightInterval'],
  ['inFlightEnabled', 'standstillAlarmEnabled'],
  ['dashboardEnabled', 'dashboardSections'],
  ['liveDashboardEnabled', 'liveDashboardSections'],
];

/** A prop without effect is refused: whoever sets it expects something of it. */
export function checkInsightsProps(scope: Construct, props: BatchInsightsProps): void {
  const leftOut = (prop: Prop, when: string, mend: string, harmless?: unknown) => {
    if (props[prop] === undefined || props[prop] === harmless) return;
    refuse(scope, { prop, value: props[prop], allowed: `left out when ${when}`, mend });
  };
  if (props.jobEventCollector) {
    OF_A_NEW_COLLECTOR.forEach((prop) => leftOut(prop, 'jobEventCollector is given', 'Set it on that collector.'));
  }
  if (props.jobEventCollector || props.instanceRegistry || props.instanceRegistryEnabled === false) {
    OF_A_NEW_REGISTRY.forEach((prop) => leftOut(prop, 'no new instance registry is made', 'Set it on the registry that you use.'));
  }
  OF_A_PART.forEach(([part, prop]) => {
    if (props[part] === false) leftOut(prop, `${part} is false`, 'Leave one of the two out.', false);
  });
  if (!props.runTaskMonitoringEnabled) {
    leftOut('createTrail', 'runTaskMonitoringEnabled is not true', 'Set runTaskMonitoringEnabled, or leave it out.', false);
  }
  checkInterval(scope, 'inFlightInterval', props.inFlightInterval);
  if (!props.createTrail) leftOut('trailExpiry', 'createTrail is not true', 'Set createTrail, or leave it out.');
}
