import { ClientRequest } from 'node:http';
import { Socket } from 'node:net';
import { Deadline } from '../deadline';

const CONNECT_MILLIS = 1_000;
const IDLE_MILLIS = 5_000;
/** Requests beyond the number of connections wait for one that is free. */
const QUEUED_MILLIS = 60_000;

const timeout = (): Error => Object.assign(new Error(), { name: 'TimeoutError' });

/** Ends a request that gets no connection, does not connect in time, makes no progress for some seconds, or does not end before the deadline. */
export class Watch {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly request: ClientRequest,
    private readonly deadline: Deadline,
    private readonly fail: (error: Error) => void,
    private readonly idleMillis = IDLE_MILLIS,
  ) {
    request.once('socket', (socket) => this.watchConnecting(socket));
    request.once('close', () => clearTimeout(this.timer));
    this.wait(QUEUED_MILLIS);
  }

  /** Restarts the wait: part of the response has arrived. */
  noteProgress(): void {
    this.wait(this.idleMillis);
  }

  private wait(millis: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.end, Math.min(millis, this.deadline.millis));
  }

  private watchConnecting(socket: Socket): void {
    this.noteProgress();
    if (!socket.connecting) return;
    const timer = setTimeout(this.end, CONNECT_MILLIS);
    socket.once('connect', () => clearTimeout(timer));
    this.request.once('close', () => clearTimeout(timer));
  }

  private readonly end = (): void => {
    this.fail(timeout());
    this.request.destroy();
  };
}
