import { FailureCategory } from '../../src/domain/names/records';
import { AttemptPlan, Outcome } from '../simulate/model';
import { exited, success } from '../simulate/workload/outcomes';

/** What becomes of a run that is due. */
export interface Story {
  readonly name: string;
  /** One for each attempt; the last one is for all that follow. */
  readonly attempts: readonly AttemptPlan[];
  /** How often AWS Batch refuses the submission before it takes it. */
  readonly refusals: number;
  /** Whether it has too many requests then; else its queue is disabled. */
  readonly isThrottled: boolean;
  /** Whether AWS Step Functions refuses to start a state machine, where one is the target. */
  readonly isStartRefused?: boolean;
}

const MINUTE = 60;
const run = (minutes: number, outcome: Outcome): AttemptPlan => ({ kind: 'run', seconds: minutes * MINUTE, outcome });
const accepted = (name: string, ...attempts: AttemptPlan[]): Story => ({ name, attempts, refusals: 0, isThrottled: false });

const MAINTENANCE: Outcome = {
  failed: true,
  exitCode: 143,
  statusReason: 'ECS is performing maintenance on the underlying infrastructure hosting the task.',
  category: FailureCategory.INFRASTRUCTURE,
};

const SUCCEEDS = accepted('succeeds', run(12, success));
/** Of another kind than what the default conditions retry, so that it ends at once. */
const FAILS = accepted('fails', run(3, exited(1)));
/** It happens on AWS Fargate with and without Spot capacity. */
const HOST_LOST = accepted('loses its host and is retried', run(7, MAINTENANCE), run(11, success));
const THROTTLED: Story = { ...SUCCEEDS, name: 'is throttled, then submitted', refusals: 2, isThrottled: true };
const REFUSED: Story = { ...SUCCEEDS, name: 'is missed: its queue is disabled', refusals: Infinity };
const CONGESTED: Story = {
  ...SUCCEEDS,
  name: 'is missed: its target has too many requests',
  refusals: Infinity,
  isThrottled: true,
  isStartRefused: true,
};

/** In the order of the runs of a schedule, again and again. */
export const STORIES: readonly Story[] = [SUCCEEDS, HOST_LOST, FAILS, THROTTLED, REFUSED, CONGESTED];
