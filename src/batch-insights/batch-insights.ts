import { Construct } from 'constructs';
import { refuse } from '../event-intake/prop-check';
import { IInstanceRegistry, InstanceRegistry } from '../instance-registry';
import { IJobEventCollector, JobEventCollector } from '../job-event-collector';
import { BatchInsightsProps } from './insights-props';

/**
 * A full view of the AWS Batch workload of an account and region, in one line.
 *
 * It creates an `InstanceRegistry` and a `JobEventCollector` that uses it. Each part can be replaced, left out or reached.
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
  /** What knows the instances that jobs run on, unless it was left out. */
  public readonly instanceRegistry?: IInstanceRegistry;

  constructor(scope: Construct, id: string, props: BatchInsightsProps = {}) {
    super(scope, id);
    checkInsightsProps(this, props);
    this.instanceRegistry = props.instanceRegistry ?? this.createRegistry(props);
    this.jobEventCollector = props.jobEventCollector ?? this.createCollector(props);
  }

  private createRegistry(props: BatchInsightsProps): InstanceRegistry | undefined {
    // A collector that is given has, or has not, a registry of its own.
    if (props.instanceRegistryEnabled === false || props.jobEventCollector) return undefined;
    const { eventBus, computeEnvironments, logRetention, encryptionKey, removalPolicy } = props;
    return new InstanceRegistry(this, 'InstanceRegistry', { eventBus, computeEnvironments, logRetention, encryptionKey, removalPolicy });
  }

  private createCollector(props: BatchInsightsProps): JobEventCollector {
    return new JobEventCollector(this, 'JobEventCollector', { ...props, instanceRegistry: this.instanceRegistry });
  }
}

/** Props that only a new collector can obey. */
const OF_A_NEW_COLLECTOR: readonly (keyof BatchInsightsProps)[] = [
  'jobDefinitions', 'eventBus', 'delivery', 'metricNamespace', 'dimensionSets', 'logRetention', 'tagKeys', 'encryptionKey', 'removalPolicy',
];

function checkInsightsProps(scope: Construct, props: BatchInsightsProps): void {
  const without = (prop: keyof BatchInsightsProps, other: string, mend: string) => {
    if (props[prop] === undefined) return;
    refuse(scope, { prop, value: 'given', allowed: `left out when ${other}`, mend });
  };
  if (props.jobEventCollector) {
    for (const prop of OF_A_NEW_COLLECTOR) without(prop, 'jobEventCollector is given', 'Set it on that collector.');
    without('instanceRegistry', 'jobEventCollector is given', 'Give the registry to that collector.');
  }
  const noNewRegistry = props.instanceRegistry || props.jobEventCollector || props.instanceRegistryEnabled === false;
  if (noNewRegistry) without('computeEnvironments', 'no new instance registry is made', 'Set it on the registry that you use.');
  if (props.instanceRegistryEnabled === false) {
    without('instanceRegistry', 'instanceRegistryEnabled is false', 'Leave one of the two out.');
  }
}
