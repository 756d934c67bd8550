import { MetricChart, SectionDescription } from '../section-description';
import { ofScalingGroups } from './service-series';

const ofGroups = (title: string, unit: string, metric: string, explanation: string, width = 12): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit,
  explanation,
  width,
  height: 6,
  series: [ofScalingGroups('AWS/EC2', metric)],
});

export const GROUP_UTILIZATION: SectionDescription = {
  title: 'Instance utilization',
  explanation:
    'Utilization of the instances in each Auto Scaling group of AWS Batch, averaged per instance, for all job queues. Groups are selected by the word asg in their name. Spot with the strategy BEST_FIT has no group.',
  charts: [
    ofGroups(
      'CPU utilization by Auto Scaling group',
      '%',
      'CPUUtilization',
      'If it is low while jobs wait for vCPUs, jobs request more than they use.',
      24,
    ),
    ofGroups(
      'Network in by Auto Scaling group',
      'bytes',
      'NetworkIn',
      'Bytes that an instance receives per sample, such as images and input.',
    ),
    ofGroups('Network out by Auto Scaling group', 'bytes', 'NetworkOut', 'Bytes that an instance sends per sample, such as results.'),
    ofGroups(
      'Disk reads by Auto Scaling group',
      'bytes',
      'DiskReadBytes',
      'Only instance store volumes. Instances without them show 0 or no data.',
    ),
    ofGroups(
      'Disk writes by Auto Scaling group',
      'bytes',
      'DiskWriteBytes',
      'Only instance store volumes. Instances without them show 0 or no data.',
    ),
  ],
};
