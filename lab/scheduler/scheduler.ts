/** EventBridge Scheduler: calls a target at the times of a schedule, tries again what is refused, and sets aside what it gives up. */
import { Caller } from './caller';
import { requestOf, ScheduledRun, GivenUp } from './scheduled-run';
import { SimulatedBatch } from './simulated-batch';
import { Execution } from './states/execution';
import { machineCalls } from './states/machine-calls';
import { Story } from './stories';
import { readSubmission, Refusal } from './submit-job';
import { nextRuns } from '../../src/domain/schedule/next-runs';
import { Json } from '../aws/json';
import { BatchResources } from '../replay/template/batch-resources';
import { JobSchedule } from '../replay/template/job-schedules';
import { DeployedStateMachine } from '../replay/template/state-machines';
import { Agenda } from '../simulate/engine/agenda';
import { MINUTE, SECOND } from '../simulate/model';
import { Random } from '../simulate/random';

/** Waits between attempts grow to it; how they grow is not documented. */
const LONGEST_WAIT = 10 * MINUTE;
const MANY = 10_000;

export interface SchedulerParts {
  readonly agenda: Agenda;
  readonly batch: SimulatedBatch;
  readonly resources: BatchResources;
  /** By the id of what has the role. */
  readonly callers: ReadonlyMap<string, Caller>;
  readonly stateMachines: readonly DeployedStateMachine[];
  readonly stories: readonly Story[];
}

export class Scheduler {
  readonly runs: ScheduledRun[] = [];
  private readonly random = new Random(1, 'scheduler');

  constructor(private readonly parts: SchedulerParts) {}

  /** Plans what is due within a span. A schedule that is disabled has no runs. */
  plan(schedule: JobSchedule, from: number, to: number): void {
    if (!schedule.enabled) return;
    const dues = nextRuns(schedule.times, new Date(from - 1), MANY).filter((due) => Number(due) < to);
    for (const [index, due] of dues.entries()) this.planRun(schedule, Number(due), index);
  }

  private planRun(schedule: JobSchedule, due: number, index: number): void {
    const { stories, agenda } = this.parts;
    const run: ScheduledRun = {
      schedule,
      due,
      id: this.random.uuid(),
      story: stories[index % stories.length],
      attempts: [],
      submissions: [],
    };
    this.runs.push(run);
    agenda.at(due + this.random.milliseconds(0, schedule.windowMinutes * 60), () => this.attempt(run));
  }

  private attempt(run: ScheduledRun): void {
    const at = this.parts.agenda.now;
    try {
      this.callTarget(run);
      run.attempts.push({ at });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      run.attempts.push({ at, refusal: error });
      this.tryAgain(run);
    }
  }

  private callTarget(run: ScheduledRun): void {
    const { id, keyArn, arn, targetArn } = run.schedule;
    const caller = this.callerOf(id);
    caller.assumeRole();
    if (keyArn !== undefined) caller.decrypt(keyArn, arn);
    const machine = this.parts.stateMachines.find((each) => each.arn === targetArn);
    if (machine) this.start(run, machine, caller);
    else this.submit(run, caller);
  }

  private callerOf(id: string): Caller {
    const caller = this.parts.callers.get(id);
    if (caller === undefined) throw new Error(`${id} has no role`);
    return caller;
  }

  private start(run: ScheduledRun, { id, arn, definition }: DeployedStateMachine, caller: Caller): void {
    const { agenda, batch, resources } = this.parts;
    caller.call('states:StartExecution', arn);
    if (run.story.isStartRefused) throw new Refusal('ThrottlingException', 'Rate exceeded');
    const call = machineCalls(run, { batch, resources, caller: this.callerOf(id), now: () => agenda.now });
    run.execution = new Execution({ definition, input: JSON.parse(requestOf(run)) as Json, agenda, call });
  }

  /** Names the request before it is made, so that what is refused can be read too. */
  private submit(run: ScheduledRun, caller: Caller): void {
    const { batch, resources } = this.parts;
    const submission = readSubmission(requestOf(run), resources);
    run.environment = submission.environment;
    for (const resource of submission.resources) caller.call('batch:SubmitJob', resource);
    run.jobId = batch.submit(submission, run.story, run.attempts.length);
  }

  private tryAgain(run: ScheduledRun): void {
    const { agenda } = this.parts;
    const { schedule, attempts } = run;
    const retries = attempts.length - 1;
    const next = agenda.now + Math.min(2 ** retries * MINUTE, LONGEST_WAIT);
    if (retries >= schedule.retryAttempts) {
      this.giveUp(run, agenda.now, 'MaximumRetryAttempts');
    } else if (next > attempts[0].at + schedule.maxAgeSeconds * SECOND) {
      this.giveUp(run, attempts[0].at + schedule.maxAgeSeconds * SECOND, 'MaximumEventAgeInSeconds');
    } else {
      agenda.at(next, () => this.attempt(run));
    }
  }

  private giveUp(run: ScheduledRun, at: number, condition: GivenUp['condition']): void {
    run.givenUp = { at, condition };
    const { deadLetterArn } = run.schedule;
    if (deadLetterArn !== undefined) this.parts.callers.get(run.schedule.id)?.call('sqs:SendMessage', deadLetterArn);
  }
}
