import { Execution } from './states/execution';
import { Story } from './stories';
import { Refusal } from './submit-job';
import { JobSchedule } from '../replay/template/job-schedules';

/** A message in a dead-letter queue. */
export interface DeadLetter {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: { readonly [name: string]: string };
}

/** A call of the target. */
export interface Attempted {
  readonly at: number;
  readonly refusal?: Refusal;
}

/** What a schedule gives up. */
export interface GivenUp {
  readonly at: number;
  readonly condition: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

/** A run of a schedule. */
export interface ScheduledRun {
  readonly schedule: JobSchedule;
  readonly id: string;
  /** When it is due. */
  readonly due: number;
  readonly story: Story;
  /** Calls of the target. */
  readonly attempts: Attempted[];
  /** Calls of AWS Batch: those of the target, unless a state machine is it. */
  readonly submissions: Attempted[];
  jobId?: string;
  /** The environment that the container gets. */
  environment?: { readonly [name: string]: string };
  givenUp?: GivenUp;
  /** Of the state machine, where one is the target. */
  execution?: Execution;
  /** What the state machine has set aside. */
  deadLetter?: DeadLetter;
}

/**
 * The input of a schedule with its context attributes filled in.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function requestOf({ schedule, due, id, attempts }: ScheduledRun): string {
  const attributes: { readonly [name: string]: string } = {
    'scheduled-time': new Date(due).toISOString().replace('.000Z', 'Z'),
    'schedule-arn': schedule.arn,
    'execution-id': id,
    'attempt-number': String(attempts.length + 1),
  };
  return schedule.input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (text, name: string) => attributes[name] ?? text);
}
