/** Rules with a schedule: invoked as the stream's time passes. */
import { createHash } from 'node:crypto';
import { Targets } from './targets';
import { JsonObject } from '../../aws/json';
import { EventPlace } from '../events/place-of-events';
import { ScheduledRule } from '../template/schedules';

interface Timer {
  readonly rule: ScheduledRule;
  readonly stepMs: number;
  next: number;
}

/** A moment at which rules are due. */
export interface Tick {
  readonly at: number;
  readonly rules: readonly ScheduledRule[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export class Schedules {
  /** Ticks by rule. */
  readonly invocations = new Map<string, number>();
  private readonly timers: readonly Timer[];

  /** @param everyMinutes a rule is invoked that often at most; by its own rate where that is longer. */
  constructor(
    rules: readonly ScheduledRule[],
    everyMinutes: number,
    private readonly targets: Targets,
    private readonly sender: EventPlace,
  ) {
    this.timers = rules.map((rule) => ({ rule, stepMs: Math.max(rule.everyMinutes, everyMinutes) * MINUTE_MS, next: Infinity }));
    for (const { id } of rules) this.invocations.set(id, 0);
  }

  /** Ticks fall on multiples of their step, from the stream's first moment on. */
  begin(ms: number): void {
    for (const timer of this.timers) timer.next = firstFrom(ms, timer.stepMs);
  }

  isAnyDueBefore(ms: number): boolean {
    return this.timers.some(({ next }) => next < ms);
  }

  /** Ticks that lie before a moment. A gap of more than a day is jumped over: nothing happens in it. */
  *ticksBefore(ms: number): Generator<Tick> {
    while (this.isAnyDueBefore(ms)) {
      const tick = this.nextTick();
      yield tick;
      const due = this.timers.filter(({ next }) => next === tick.at);
      for (const timer of due) timer.next = ms - tick.at > DAY_MS + timer.stepMs ? firstFrom(ms, timer.stepMs) : tick.at + timer.stepMs;
    }
  }

  /** One more tick of every rule, after the last event. */
  *lastTicks(): Generator<Tick> {
    const begun = this.timers.filter(({ next }) => next < Infinity).length;
    for (let ticked = 0; ticked < begun;) {
      const tick = this.nextTick();
      yield tick;
      for (const timer of this.timers) if (timer.next === tick.at) timer.next = Infinity;
      ticked += tick.rules.length;
    }
  }

  async invoke({ at, rules }: Tick): Promise<void> {
    for (const rule of rules) {
      this.invocations.set(rule.id, (this.invocations.get(rule.id) ?? 0) + 1);
      const event = this.eventOf(rule, at);
      for (const target of rule.targets) {
        const handed = {
          body: target.input(event, JSON.stringify(event)),
          place: `schedule ${rule.id} at ${String(event.time)}`,
          arrivedAt: at,
        };
        const queue = this.targets.queueOf(target);
        if (queue === undefined) this.targets.invoke(target, handed);
        else await this.targets.send(queue, [handed]);
      }
    }
  }

  private nextTick(): Tick {
    const at = this.timers.reduce((earliest, { next }) => Math.min(earliest, next), Infinity);
    return { at, rules: this.timers.filter(({ next }) => next === at).map(({ rule }) => rule) };
  }

  private eventOf({ id, arn }: ScheduledRule, at: number): JsonObject {
    const { account, region } = this.sender;
    return {
      version: '0',
      id: eventId(`${id} ${at}`),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account,
      time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: [arn],
      detail: {},
    };
  }
}

/** Ticks fall on multiples of their step. */
export const firstFrom = (ms: number, step: number): number => Math.ceil(ms / step) * step;

/** The same in every replay. */
const eventId = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
