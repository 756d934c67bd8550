import { Duration, Stack } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { CostInsights } from '../../src/cost-insights';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { DashboardSection, InsightsDashboard, InsightsDashboardProps } from '../../src/insights-dashboard';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';

/** A dashboard with every prop set. */
export function fullDashboard(stack: Stack): InsightsDashboard {
  const instanceRegistry = new InstanceRegistry(stack, 'Instances');
  const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry });
  const props: Required<InsightsDashboardProps> = {
    collector,
    instanceRegistry,
    inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector, instanceRegistry }),
    runTaskMonitoring: new RunTaskMonitoring(stack, 'RunTask'),
    costInsights: new CostInsights(stack, 'Costs', { collector }),
    sections: DashboardSection.all(),
    jobQueues: [JobQueue.fromJobQueueArn(stack, 'Render', 'arn:aws:batch:eu-west-1:123456789012:job-queue/render')],
    defaultInterval: Duration.hours(6),
    dashboardName: 'render-farm',
    sectionsWithoutSourceOmitted: false,
    title: 'Render farm',
    alarms: collector.alarms,
  };
  return new InsightsDashboard(stack, 'Dashboard', props);
}
