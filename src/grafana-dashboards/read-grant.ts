import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { MetricSources } from '../insights-dashboard/metric-sources';

/** What the data source for CloudWatch asks for that belongs to no resource: metrics, names of log groups, and answers to its own queries. */
const WITHOUT_RESOURCE = [
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'logs:DescribeLogGroups',
  'logs:GetQueryResults',
  'logs:StopQuery',
];

/** The performance logs of Container Insights, one log group for each cluster. */
const CONTAINER_INSIGHTS = '/aws/ecs/containerinsights/*';

/** Allows what the panels ask CloudWatch for: metrics, and queries over the log groups of the sources and of Container Insights. */
export function grantReadCloudWatch(scope: IConstruct, sources: MetricSources, grantee: IGrantable): Grant {
  const containers = Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${CONTAINER_INSIGHTS}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const records = Object.values(sources).flatMap((source) => (source ? [source.logGroup.logGroupArn] : []));
  return Grant.addToPrincipal({ grantee, actions: WITHOUT_RESOURCE, resourceArns: ['*'] }).combine(
    Grant.addToPrincipal({ grantee, actions: ['logs:StartQuery'], resourceArns: [...new Set([...records, containers])] }),
  );
}
