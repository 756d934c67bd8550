import { Names } from 'aws-cdk-lib';
import { CfnComputeEnvironment, IJobQueue, IManagedComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { BatchInsights } from '../batch-insights/batch-insights';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';

/** What is monitored. */
interface Watched {
  readonly jobQueue: IJobQueue;
  readonly computeEnvironment: IManagedComputeEnvironment;
}

/**
 * Monitoring of one queue whose jobs come now and then: nothing that costs by the hour, such as counts of jobs in flight, and nothing that reaches beyond the queue.
 *
 * One queue needs no metrics by queue. It has a namespace of its own, so that its totals are those of no other.
 */
export function makeInsights(scope: Construct, { jobQueue, computeEnvironment }: Watched): BatchInsights {
  const insights = new BatchInsights(scope, 'Insights', {
    jobQueues: [jobQueue],
    title: scope.node.path,
    metricNamespace: `BatchInsights/${Names.uniqueResourceName(scope, { maxLength: 100 })}`,
    levelOfDetail: LevelOfDetail.TOTALS,
    inFlightEnabled: false,
    asgMonitoringEnabled: false,
    liveDashboardEnabled: false,
    // The registry looks up one that is imported, as it does all that its props do not name.
    computeEnvironments: computeEnvironment.node.defaultChild instanceof CfnComputeEnvironment ? [computeEnvironment] : undefined,
  });
  insights.addExplorer({ dashboardEnabled: false });
  return insights;
}
