import { Host, HostEntry, MINUTE, Placement, SECOND } from '../model';
import { Random } from '../random';
import { ComputeEnvironment } from '../site';
import { Agenda } from './agenda';
import { HostOptions, newHost } from './hosts';
import { Pool, Ticket } from './pool';

/** Jobs that one instance runs in its life, roughly: what decides how many are launched. */
const JOBS_PER_HOST = 24;

/** Container instances of one compute environment on EC2: launched for the queue, reclaimed, scaled in. */
export class HostPool implements Pool {
  readonly hosts: Host[] = [];
  private readonly open: Host[] = [];
  private readonly waiting: Ticket[] = [];
  private readonly running = new Map<Host, Set<Ticket>>();
  private readonly tickets = new Map<string, Ticket>();
  private launching = 0;
  private alive = 0;
  private busy = 0;
  private ticking = false;

  constructor(
    private readonly environment: ComputeEnvironment,
    private readonly agenda: Agenda,
    private readonly random: Random,
    /** Where multi-node jobs have their instances. Chance is the same for both. */
    private readonly ofNodes = environment,
  ) {}

  request(ticket: Ticket): void {
    this.waiting.push(ticket);
    if (this.ticking) return;
    this.ticking = true;
    this.agenda.after(this.random.milliseconds(1, 4), () => {
      this.ticking = false;
      this.dispatch();
    });
  }

  started({ host }: Placement): void {
    if (host) note(host, 'task-started', this.agenda.now);
  }

  release({ host, taskId }: Placement, started: boolean): void {
    if (!host) return;
    if (started) note(host, 'task-stopped', this.agenda.now);
    const ticket = this.tickets.get(taskId);
    this.tickets.delete(taskId);
    if (ticket) this.running.get(host)?.delete(ticket);
    this.vacate(host);
  }

  /** A new instance joins the cluster. */
  join(options: Partial<HostOptions> = {}): Host {
    const host = newHost(this.environment, this.random, { at: this.agenda.now, late: this.hosts.length % 9 === 1, ...options });
    this.hosts.push(host);
    this.running.set(host, new Set());
    this.alive++;
    if (options.doomed) this.open.unshift(host);
    else this.open.push(host);
    if (options.doomed) this.loseOnceBusy(host, 100);
    else if (host.spot) this.planReclaim(host);
    else this.planScaleIn(host);
    if (this.waiting.length > 0) this.dispatch();
    return host;
  }

  /** Instances for the nodes of one multi-node job, theirs alone. */
  reserve(count: number, ready: (hosts: Host[]) => void): void {
    this.agenda.after(this.random.milliseconds(70, 180), () => {
      const hosts = Array.from({ length: count }, () => newHost(this.ofNodes, this.random, { at: this.agenda.now }));
      this.hosts.push(...hosts);
      this.alive += count;
      ready(hosts);
    });
  }

  retire(host: Host): void {
    const now = this.agenda.now;
    note(host, 'draining', now);
    if (this.random.chance(0.3)) note(host, 'deregistering', now + 20 * SECOND);
    this.end(host, now + this.random.milliseconds(30, 90));
  }

  private end(host: Host, at: number): void {
    host.closing = true;
    host.endedAt = at;
    this.alive--;
    note(host, 'inactive', at);
  }

  private dispatch(): void {
    let served = 0;
    for (let host = this.freeHost(); host !== undefined && served < this.waiting.length; host = this.freeHost()) {
      this.assign(this.waiting[served++], host);
    }
    this.waiting.splice(0, served);
    this.launch();
  }

  /** Managed instances are filled one after the other, so that some fall idle and go; the others in turn. */
  private freeHost(): Host | undefined {
    while (this.open.length > 0) {
      const host = this.open[0];
      const usable = !host.closing && host.free > 0;
      if (usable && this.environment.type !== 'UNMANAGED') return host;
      this.open.shift();
      if (!usable) continue;
      this.open.push(host);
      return host;
    }
    return undefined;
  }

