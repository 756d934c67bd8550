/** Series of metrics that AWS keeps itself of what AWS Batch makes: its Auto Scaling groups and ECS clusters. */
import { ServiceSeries, Statistic } from '../series-description';

/** Names of clusters: `AWSBatch-NAME-UUID`, and of older ones `NAME_Batch_UUID`. A search knows words of names, no patterns. */
const CLUSTER_WORDS = ['AWSBatch', 'Batch'];
/** Names of groups: `AWSBatch-NAME-asg-UUID`, with both words. */
const GROUP_WORDS = ['AWSBatch'];
const GROUP_WORD_TOO = 'asg';

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
  andHaving: GROUP_WORD_TOO,
  statistic: 'Average',
  label: '',
});
