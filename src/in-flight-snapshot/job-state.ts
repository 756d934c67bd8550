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
  static readonly SUBMITTED = new JobState('SUBMITTED');
  /** Waits for jobs that it depends on. */
  static readonly PENDING = new JobState('PENDING');
  /** Waits for capacity. */
  static readonly RUNNABLE = new JobState('RUNNABLE');
  /** Has a place; its image is pulled and its container started. */
  static readonly STARTING = new JobState('STARTING');
  /** Runs. */
  static readonly RUNNING = new JobState('RUNNING');

  /** The value of the dimension `JobState`. */
  readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
