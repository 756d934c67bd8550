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
    'Current and desired capacity of AWS Batch, for all job queues. Auto Scaling groups appear only if their group metrics are enabled. Spot with the strategy BEST_FIT uses a Spot Fleet and has no group. Groups are selected by the word asg in their name, clusters by the word Batch.',
  charts: [
    ofGroups(
      'Instances in service by Auto Scaling group',
      'instances',
      'GroupInServiceInstances',
      'The total height is the number of all instances.',
    ),
    ofGroups('In-service capacity by Auto Scaling group', 'vCPUs', 'GroupInServiceCapacity', 'Capacity in vCPUs, the unit of AWS Batch.'),
    ofGroups(
      'Desired capacity by Auto Scaling group',
      'vCPUs',
      'GroupDesiredCapacity',
      'If it stays above in-service capacity, EC2 has no capacity available.',
    ),
    ofEcs('CPU reservation by ECS cluster', 'CPUReservation', 'The share of capacity that jobs request.'),
    ofEcs('CPU utilization by ECS cluster', 'CPUUtilization', 'The share of capacity that jobs use.'),
    ofEcs('Memory reservation by ECS cluster', 'MemoryReservation', 'The share of capacity that jobs request.'),
    ofEcs('Memory utilization by ECS cluster', 'MemoryUtilization', 'The share of capacity that jobs use.'),
    {
      source: 'metrics',
      view: 'line',
      title: 'vCPUs wanted and in service',
      unit: 'vCPUs',
      explanation:
        'Wanted is the sum over all jobs in flight, including those on Fargate and those that wait for other jobs. In service is the sum over instances.',
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
      explanation: 'From the snapshots, including Spot Fleets.',
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
