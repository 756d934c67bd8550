import { Placement } from '../model';

/** A wish for a place to run one attempt. */
export interface Ticket {
  readonly placed: (placement: Placement) => void;
  /** The place went away under the running attempt. */
  readonly lost: () => void;
}

/** Capacity of one compute environment. */
export interface Pool {
  request(ticket: Ticket): void;
  started(placement: Placement): void;
  release(placement: Placement, started: boolean): void;
}
