import { DimensionName, InFlightMetric } from '../../domain/names/metrics';
import { MetricChart, SectionDescription } from '../section-description';
import { VCPUS_IN_SERVICE } from './in-flight';
import { ofClusters, ofScalingGroups } from './service-series';

const ofGroups = (title: string, unit: string, metric: string, explanation: string): MetricChart => ({
  source: 'metrics',
  view: 'stacked',
  title,
  unit,
  explanation,
  width: 8,
  height: 6,
  series: [ofScalingGroups('AWS/AutoScaling', metric)],
});

const ofEcs = (title: string, metric: string, explanation: string): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit: '%',
  explanation,
  width: 6,
  height: 6,
  series: [ofClusters('AWS/ECS', metric)],
});

export const CAPACITY: SectionDescription = {
  title: 'Capacity',
  explanation:
    'What AWS Batch has and wants to have. Of all job queues. Groups tell where their metrics are turned on; Spot with the strategy BEST_FIT has a Spot Fleet and no group. Clusters count by the word Batch in their name.',
  charts: [
    ofGroups('Instances in service by Auto Scaling group', 'instances', 'GroupInServiceInstances', 'The height is all instances.'),
    ofGroups('In-service capacity by Auto Scaling group', 'vCPUs', 'GroupInServiceCapacity', 'Capacity as AWS Batch counts it: vCPUs.'),
    ofGroups('Desired capacity by Auto Scaling group', 'vCPUs', 'GroupDesiredCapacity', 'Above in-service for long: no capacity is found.'),
    ofEcs('CPU reservation by ECS cluster', 'CPUReservation', 'What jobs asked for, of all there is.'),
    ofEcs('CPU utilization by ECS cluster', 'CPUUtilization', 'What jobs use, of all there is.'),
    ofEcs('Memory reservation by ECS cluster', 'MemoryReservation', 'What jobs asked for, of all there is.'),
    ofEcs('Memory utilization by ECS cluster', 'MemoryUtilization', 'What jobs use, of all there is.'),
    {
      source: 'metrics',
      view: 'line',
      title: 'vCPUs wanted and in service',
      unit: 'vCPUs',
      explanation: 'Wanted: of all jobs in flight, also those on Fargate and those that wait for other jobs. In service: of instances.',
      width: 12,
      height: 6,
      onlyWhole: true,
      series: [
        {
          of: 'total',
          from: 'in-flight',
          label: 'Wanted',
          metrics: [InFlightMetric.WAITING_VCPUS, InFlightMetric.RUNNING_VCPUS],
          statistic: 'Average',
          gaps: 'last',
          addsUp: true,
        },
        VCPUS_IN_SERVICE,
      ],
    },
    {
      source: 'metrics',
      view: 'stacked',
      title: 'vCPUs in service by compute environment',
      unit: 'vCPUs',
      explanation: 'As the snapshots found them, Spot Fleets too.',
      width: 12,
      height: 6,
      series: [
        {
          of: 'groups',
          from: 'in-flight',
          label: '',
          metric: InFlightMetric.IN_SERVICE_VCPUS,
          dimension: DimensionName.COMPUTE_ENVIRONMENT,
          statistic: 'Average',
          gaps: 'last',
        },
      ],
    },
  ],
};
