import { DeployedResource } from './deployed-stack';
import { CompositeAlarm, NamedAlarm } from '../../alarms/composite-alarm';
import type { TemplateAlarm } from '../../alarms/index';

const PROPERTIES = [
  'ComparisonOperator',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluationPeriods',
  'ExtendedStatistic',
  'MetricName',
  'Metrics',
  'Namespace',
  'Period',
  'Statistic',
  'Threshold',
  'TreatMissingData',
];

const named = ({ id, name, stack, logicalId }: DeployedResource): NamedAlarm => ({ id, name, arn: String(stack.arnOf(logicalId)) });

export const readAlarm = (resource: DeployedResource): TemplateAlarm => ({
  ...named(resource),
  properties: Object.fromEntries(PROPERTIES.map((name) => [name, resource.property(name)])),
});

export const readCompositeAlarm = (resource: DeployedResource): CompositeAlarm => ({
  ...named(resource),
  rule: String(resource.property('AlarmRule')),
});
