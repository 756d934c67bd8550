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
  title: 'Instances at work',
  explanation:
    'What the instances of each Auto Scaling group of AWS Batch do, on average per instance. Of all job queues. Spot with the strategy BEST_FIT has no group.',
  charts: [
    ofGroups(
      'CPU utilization by Auto Scaling group',
      '%',
      'CPUUtilization',
      'Low while jobs wait for vCPUs: jobs ask for more than they use.',
      24,
    ),
    ofGroups('Network in by Auto Scaling group', 'bytes', 'NetworkIn', 'Received by an instance in each sample: images, input.'),
    ofGroups('Network out by Auto Scaling group', 'bytes', 'NetworkOut', 'Sent by an instance in each sample: results.'),
    ofGroups('Disk reads by Auto Scaling group', 'bytes', 'DiskReadBytes', 'Of instance store volumes; without these 0 or nothing.'),
    ofGroups('Disk writes by Auto Scaling group', 'bytes', 'DiskWriteBytes', 'Of instance store volumes; without these 0 or nothing.'),
  ],
};
