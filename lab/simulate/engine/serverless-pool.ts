import { Random } from '../random';
import { ComputeEnvironment } from '../site';
import { Agenda } from './agenda';
import { Pool, Ticket } from './pool';

/** Fargate, and Kubernetes nodes that something else scales: every job gets a place after a short while. */
export class ServerlessPool implements Pool {
  constructor(
    private readonly environment: ComputeEnvironment,
    private readonly agenda: Agenda,
    private readonly random: Random,
  ) {}

  request(ticket: Ticket): void {
    const address = `10.0.${this.random.integer(0, 63)}.${this.random.integer(4, 250)}`;
    const taskId = this.environment.type === 'EKS' ? this.random.uuid() : this.random.hex(32);
    this.agenda.after(this.random.milliseconds(3, 25), () => ticket.placed({ environment: this.environment, taskId, address }));
  }

  started(): void {
    /* nothing to keep count of */
  }

  release(): void {
    /* nothing to keep count of */
  }
}
