import { Attempt, Host, Job, Outcome, SECOND, State, toSecond } from '../model';
import { Random } from '../random';
import { Agenda } from './agenda';
import { HostPool } from './host-pool';
import { Timeline } from './timeline';
import { exited, nodeStopped, success } from '../workload/outcomes';

export interface MultiNodeJob {
  readonly parent: Job;
  readonly nodes: readonly Job[];
  readonly seconds: number;
  /** Which node fails in which attempt; the main node's failure is the job's. */
  readonly failures: readonly (number | undefined)[];
}

/** AWS Batch stops the other nodes when the main node ends; every second one has ended by itself before, unless the main node failed. */
const isStopped = (index: number, mainFailed: boolean): boolean => mainFailed || index % 2 === 1;

interface NodeRun {
  readonly runnableAt: number;
  readonly startingAt: number;
  readonly startedAt: number;
  readonly stoppedAt: number;
}

/** The main node starts first, the others follow; when it stops, the job is over and they are stopped. */
export class MultiNodeRunner {
  constructor(
    private readonly timeline: Timeline,
    private readonly agenda: Agenda,
    private readonly pool: HostPool,
    private readonly random: Random,
  ) {}

  submit(job: MultiNodeJob): void {
    this.agenda.after(this.random.milliseconds(1, 5), () => this.attempt(job, this.agenda.now));
  }

  private attempt(job: MultiNodeJob, runnable: number): void {
    this.timeline.enter(job.parent, 'RUNNABLE', runnable);
    const queued = job.nodes.map(() => runnable + this.random.milliseconds(0, 0.8));
    job.nodes.forEach((node, index) => this.timeline.enter(node, 'RUNNABLE', queued[index]));
    this.pool.reserve(job.nodes.length, (hosts) => this.run(job, hosts, [runnable, ...queued]));
  }

  private run(job: MultiNodeJob, hosts: readonly Host[], [runnable, ...queued]: readonly number[]): void {
    const failing = job.failures[job.parent.attempts.length];
    const starting = this.agenda.now + this.random.milliseconds(1, 4);
    const started = starting + this.random.milliseconds(20, 50);
    const main = { runnableAt: queued[0], startingAt: starting, startedAt: started, stoppedAt: started + Math.round(job.seconds * SECOND) };
    const others = queued.slice(1).map((each) => this.follow(each, main));
    const mainFailed = failing === 0;
    this.record(job.parent, { ...main, runnableAt: runnable }, mainFailed ? exited(1) : success);
    [main, ...others].forEach((run, index) => {
      const outcome = index === failing ? exited(index === 0 ? 1 : 2) : isStopped(index, mainFailed) ? nodeStopped : success;
      this.record(job.nodes[index], run, outcome, hosts[index]);
    });
    this.conclude(job, hosts, Math.max(...[main, ...others].map((each) => each.stoppedAt)), mainFailed);
  }

  private follow(runnableAt: number, main: NodeRun): NodeRun {
    const startingAt = main.startedAt + this.random.milliseconds(0.5, 5);
    return {
      runnableAt,
      startingAt,
      startedAt: startingAt + this.random.milliseconds(15, 40),
      stoppedAt: main.stoppedAt + this.random.milliseconds(0.3, 4),
    };
  }

  private record(job: Job, run: NodeRun, outcome: Outcome, host?: Host): void {
    const finished = job.attempts.length;
    const attempt: Attempt = {
      number: finished + 1,
      runnableAt: toSecond(run.runnableAt),
      startingAt: toSecond(run.startingAt),
      startedAt: run.startedAt,
      stoppedAt: run.stoppedAt,
      outcome,
      placement: host && { environment: host.environment, taskId: this.random.hex(32), host },
    };
    job.attempts.push(attempt);
    this.timeline.enter(job, 'STARTING', run.startingAt, { finished });
    this.timeline.enter(job, 'RUNNING', run.startedAt + this.random.milliseconds(0, 0.9), { finished });
    if (!host) return;
    host.firstPlacedAt = run.startingAt;
    host.journal.push({ at: run.startedAt, kind: 'task-started' }, { at: run.stoppedAt, kind: 'task-stopped' });
  }

  private conclude(job: MultiNodeJob, hosts: readonly Host[], over: number, mainFailed: boolean): void {
    this.agenda.at(over + SECOND, () => hosts.forEach((host) => this.pool.retire(host)));
    const again = mainFailed && job.parent.attempts.length < job.parent.maxAttempts;
    if (again) this.agenda.at(over + this.random.milliseconds(2, 12), () => this.attempt(job, this.agenda.now));
    else [job.parent, ...job.nodes].forEach((each) => this.finish(each));
  }

  private finish(job: Job): void {
    const last = job.attempts[job.attempts.length - 1];
    const { outcome, stoppedAt = 0 } = last;
    const status: State = outcome?.failed ? 'FAILED' : 'SUCCEEDED';
    job.end = { status, stoppedAt, reportsStoppedAt: true, reason: outcome?.statusReason, category: outcome?.category };
    const at = stoppedAt + this.random.milliseconds(0, 1.5);
    this.agenda.at(at, () => this.timeline.enter(job, status, at));
  }
}
