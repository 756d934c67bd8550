import { Pool, Ticket } from '../simulate/engine/pool';
import { Placement } from '../simulate/model';

/** Gives places to one attempt at a time: those that take the only unit of a consumable resource. */
export class Turns implements Pool {
  private readonly waiting: Ticket[] = [];
  private isTaken = false;

  constructor(private readonly places: Pool) {}

  request(ticket: Ticket): void {
    this.waiting.push(ticket);
    this.next();
  }

  started(placement: Placement): void {
    this.places.started(placement);
  }

  release(placement: Placement, started: boolean): void {
    this.places.release(placement, started);
    this.isTaken = false;
    this.next();
  }

  private next(): void {
    const ticket = this.isTaken ? undefined : this.waiting.shift();
    if (ticket === undefined) return;
    this.isTaken = true;
    this.places.request(ticket);
  }
}
