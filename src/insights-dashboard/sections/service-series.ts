/** Series of metrics that AWS keeps itself: of job queues, and of what AWS Batch makes, its Auto Scaling groups and ECS clusters. */
import { ServiceSeries, Statistic } from '../series-description';

/** Names of clusters: `AWSBatch-NAME-UUID`, or `NAME_Batch_UUID` without the service-linked role. A search matches words of names, not patterns. */
const CLUSTER_WORDS = ['AWSBatch', 'Batch'];
/** Names of groups: `AWSBatch-NAME-asg-UUID`, or `NAME-asg-UUID` without the service-linked role. They have only this word in common. */
const GROUP_WORDS = ['asg'];

export const ofClusters = (namespace: string, metric: string, statistic: Statistic = 'Average', label = ''): ServiceSeries => ({
  of: 'service',
  namespace,
  dimension: 'ClusterName',
  metric,
  having: CLUSTER_WORDS,
  statistic,
  label,
});

export const ofScalingGroups = (namespace: string, metric: string): ServiceSeries => ({
  of: 'service',
  namespace,
  dimension: 'AutoScalingGroupName',
  metric,
  having: GROUP_WORDS,
  statistic: 'Average',
  label: '',
});

/** AWS Batch measures durations in milliseconds. */
export const MILLISECONDS_PER_MINUTE = 60_000;

/** What AWS Batch publishes by job queue, at best effort. */
export const ofBatch = (label: string, metric: string, statistic: Statistic, dividedBy?: number): ServiceSeries => ({
  of: 'service',
  namespace: 'AWS/Batch',
  dimension: 'JobQueueName',
  metric,
  statistic,
  dividedBy,
  label,
});
