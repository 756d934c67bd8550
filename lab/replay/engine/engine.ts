/**
 * Runs events through the deployment: in chunks, each handled before the next is fed, so that batches are full and memory is not.
 * A chunk ends where a schedule is due: the schedule's function sees the state after the events up to then.
 */
import { AsyncInvocations } from './async-invocations';
import { ArrivedEvent, EventRouter } from './event-router';
import { Incidents } from './incidents';
import { LogSubscriptions } from './log-subscriptions';
import { QueuePoller } from './queue-poller';
import { Schedules, Tick } from './schedules';
import { Triggers } from './triggers';
import { InvalidLine, ReadEvent } from '../events/read-events';
import { QueueBroker } from '../servers/queue-broker';
import { StreamClock } from '../stream-clock';

const CHUNK = 2_000;

/** Something to do between two events, when all that was fed has been handled. */
export interface Pause {
  pause(): Promise<void>;
}

export interface EngineParts {
  readonly router: EventRouter;
  readonly schedules: Schedules;
  readonly triggers: Triggers;
  readonly clock: StreamClock;
  readonly pollers: readonly QueuePoller[];
  readonly subscriptions: LogSubscriptions;
  readonly invocations: readonly AsyncInvocations[];
  readonly broker: QueueBroker;
  readonly incidents: Incidents;
  /** Delayed messages are delivered at the first tick of each span of so many milliseconds; after all events by default. */
  readonly delayedEveryMs?: number;
  progress(eventsHandled: number): void;
}

export class Engine {
  eventsRead = 0;
  invalidLines = 0;
  private chunk: ArrivedEvent[] = [];
  private delayedUntil = 0;

  constructor(private readonly parts: EngineParts) {}

  async run(events: AsyncIterable<ReadEvent | InvalidLine | Pause>): Promise<void> {
    for await (const event of events) {
      if ('pause' in event) {
        await this.handle();
        await event.pause();
      } else if ('problem' in event) {
        this.invalidLines += 1;
        this.parts.incidents.report(`line ${event.line} ${event.problem}`);
      } else {
        await this.take(event);
      }
    }
    if (this.eventsRead === 0) await this.deploy();
    await this.handle();
    await this.tick(this.parts.schedules.lastTicks());
    await this.deliverDelayed();
  }

  private async take(event: ReadEvent): Promise<void> {
    const { schedules, clock } = this.parts;
    const time = Date.parse(String(event.event.time));
    if (this.eventsRead === 0) await this.begin(time);
    this.eventsRead += 1;
    if (schedules.isAnyDueBefore(time)) {
      await this.handle();
      await this.tick(schedules.ticksBefore(time));
    }
    clock.advance(time);
    this.chunk.push({ ...event, arrivedAt: clock.now });
    if (this.chunk.length === CHUNK) await this.handle();
  }

  private async begin(time: number): Promise<void> {
    this.parts.clock.advance(time);
    this.parts.schedules.begin(this.parts.clock.now);
    await this.deploy();
  }

  private async deploy(): Promise<void> {
    await this.parts.triggers.run();
    await this.settle();
  }

  private async tick(ticks: Iterable<Tick>): Promise<void> {
    for (const tick of ticks) {
      this.parts.clock.advance(tick.at);
      await this.deliverDue(tick.at);
      await this.parts.schedules.invoke(tick);
      await this.settle();
    }
  }

  private async handle(): Promise<void> {
    const chunk = this.chunk;
    this.chunk = [];
    if (chunk.length === 0) return;
    await this.parts.router.route(chunk);
    await this.settle();
    this.parts.progress(this.eventsRead);
  }

  private async deliverDue(at: number): Promise<void> {
    const { delayedEveryMs } = this.parts;
    if (delayedEveryMs === undefined || at < this.delayedUntil) return;
    await this.deliverDelayed();
    this.delayedUntil = at + delayedEveryMs;
  }

  /** After everything else, however late in the stream the facts come that a message waits for. */
  private async deliverDelayed(): Promise<void> {
    while ((await this.parts.broker.delayed.deliverNext()) > 0) await this.settle();
  }

  /**
   * Until all queues with a function are empty: handling one queue may fill another. One after the other, because a chunk
   * spans hours of the stream: a message of a queue that is read every two seconds is long handled when one that waits twenty is.
   */
  async settle(): Promise<void> {
    const { pollers, subscriptions, invocations } = this.parts;
    for (let busy = true; busy;) {
      busy = false;
      for (const worker of [...pollers, subscriptions, ...invocations]) busy = (await worker.drain()) || busy;
    }
  }
}
