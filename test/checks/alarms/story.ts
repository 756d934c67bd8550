import { AttemptPlan, Outcome } from '../../../lab/simulate/model';

/** Jobs that are submitted together, what becomes of them, and which alarms must notice. */
export interface Story {
  readonly name: string;
  /** Hours after the begin. */
  readonly at: number;
  readonly jobs: number;
  /** The jobs are children of one array job. @default false */
  readonly isArray?: true;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** One for each attempt; the last one is for all that follow. */
  readonly attempts: readonly AttemptPlan[];
  /** Where attempts run. @default - on AWS Fargate, at once */
  readonly place?: Place;
  /** From `at` on, the usual jobs are not submitted for that many hours. @default 0 */
  readonly withoutUsualHours?: number;
  /** Alarms that enter ALARM, and the hours after `at` within which they do; all others stay OK. */
  readonly rings: Rings;
  /** Messages that `onJobFailed` and `onQueueBlocked` send. */
  readonly messages: { readonly failed?: number; readonly blocked?: number };
}

export type Rings = Readonly<Record<string, readonly [from: number, to: number]>>;

export type Place =
  /** On instances of one zone; those of first attempts go away after so many minutes. */
  | { readonly kind: 'lost-hosts'; readonly environment: 'spot-x86' | 'od-x86'; readonly afterMinutes: number }
  /** On AWS Fargate, where no more than so many run at once. */
  | { readonly kind: 'quota'; readonly jobsAtOnce: number };

export const run = (minutes: number, outcome: Outcome): AttemptPlan => ({ kind: 'run', seconds: minutes * 60, outcome });
export const neverStart = (minutes: number, outcome: Outcome): AttemptPlan => ({ kind: 'never-start', seconds: minutes * 60, outcome });

export const SMALL = { vcpus: 0.5, memoryMiB: 1024 };