  private assign(ticket: Ticket, host: Host): void {
    host.free--;
    this.busy++;
    this.agenda.after(this.random.milliseconds(0.2, 5), () => {
      if (host.closing) {
        this.vacate(host);
        return this.request(ticket);
      }
      const taskId = this.random.hex(32);
      this.tickets.set(taskId, ticket);
      this.running.get(host)?.add(ticket);
      host.firstPlacedAt ??= this.agenda.now;
      ticket.placed({ environment: this.environment, taskId, host });
    });
  }

  private vacate(host: Host): void {
    host.free++;
    this.busy--;
    if (host.closing) return;
    if (host.free === 1) this.open.push(host);
    if (this.waiting.length > 0) this.dispatch();
    if (host.free === host.slots) this.planIdleEnd(host);
  }

  private launch(): void {
    if (this.waiting.length === 0 || this.environment.type === 'UNMANAGED') return;
    const target = Math.ceil((this.waiting.length + this.busy) / JOBS_PER_HOST);
    const wanted = Math.max(target - this.alive - this.launching, this.launching === 0 ? 1 : 0);
    for (let count = 0; count < wanted; count++) {
      this.launching++;
      this.agenda.after(this.random.milliseconds(60, 200), () => {
        this.launching--;
        this.join();
      });
    }
  }

  /** Early members of each pool are reclaimed for certain, so that small workloads show it: with and without warning, and while tasks still start. */
  private planReclaim(host: Host): void {
    const place = this.hosts.length;
    const certain = [3, 5, 8, 11].includes(place);
    if (host.before || !(certain || this.random.chance(0.02))) return;
    const lifetime = place === 8 ? this.random.milliseconds(8, 22) : this.random.milliseconds(160, certain ? 400 : 1800);
    const moment = this.agenda.now + lifetime;
    const warned = this.environment.type === 'SPOT' && (place === 3 || place === 11 || (!certain && this.random.chance(0.7)));
    if (warned) this.agenda.at(moment - 120 * SECOND, () => this.warn(host));
    this.agenda.at(moment, () => this.lose(host));
  }

  private warn(host: Host): void {
    if (host.closing) return;
    host.closing = true;
    if (this.random.chance(0.6)) note(host, 'rebalance', this.agenda.now - this.random.milliseconds(0, 20));
    note(host, 'warned', this.agenda.now);
    note(host, 'draining', this.agenda.now + 2 * SECOND);
  }

  private planScaleIn(host: Host): void {
    if (this.environment.type !== 'EC2' || host.before) return;
    if (this.hosts.length !== 4 && !this.random.chance(0.02)) return;
    this.agenda.after(this.random.milliseconds(150, 500), () => this.lose(host));
  }

  /** The instance stops, and its tasks stop with it. An idle one without a warning stays. */
  private lose(host: Host): void {
    const tickets = [...(this.running.get(host) ?? [])];
    if (host.endedAt !== undefined || (tickets.length === 0 && !host.closing)) return;
    host.lostAt = this.agenda.now;
    for (const ticket of tickets) this.agenda.after(this.random.milliseconds(0.5, 25), () => ticket.lost());
    this.end(host, this.agenda.now + this.random.milliseconds(30, 60));
  }

  private loseOnceBusy(host: Host, tries: number): void {
    this.agenda.after(7 * MINUTE, () => {
      this.lose(host);
      if (host.endedAt === undefined && tries > 0) this.loseOnceBusy(host, tries - 1);
    });
  }

  private planIdleEnd(host: Host): void {
    if (this.environment.type === 'UNMANAGED') return;
    this.agenda.after(this.random.integer(15, 40) * MINUTE, () => {
      if (!host.closing && host.free === host.slots) this.retire(host);
    });
  }
}

const note = (host: Host, kind: HostEntry['kind'], at: number): void => {
  host.journal.push({ at, kind });
};
