import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CostInsights } from '../../src/cost-insights';
import { CostReport, CostReportSource } from '../../src/cost-report';
import { GrafanaDashboards, GrafanaDashboardsProps } from '../../src/grafana-dashboards';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';
import { RunTaskMonitoring } from '../../src/run-task-monitoring';

/** Grafana dashboards with every prop set. */
export function fullGrafanaDashboards(stack: Stack): GrafanaDashboards {
  const instanceRegistry = new InstanceRegistry(stack, 'Instances');
  const collector = new JobEventCollector(stack, 'Collector', { instanceRegistry });
  const history = new JobHistory(stack, 'History', { collector });
  const source = CostReportSource.dataExport({ bucket: Bucket.fromBucketName(stack, 'Bill', 'bill'), prefix: 'cur', name: 'costs' });
  const props: Required<GrafanaDashboardsProps> = {
    collector,
    instanceRegistry,
    inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector, instanceRegistry }),
    runTaskMonitoring: new RunTaskMonitoring(stack, 'RunTask'),
    history,
    costReport: new CostReport(stack, 'CostReport', { history, source }),
    costInsights: new CostInsights(stack, 'Costs', { collector }),
    uidPrefix: 'render-farm',
  };
  return new GrafanaDashboards(stack, 'Grafana', props);
}
