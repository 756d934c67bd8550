/**
 * What jobs of an environment run on. None of it costs anything while no job runs.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/compute_environments.html
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { BatchCapacity, OnDemandBatchEnvironment } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new OnDemandBatchEnvironment(stack, 'Batch', { capacity: BatchCapacity.SPOT });
 */
export class BatchCapacity {
  /** EC2 instances at On-Demand prices. Needed for GPUs, and for more than 16 vCPUs or 120 GiB. The first job waits minutes for its instance. */
  static readonly EC2 = new BatchCapacity('EC2', false, false);
  /** EC2 Spot Instances: the cheapest, and AWS may reclaim one with a warning of two minutes. */
  static readonly SPOT = new BatchCapacity('SPOT', false, true);
  /** AWS Fargate: no instances to choose, update or wait for. */
  static readonly FARGATE = new BatchCapacity('FARGATE', true, false);
  /** AWS Fargate Spot: cheaper than Fargate, and AWS may interrupt a job with a warning of two minutes. */
  static readonly FARGATE_SPOT = new BatchCapacity('FARGATE_SPOT', true, true);

  /** The type of the compute environment in AWS Batch. */
  readonly value: string;
  /** Whether jobs run on AWS Fargate. */
  readonly isFargate: boolean;
  /** Whether AWS may take the capacity back while a job runs. */
  readonly isSpot: boolean;

  private constructor(value: string, isFargate: boolean, isSpot: boolean) {
    this.value = value;
    this.isFargate = isFargate;
    this.isSpot = isSpot;
  }
}
