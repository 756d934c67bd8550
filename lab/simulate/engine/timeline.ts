import { Attempt, AttemptPlan, Hold, Job, MINUTE, Outcome, Placement, QueueEnd, SECOND, State, toSecond } from '../model';
import { Random } from '../random';
import { Agenda } from './agenda';
import { Pool, Ticket } from './pool';
import { hostLost, killedBy } from '../workload/outcomes';

export interface Decision {
  readonly pool: Pool;
  readonly plan: AttemptPlan;
}

export interface TimelineParts {
  readonly agenda: Agenda;
  readonly random: Random;
  /** Where the next attempt of the job is to run, and what happens to it there. */
  readonly decide: (job: Job) => Decision;
}

/** Takes jobs through their states as AWS Batch does. */
export class Timeline {
  private readonly watchers = new Map<Job, ((state: State, at: number) => void)[]>();

  constructor(private readonly parts: TimelineParts) {}

  /** Calls back at each state that the job enters. */
  watch(job: Job, watcher: (state: State, at: number) => void): void {
    const watchers = this.watchers.get(job) ?? [];
    this.watchers.set(job, [...watchers, watcher]);
  }

  enter(job: Job, state: State, at: number, details: { finished?: number; summary?: Record<string, number> } = {}): void {
    job.entries.push({ at, state, finished: details.finished ?? job.attempts.length, summary: details.summary });
    for (const watcher of this.watchers.get(job) ?? []) watcher(state, at);
  }

  /** The job exists; it becomes RUNNABLE soon unless it waits for others or is cancelled at once. */
  submit(job: Job, waits: boolean): void {
    const { agenda, random } = this.parts;
    const early = job.script.early;
    if (waits || early?.pending) agenda.after(random.milliseconds(0.2, 2), () => this.enter(job, 'PENDING', agenda.now));
    if (early) agenda.after(early.seconds * SECOND, () => this.endInQueue(job, early.end));
    else if (!waits) agenda.after(random.milliseconds(0.5, 6), () => this.queue(job));
  }

  /** The job is RUNNABLE, for its first attempt or the next. */
  queue(job: Job): void {
    const { agenda } = this.parts;
    if (job.end) return;
    const runnableAt = toSecond(agenda.now);
    this.enter(job, 'RUNNABLE', agenda.now);
    const { plan, pool } = this.parts.decide(job);
    if (plan.kind === 'stuck') return this.leaveStuck(job, plan, runnableAt);
    if (plan.kind === 'never-start' || !plan.hold) return this.place(job, plan, pool, runnableAt);
    this.reportBlocked(job, plan.hold);
    agenda.after(plan.hold.seconds * SECOND, () => this.place(job, plan, pool, runnableAt));
  }

  endInQueue(job: Job, end: QueueEnd, queuedSince?: number): void {
    if (job.end) return;
    const { now } = this.parts.agenda;
    const at = end.reportsStoppedAt ? now + this.parts.random.milliseconds(0, 1.5) : now;
    const { reportsStoppedAt, reason, category, flag } = end;
    job.end = {
      status: 'FAILED',
      stoppedAt: reportsStoppedAt ? now : toSecond(now),
      reportsStoppedAt,
      reason,
      category,
      flag,
      queuedSince,
    };
    this.parts.agenda.at(at, () => this.enter(job, 'FAILED', at));
  }

  private leaveStuck(job: Job, plan: AttemptPlan & { kind: 'stuck' }, runnableAt: number): void {
    const { blockedReason, seconds, end } = plan;
    if (blockedReason !== undefined) this.reportBlocked(job, { blockedReason, seconds });
    this.parts.agenda.after(seconds * SECOND, () => this.endInQueue(job, end, runnableAt));
  }

  private reportBlocked(job: Job, { blockedReason, seconds }: Hold): void {
    const finished = job.attempts.length;
    for (let after = 10 * MINUTE; after < seconds * SECOND; after += 20 * MINUTE) {
      job.entries.push({ at: this.parts.agenda.now + after, state: 'RUNNABLE', finished, blockedReason });
    }
  }

  private place(job: Job, plan: Exclude<AttemptPlan, { kind: 'stuck' }>, pool: Pool, runnableAt: number): void {
    let attempt: Attempt | undefined;
    const ticket: Ticket = {
      placed: (placement) => {
        attempt = this.begin(job, plan, pool, { runnableAt, placement });
      },
      lost: () => {
        const host = attempt?.placement?.host;
        if (attempt && host) {
          this.stop(job, attempt, pool, hostLost(host, attempt.startedAt !== undefined && this.parts.random.chance(0.3) ? 137 : undefined));
        }
      },
    };
    pool.request(ticket);
  }

  private begin(
    job: Job,
    plan: Exclude<AttemptPlan, { kind: 'stuck' }>,
    pool: Pool,
    where: { runnableAt: number; placement: Placement },
  ): Attempt {
    const { agenda, random } = this.parts;
    const attempt: Attempt = { ...where, number: job.attempts.length + 1, startingAt: toSecond(agenda.now) };
    this.enter(job, 'STARTING', agenda.now, { finished: job.attempts.length });
    job.attempts.push(attempt);
    if (plan.kind === 'never-start') {
      agenda.after(plan.seconds * SECOND, () => this.stop(job, attempt, pool, plan.outcome));
    } else {
      agenda.after(startDelay(where.placement, agenda.now, random), () => this.start(job, attempt, pool, plan));
    }
    return attempt;
  }

  private start(job: Job, attempt: Attempt, pool: Pool, plan: AttemptPlan & { kind: 'run' }): void {
    if (attempt.stoppedAt !== undefined) return;
    const { agenda, random } = this.parts;
    attempt.startedAt = agenda.now;
    if (attempt.placement) pool.started(attempt.placement);
    this.enter(job, 'RUNNING', agenda.now + random.milliseconds(0, 0.9), { finished: attempt.number - 1 });
    agenda.after(Math.max(950, Math.round(plan.seconds * SECOND)), () => this.stop(job, attempt, pool, plan.outcome));
  }

  private stop(job: Job, attempt: Attempt, pool: Pool, planned: Outcome): void {
    if (attempt.stoppedAt !== undefined) return;
    const outcome = killedBy(planned, attempt.placement?.host);
    const { agenda, random } = this.parts;
    attempt.stoppedAt = agenda.now;
    attempt.outcome = outcome;
    if (attempt.placement) pool.release(attempt.placement, attempt.startedAt !== undefined);
    if (outcome.failed && !outcome.final && job.attempts.length < job.maxAttempts) {
      agenda.after(random.milliseconds(1, 12), () => this.queue(job));
    } else {
      this.finish(job, outcome);
    }
  }

  private finish(job: Job, outcome: Outcome): void {
    const { agenda, random } = this.parts;
    const at = agenda.now + random.milliseconds(0, 1.8);
    const status = outcome.failed ? 'FAILED' : 'SUCCEEDED';
    job.end = {
      status,
      stoppedAt: agenda.now,
      reportsStoppedAt: true,
      reason: outcome.jobReason ?? outcome.statusReason,
      category: outcome.category,
      flag: outcome.flag,
      unlisted: outcome.unlisted,
    };
    agenda.at(at, () => this.enter(job, status, at));
  }
}

/** The first task on an instance pulls the image; a Fargate task and a pod always do. */
function startDelay({ host }: Placement, now: number, random: Random): number {
  if (!host) return random.milliseconds(18, 60);
  return host.firstPlacedAt !== undefined && now - host.firstPlacedAt < 20 * SECOND
    ? random.milliseconds(15, 45)
    : random.milliseconds(0.6, 5);
}
