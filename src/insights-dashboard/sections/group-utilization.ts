import { MetricChart, SectionDescription, Unit } from '../section-description';
import { ofScalingGroups } from './service-series';

const ofGroups = (title: string, unit: Unit, metric: string, width = 12): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit,
  width,
  height: 6,
  series: [ofScalingGroups('AWS/EC2', metric)],
});

export const GROUP_UTILIZATION: SectionDescription = {
  title: 'Instance utilization',
  explanation:
    'Utilization of the instances in each Auto Scaling group of AWS Batch, averaged per instance, for all job queues. If CPU is low while jobs wait for vCPUs, jobs request ' +
    'more than they use. Disk is only that of instance store volumes. Groups are selected by the word asg in their name. Spot with the strategy BEST_FIT has no group.',
  charts: [
    ofGroups('CPU utilization by Auto Scaling group', '%', 'CPUUtilization', 24),
    ofGroups('Network in by Auto Scaling group', 'bytes', 'NetworkIn'),
    ofGroups('Network out by Auto Scaling group', 'bytes', 'NetworkOut'),
    ofGroups('Disk reads by Auto Scaling group', 'bytes', 'DiskReadBytes'),
    ofGroups('Disk writes by Auto Scaling group', 'bytes', 'DiskWriteBytes'),
  ],
};
