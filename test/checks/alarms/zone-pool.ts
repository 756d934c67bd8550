import { Agenda } from '../../../lab/simulate/engine/agenda';
import { newHost } from '../../../lab/simulate/engine/hosts';
import { Pool, Ticket } from '../../../lab/simulate/engine/pool';
import { Host, HostEntry, Placement, SECOND } from '../../../lab/simulate/model';
import { Random } from '../../../lab/simulate/random';
import { ComputeEnvironment, ZONES } from '../../../lab/simulate/site';

export interface ZonePoolParts {
  readonly environment: ComputeEnvironment;
  readonly agenda: Agenda;
  readonly random: Random;
  /** After which instances go away; never by default. */
  readonly lifeMs?: number;
}

/** Instances of a compute environment in one Availability Zone, which go away under their jobs. */
export class ZonePool implements Pool {
  readonly hosts: Host[] = [];
  private readonly tickets = new Map<Host, Ticket[]>();

  constructor(private readonly parts: ZonePoolParts) {}

  request(ticket: Ticket): void {
    const { environment, agenda, random } = this.parts;
    agenda.after(random.milliseconds(60, 90), () => {
      const host = this.hosts.find(({ free, closing }) => free > 0 && !closing) ?? this.join();
      host.free -= 1;
      host.firstPlacedAt ??= agenda.now;
      this.tickets.get(host)?.push(ticket);
      ticket.placed({ environment, taskId: random.hex(32), host });
    });
  }

  started({ host }: Placement): void {
    if (host) this.note(host, 'task-started');
  }

  release({ host }: Placement, started: boolean): void {
    if (!host) return;
    host.free += 1;
    if (started) this.note(host, 'task-stopped');
  }

  private join(): Host {
    const { environment, agenda, random, lifeMs } = this.parts;
    const host = { ...newHost(environment, random, { at: agenda.now }), zone: ZONES[0] };
    this.hosts.push(host);
    this.tickets.set(host, []);
    if (lifeMs !== undefined) agenda.after(lifeMs, () => this.lose(host));
    return host;
  }

  /** Spot Instances are warned first. */
  private lose(host: Host): void {
    const { agenda } = this.parts;
    host.closing = true;
    if (host.spot) this.note(host, 'warned');
    this.note(host, 'draining');
    agenda.after(120 * SECOND, () => {
      host.lostAt = agenda.now;
      for (const ticket of this.tickets.get(host) ?? []) ticket.lost();
      this.note(host, 'deregistering');
      agenda.after(40 * SECOND, () => this.note(host, 'inactive'));
    });
  }

  private note(host: Host, kind: HostEntry['kind']): void {
    host.journal.push({ at: this.parts.agenda.now, kind });
  }
}
