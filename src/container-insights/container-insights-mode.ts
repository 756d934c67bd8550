/**
 * How much Amazon CloudWatch Container Insights collects from a compute environment.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/cloudwatch-container-insights.html
 *
 * @example
 * import { FargateComputeEnvironment } from 'aws-cdk-lib/aws-batch';
 * import { ContainerInsights, ContainerInsightsMode } from 'cdk-batch-insights';
 *
 * declare const computeEnvironment: FargateComputeEnvironment;
 * ContainerInsights.enable(computeEnvironment, ContainerInsightsMode.ENHANCED);
 */
export class ContainerInsightsMode {
  /** CPU, memory, disk, network, and how many tasks and instances there are, by cluster. They cost as custom metrics. */
  static readonly ENABLED = new ContainerInsightsMode('ENABLED');
  /** The same, and metrics of each task and container. They cost more. */
  static readonly ENHANCED = new ContainerInsightsMode('ENHANCED');
  /** Off, whatever the account setting of Amazon ECS is. */
  static readonly DISABLED = new ContainerInsightsMode('DISABLED');

  /** The mode as AWS CloudFormation has it. */
  readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
