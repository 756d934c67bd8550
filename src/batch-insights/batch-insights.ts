import { Construct } from 'constructs';
import { checkInsightsProps } from './check-insights-props';
import { BatchInsightsProps } from './insights-props';
import { InsightsDashboard } from '../insights-dashboard';
import { IInstanceRegistry, InstanceRegistry } from '../instance-registry';
import { IJobEventCollector, JobEventCollector } from '../job-event-collector';

/**
 * A full view of the AWS Batch workload of an account and region, in one line.
 *
 * It creates an `InstanceRegistry`, a `JobEventCollector` that uses it, and an `InsightsDashboard` over that. Each part can be replaced, left out or
 * reached.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { BatchInsights } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new BatchInsights(stack, 'Insights');
 */
export class BatchInsights extends Construct {
  /** What collects job events. */
  public readonly jobEventCollector: IJobEventCollector;
  /** What knows the instances that jobs run on, unless it was left out or `jobEventCollector` was given. */
  public readonly instanceRegistry?: IInstanceRegistry;
  /** What shows them, unless it was left out. */
  public readonly dashboard?: InsightsDashboard;

  constructor(scope: Construct, id: string, props: BatchInsightsProps = {}) {
    super(scope, id);
    checkInsightsProps(this, props);
    this.instanceRegistry = props.instanceRegistry ?? this.createRegistry(props);
    this.jobEventCollector = props.jobEventCollector ?? this.createCollector(props);
    this.dashboard = this.createDashboard(props);
  }

  /** A collector that is given has a registry of its own, or does without. */
  private createRegistry(props: BatchInsightsProps): InstanceRegistry | undefined {
    if (props.instanceRegistryEnabled === false || props.jobEventCollector) return undefined;
    return new InstanceRegistry(this, 'InstanceRegistry', props);
  }

  private createCollector(props: BatchInsightsProps): JobEventCollector {
    return new JobEventCollector(this, 'JobEventCollector', { ...props, instanceRegistry: this.instanceRegistry });
  }

  private createDashboard({ dashboardEnabled, jobQueues, dashboardSections }: BatchInsightsProps): InsightsDashboard | undefined {
    if (dashboardEnabled === false) return undefined;
    return new InsightsDashboard(this, 'Dashboard', { collector: this.jobEventCollector, jobQueues, sections: dashboardSections });
  }
}
