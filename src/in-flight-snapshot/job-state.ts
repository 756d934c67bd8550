/**
 * A state of a job that has not ended.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/job_states.html
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { InFlightSnapshot, JobEventCollector, JobState } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * const snapshot = new InFlightSnapshot(stack, 'InFlight', { collector: new JobEventCollector(stack, 'Collector') });
 * const waiting = snapshot.metricJobsInState(JobState.RUNNABLE);
 */
export class JobState {
  /** Just submitted. AWS Batch promises no event for it, so that jobs are hardly ever found in it. */
  public static readonly SUBMITTED = new JobState('SUBMITTED');
  /** Waits for jobs that it depends on. */
  public static readonly PENDING = new JobState('PENDING');
  /** Waits for capacity. */
  public static readonly RUNNABLE = new JobState('RUNNABLE');
  /** Has a place; its image is pulled and its container started. */
  public static readonly STARTING = new JobState('STARTING');
  /** Runs. */
  public static readonly RUNNING = new JobState('RUNNING');

  /** The value of the dimension `JobState`. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
