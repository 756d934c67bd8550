/**
 * What happens when a run is due and the last one has not ended.
 *
 * @example
 * import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
 * import { Duration, Stack } from 'aws-cdk-lib';
 * import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
 * import { OnDemandBatchEnvironment, OverlapPolicy, ScheduledJob } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new ScheduledJob(stack, 'Import', {
 *   batchEnvironment: new OnDemandBatchEnvironment(stack, 'Batch'),
 *   image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
 *   schedule: ScheduleExpression.rate(Duration.minutes(10)),
 *   overlapPolicy: OverlapPolicy.QUEUE,
 *   timeout: Duration.minutes(30),
 * });
 */
export class OverlapPolicy {
  /** Runs go side by side. */
  static readonly ALLOW = new OverlapPolicy('ALLOW');
  /**
   * A run waits in its queue until the last one has ended, whether it succeeded or failed.
   *
   * Each run takes the only unit of a consumable resource of AWS Batch, and gives it back when it ends: AWS Batch itself knows, and it costs nothing. A run that waits
   * at the head of the queue can hold up other jobs behind it, so that such a job should have a queue of its own, and a `timeout`: without one, a run that hangs would
   * hold up all later ones. Not for array jobs, whose children would wait for
   * one another.
   *
   * @see https://docs.aws.amazon.com/batch/latest/userguide/resource-aware-scheduling.html
   */
  static readonly QUEUE = new OverlapPolicy('QUEUE');
  /**
   * A run is left out while another one of the same job definition in the queue waits or runs, whoever submitted it.
   *
   * The schedule starts a state machine that lists the newest hundred jobs of the definition, and submits one if all of them have ended. If AWS Batch refuses that, it lists
   * them again before each try, about once a minute. It costs $0.0001 for each time that a run is due. Its role may list all jobs of the account, since AWS Batch has no narrower permission. What is submitted by hand is not left out. EventBridge
   * Scheduler delivers at least once: two deliveries at the same moment may both find nothing and submit a run each.
   *
   * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ListJobs.html
   */
  static readonly SKIP = new OverlapPolicy('SKIP');

  /** The name of the policy. */
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }
}
