import { DimensionName, InFlightMetric } from '../../domain/names/metrics';
import { MetricChart, SectionDescription, Unit } from '../section-description';
import { ofClusters, ofScalingGroups } from './service-series';

/** From the snapshots, which know compute environments of all kinds by their names. */
const byEnvironment = (title: string, unit: Unit, metric: InFlightMetric): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title,
  unit,
  width: 12,
  height: 5,
  series: [
    {
      of: 'groups',
      from: 'in-flight',
      label: '',
      metric,
      dimension: DimensionName.COMPUTE_ENVIRONMENT,
      statistic: 'Average',
      gaps: 'last',
    },
  ],
});

const ofGroups = (title: string, unit: Unit, metric: string): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title,
  unit,
  width: 8,
  height: 6,
  series: [ofScalingGroups('AWS/AutoScaling', metric)],
});

const ofEcs = (title: string, metric: string): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit: '%',
  width: 12,
  height: 6,
  series: [ofClusters('AWS/ECS', metric)],
});

export const CAPACITY: SectionDescription = {
  title: 'Capacity',
  explanation:
    'Instances in service at the snapshots, for all job queues, including those of Spot Fleets (strategy BEST_FIT), which have no Auto Scaling group.',
  needs: 'in-flight',
  charts: [
    byEnvironment('vCPUs in service by compute environment', 'vCPUs', InFlightMetric.IN_SERVICE_VCPUS),
    byEnvironment('Instances in service by compute environment', 'instances', InFlightMetric.INSTANCES_IN_SERVICE),
  ],
};

export const GROUPS_AND_CLUSTERS: SectionDescription = {
  title: 'Auto Scaling groups and clusters',
  explanation:
    'The capacity of AWS Batch as Amazon EC2 Auto Scaling and Amazon ECS publish it, for all job queues. If desired stays above in-service capacity, EC2 has none available. ' +
    'Reservation is the share that jobs request, utilization the share that they use. Groups appear only if their group metrics are enabled; Spot with the strategy ' +
    'BEST_FIT has none. Groups are selected by the word asg in their name, clusters by the word Batch.',
  charts: [
    ofGroups('Instances in service by Auto Scaling group', 'instances', 'GroupInServiceInstances'),
    ofGroups('In-service capacity by Auto Scaling group', 'vCPUs', 'GroupInServiceCapacity'),
    ofGroups('Desired capacity by Auto Scaling group', 'vCPUs', 'GroupDesiredCapacity'),
    ofEcs('CPU reservation by ECS cluster', 'CPUReservation'),
    ofEcs('CPU utilization by ECS cluster', 'CPUUtilization'),
    ofEcs('Memory reservation by ECS cluster', 'MemoryReservation'),
    ofEcs('Memory utilization by ECS cluster', 'MemoryUtilization'),
  ],
};
