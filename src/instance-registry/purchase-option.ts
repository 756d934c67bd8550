import * as records from '../domain/names/records';

/**
 * How compute capacity is bought.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { InstanceRegistry, PurchaseOption } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new InstanceRegistry(stack, 'Instances', {
 *   purchaseOptions: [{ computeEnvironmentName: 'made-elsewhere', purchaseOption: PurchaseOption.SPOT }],
 * });
 */
export class PurchaseOption {
  /** EC2 On-Demand Instances, Reserved Instances and Savings Plans included. */
  static readonly ON_DEMAND = new PurchaseOption(records.PurchaseOption.ON_DEMAND);
  /** EC2 Spot Instances. */
  static readonly SPOT = new PurchaseOption(records.PurchaseOption.SPOT);
  /** AWS Fargate. */
  static readonly FARGATE = new PurchaseOption(records.PurchaseOption.FARGATE);
  /** AWS Fargate Spot. */
  static readonly FARGATE_SPOT = new PurchaseOption(records.PurchaseOption.FARGATE_SPOT);
  /** EC2 Capacity Blocks for ML. */
  static readonly CAPACITY_BLOCK = new PurchaseOption(records.PurchaseOption.CAPACITY_BLOCK);

  /** The value of `PurchaseOption` in job records. */
  readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}

/** The purchase option of a compute environment that is not made in this app. */
export interface ComputeEnvironmentPurchaseOption {
  /** The compute environment's name, not its ARN. */
  readonly computeEnvironmentName: string;
  /** How its capacity is bought. */
  readonly purchaseOption: PurchaseOption;
}
