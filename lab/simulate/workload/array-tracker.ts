import { FailureCategory } from '../../../src/domain/names/records';
import { Agenda } from '../engine/agenda';
import { Timeline } from '../engine/timeline';
import { Job, State } from '../model';

/** An array parent has no attempts: it is PENDING while its children run, and ends when the last of them has. */
export class ArrayTracker {
  private readonly counts = new Map<State, number>();
  private left: number;
  private pending: boolean;

  constructor(
    private readonly timeline: Timeline,
    private readonly agenda: Agenda,
    private readonly parent: Job,
    children: readonly Job[],
  ) {
    this.left = children.length;
    this.pending = parent.entries.length > 0;
    for (const child of children) this.follow(child);
  }

  private follow(child: Job): void {
    let last: State | undefined;
    this.timeline.watch(child, (state, at) => {
      if (last) this.counts.set(last, (this.counts.get(last) ?? 1) - 1);
      this.counts.set(state, (this.counts.get(state) ?? 0) + 1);
      last = state;
      if (state === 'RUNNABLE') this.becomePending(at);
      if ((state === 'SUCCEEDED' || state === 'FAILED') && --this.left === 0) this.finish(at);
    });
  }

  private becomePending(at: number): void {
    if (this.pending) return;
    this.pending = true;
    this.timeline.enter(this.parent, 'PENDING', at, { summary: this.summary() });
  }

  private finish(lastEnd: number): void {
    const stoppedAt = lastEnd + 700;
    const failed = (this.counts.get('FAILED') ?? 0) > 0;
    this.parent.end = failed
      ? {
          status: 'FAILED',
          stoppedAt,
          reportsStoppedAt: true,
          reason: 'Array Child Job failed',
          category: FailureCategory.ARRAY_CHILD_FAILED,
        }
      : { status: 'SUCCEEDED', stoppedAt, reportsStoppedAt: true };
    const at = stoppedAt + 400;
    this.agenda.at(at, () => this.timeline.enter(this.parent, this.parent.end?.status ?? 'FAILED', at, { summary: this.summary() }));
  }

  private summary(): Record<string, number> {
    return Object.fromEntries([...this.counts].filter(([, count]) => count > 0));
  }
}
