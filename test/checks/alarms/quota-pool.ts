import { Pool, Ticket } from '../../../lab/simulate/engine/pool';
import { Placement } from '../../../lab/simulate/model';

/** A pool that runs no more than so many jobs at once: the others stay in RUNNABLE. */
export class QuotaPool implements Pool {
  private readonly waiting: Ticket[] = [];

  constructor(
    private readonly pool: Pool,
    private left: number,
  ) {}

  request(ticket: Ticket): void {
    this.waiting.push(ticket);
    this.dispatch();
  }

  started(placement: Placement): void {
    this.pool.started(placement);
  }

  release(placement: Placement, started: boolean): void {
    this.pool.release(placement, started);
    this.left += 1;
    this.dispatch();
  }

  private dispatch(): void {
    while (this.left > 0 && this.waiting.length > 0) {
      this.left -= 1;
      this.pool.request(this.waiting.shift()!);
    }
  }
}
