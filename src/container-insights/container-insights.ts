import { CfnComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { IConstruct } from 'constructs';
import { ContainerInsightsMode } from './container-insights-mode';
import { reject } from '../prop-check/prop-check';

/**
 * Sets Amazon CloudWatch Container Insights on compute environments: metrics in namespace `ECS/ContainerInsights`, by the environment's ECS cluster.
 * They cost as custom metrics do.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/cloudwatch-container-insights.html
 *
 * @example
 * import { FargateComputeEnvironment } from 'aws-cdk-lib/aws-batch';
 * import { ContainerInsights } from 'cdk-batch-insights';
 *
 * declare const computeEnvironment: FargateComputeEnvironment;
 * ContainerInsights.enable(computeEnvironment);
 */
export class ContainerInsights {
  /**
   * Sets `EcsSettings.ContainerInsights` of a compute environment that is made in this app. The update interrupts nothing.
   *
   * To switch it off again, call this with `ContainerInsightsMode.DISABLED`: a setting that is merely taken out of the template stays as it is, and a new
   * compute environment without one follows the account setting of Amazon ECS.
   *
   * A service role of your own needs `ecs:UpdateCluster`, or the compute environment becomes `INVALID`; the service-linked role has it.
   *
   * An imported compute environment, one for Amazon EKS, and a construct that is none are errors.
   *
   * @param computeEnvironment a compute environment for Amazon ECS, on Fargate or EC2: an `IComputeEnvironment` or a `CfnComputeEnvironment`
   * @param mode `ContainerInsightsMode.ENABLED` if it is left out
   */
  static enable(computeEnvironment: IConstruct, mode: ContainerInsightsMode = ContainerInsightsMode.ENABLED): void {
    const resource = resourceOf(computeEnvironment);
    if (!(mode instanceof ContainerInsightsMode)) {
      reject('ContainerInsights.enable', {
        prop: 'mode',
        value: mode,
        allowed: 'a member of ContainerInsightsMode',
        fix: 'Use ContainerInsightsMode.ENABLED, ENHANCED or DISABLED.',
      });
    }
    if (resource.eksConfiguration !== undefined) {
      reject('ContainerInsights.enable', {
        prop: 'computeEnvironment',
        value: computeEnvironment,
        allowed: 'a compute environment for Amazon ECS',
        fix: 'Container Insights of Amazon EKS is an add-on of the cluster: amazon-cloudwatch-observability.',
      });
    }
    // By its name in the template: the lowest aws-cdk-lib that is supported has no property for it.
    resource.addPropertyOverride('EcsSettings.ContainerInsights', mode.value);
  }

  private constructor() {}
}

function resourceOf(construct: IConstruct): CfnComputeEnvironment {
  const resource = construct.node.defaultChild ?? construct;
  if (resource instanceof CfnComputeEnvironment) return resource;
  return reject('ContainerInsights.enable', {
    prop: 'computeEnvironment',
    value: construct,
    allowed: 'a compute environment that is made in this app',
    fix: 'Set it where the compute environment is made, or with aws batch update-compute-environment --ecs-settings containerInsights=ENABLED.',
  });
}
